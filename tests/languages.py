"""Looking for English left over in what Ukrainians read: in pages, messages and calendar files."""

import re
from html.parser import HTMLParser

from django.http import HttpResponse
from icalendar import Calendar

from clinics.models import Clinic

SILENT = frozenset({"script", "style", "svg", "head"})
SAID_ATTRIBUTES = frozenset({"aria-label", "title", "alt", "placeholder", "data-say"})
SHOWN = ("summary", "description", "location", "comment")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})

# Addresses of all sorts, codes such as K7P-4MD-2XQ, names of people and of what has but one name.
_NO_WORDS = re.compile(
    r"https?://\S+|\S+@\S+|\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{2,3}\b|\.ics\b|slots/", re.ASCII
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
NAMES = frozenset(
    """MedClinic Baywise Amara Osei Lena Vogt Sofia Marchenko Taras Bondar Olena Shevchenko
    Google Outlook SMS cookie WCAG TLIF PLIF ACDF English""".split()  # noqa: SIM905
)


class _Reader(HTMLParser):
    """Collects what is seen or heard, except where it is marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._stack: list[tuple[str, bool]] = []

    @property
    def _is_silent(self) -> bool:
        return any(silent for _, silent in self._stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_foreign = tag != "html" and values.get("lang") not in (None, "uk")
        if not self._is_silent and not is_foreign:
            self.said += [value or "" for name, value in attrs if name in SAID_ATTRIBUTES]
        if tag not in VOID:
            self._stack.append((tag, tag in SILENT or is_foreign))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self.said.append(data)


def english_in_page(page: HttpResponse | str) -> list[str]:
    """Return the English words a reader of this page meets, names left out."""
    html = page if isinstance(page, str) else page.content.decode()
    title = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    reader = _Reader()
    reader.feed(html)
    return english_in(" \n ".join([*title, *reader.said]))


def english_in_calendar(answer: HttpResponse) -> list[str]:
    """Return the English words that a calendar shows of the one visit in a file."""
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    return english_in(" ".join(str(event.get(name, "")) for name in SHOWN))


def english_in(text: str) -> list[str]:
    """Return the English words in a text, names left out."""
    words = _WORD.findall(_NO_WORDS.sub(" ", text))
    return [word for word in words if word not in NAMES]


def say_in_ukrainian(clinic: Clinic) -> None:
    """Write what a clinic says of itself in Ukrainian."""
    clinic.translations = {
        "uk": {
            "tagline": "клініка лікування болю",
            "place": "Київ",
            "address": "вул. Липова, 18, Київ",
            "opening_note": "з понеділка до п’ятниці, 8:00–18:00",
        }
    }
    clinic.save()
