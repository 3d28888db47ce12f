"""A patient who answers whatever page comes, in any language: by addresses and names of boxes."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from intake.models import ContactCheck
from intake.services.contact import code_of
from scheduling.core.reference import normalise_reference
from scheduling.models import Appointment
from tests.browser.checks import TOO_WIDE
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.visitor import QUESTION, Visitor

MOST_PAGES = 30
SUBMIT = ".go .btn"
TIMES = "button[form=take]"
# The boxes of the form with the page's one big button, in their order.
BOXES = """form => [...form.querySelectorAll("input, select, textarea")]
    .filter(box => box.type !== "hidden" && box.tabIndex >= 0 && box.closest("form") === form)
    .map(box => [box.name, box.type, box.checked,
        box.type === "checkbox" ? box.getAttribute("value") : box.value])"""

TARAS = {
    "full_name": "Taras Bondar",
    "birth_day": "9",
    "birth_month": "8",
    "birth_year": "1966",
    "phone": "050 000 47 15",
    "email": "taras@mail.example",
    "side": "left",
}
OLENA_BORN = {"birth_day": "14", "birth_month": "3", "birth_year": "1968"}
# The boxes to tick that are something to agree to; others are ticked by whoever they are true of.
AGREEMENT = "consent"


@dataclass(frozen=True)
class Manner:
    """How somebody goes through the pages."""

    width: int = 390
    by_keyboard: bool = False
    scripts: bool = True
    language: str = "en"

    def __str__(self) -> str:
        hand = "keyboard" if self.by_keyboard else "mouse"
        return f"{self.width} {hand} {'js' if self.scripts else 'no js'} {self.language}"


@dataclass
class Walker:
    """A visitor with a hand, and what to answer: name of a box to its value."""

    visitor: Visitor
    manner: Manner
    answers: dict[str, str] = field(default_factory=dict)
    procedure: str = ""
    picks_day: bool = False
    reads_questions: bool = True
    seen: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def hand(self) -> Hand:
        return Keyboard(self.page) if self.manner.by_keyboard else Mouse(self.page)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def begin(self) -> "Walker":
        """Open the first page and switch to one's language there, as readers do."""
        self.visitor.open("/")
        if self.manner.language != self.language:
            button = self.page.locator(f"button[lang={self.manner.language}]")
            self.leave_by(button.first)
            assert self.language == self.manner.language
        return self

    @property
    def language(self) -> str:
        return str(self.page.locator("html").get_attribute("lang"))

    def go_on(self, until: str = "/book/done/") -> "Walker":
        """Answer page after page until one is reached."""
        for _ in range(MOST_PAGES):
            if self.path == until:
                return self
            self.step()
        raise AssertionError(f"{until} is not reached, but {self.seen}")

    def step(self) -> "Walker":
        """Answer this page."""
        assert self.language == self.manner.language, f"{self.path} speaks {self.language}"
        assert self.page.evaluate(TOO_WIDE) <= 0, f"{self.path} scrolls sideways"
        self.seen.append(self.path)
        if QUESTION.match(self.path) and not self.reads_questions:
            self.visitor.say_no_to_all()
            return self
        for sign, answer in (
            (".offers", self.choose_procedure),
            (TIMES, self.choose_time),
            ("[autocomplete=one-time-code]", self.enter_code),
        ):
            if self.page.locator(sign).count():
                answer()
                return self
        self.complete()
        return self

    def complete(self, more: dict[str, str] | None = None) -> None:
        """Fill in the form with the big button, and press it; a message has a link instead."""
        if self._form.count():
            self.fill_in(more)
            self.leave_by(self._form.locator(SUBMIT).last)
        else:
            self.leave_by(self.page.locator("main a.btn").first)

    def fill_in(self, more: dict[str, str] | None = None) -> None:
        """Fill in what one has an answer for; every yes-or-no question is answered with no."""
        answers = self.answers | (more or {})
        done = set()
        for name, kind, checked, value in self._form.evaluate(BOXES):
            if name in done:
                continue
            if kind == "radio":
                done.add(name)
                self._choose_one(name, answers.get(name))
            elif kind == "checkbox":
                if not checked and (name.startswith(AGREEMENT) or name in answers):
                    self.hand.choose(self._box(name, value))
            elif answers.get(name, value) != value and self._box(name).is_visible():
                type_in = self.hand.pick if kind == "select-one" else self.hand.fill
                type_in(self._box(name), answers[name])

    def _choose_one(self, name: str, wanted: str | None) -> None:
        group = self._box(name)
        values = [each.get_attribute("value") for each in group.all()]
        if wanted is None and group.locator(":scope:checked").count():
            return
        if wanted not in values:
            wanted = "no" if "no" in values else values[0]
        self.hand.choose(self._box(name, wanted))

    def choose_time(self) -> None:
        """Take the first available time; or look at the last of the ten days and take one there."""
        nearest = self.page.locator("#nearest-1")
        if nearest.count():
            self.hand.choose(nearest)
            self.leave_by(nearest.locator("xpath=ancestor::form").locator(SUBMIT))
        elif self.picks_day:
            self._look_at_last_day()
            self.hand.choose(self.page.locator("#times input").first)
            self.leave_by(self.page.locator("form:has(#times)").locator(SUBMIT))
        else:
            self.leave_by(self.page.locator("button[form=take]"))

    def _look_at_last_day(self) -> None:
        day = self.page.locator(".days a").last
        words = day.locator("b").inner_text()
        self.hand.press(day)
        self.page.locator(f".days a[aria-current]:has-text('{words}')").wait_for()
        if self.manner.scripts:  # a swap must not lose the focus
            self.page.locator("#times-title:focus").wait_for()

    def choose_procedure(self) -> None:
        """Choose from the list, if need be from the whole one."""
        chosen = f"a[href$='/book/{self.procedure}/'], button[value='{self.procedure}']"
        found = self.page.locator(".offers").locator(chosen)
        if not found.count():
            found = self.page.locator("a.more")
        self.leave_by(found.first)

    @property
    def shows_times(self) -> bool:
        return self.page.locator(TIMES).count() > 0

    def add(self, procedure: str) -> None:
        """Put another procedure into the visit, on the page of times."""
        self.leave_by(self.page.locator("form[action$='/book/more/'] button[name=to]"))
        self.leave_by(self.page.locator(f"button[name=add][value={procedure}]"))
        if self._form.count():  # side and region, where they are asked
            self.complete()

    def enter_code(self) -> None:
        """Type the code that was sent."""
        self.complete({"code": self.sent_code()})

    def sent_code(self) -> str:
        """Return the code of the last message."""
        return code_of(ContactCheck.objects.latest("pk"))

    def booked(self) -> Appointment:
        """Return the visit that the ticket is about."""
        reference = normalise_reference(self.page.locator(".ref").inner_text())
        return Appointment.objects.get(reference=reference)

    @property
    def _form(self) -> Locator:
        return self.page.locator(f"main form:has({SUBMIT})").first

    def _box(self, name: str, value: Any = None) -> Locator:
        of_value = "" if value is None else f'[value="{value}"]'
        return self._form.locator(f'[name="{name}"]{of_value}')

    def leave_by(self, target: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            self.hand.press(target)
