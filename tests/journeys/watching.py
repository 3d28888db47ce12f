"""A browser that remembers every answer, and what of it ends up elsewhere: addresses and titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote_plus, urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from tests.randomness import without_random

ADDRESSES = ("href", "action", "src", "hx-get", "hx-post", "formaction", "content")
TYPED = {"text", "search", "tel", "email", "number", "password"}


@dataclass
class Leaf(HTMLParser):
    """What a page hands on: its title, its addresses, and fields whose words a GET would show."""

    title: str = ""
    addresses: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    _in_title: bool = False
    _gets: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses; a tel: link goes to the telephone and to nobody's log."""
        given = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" or (self._in_title and tag != "body")
        found = [given[name] for name in ADDRESSES if name in given and tag != "meta"]
        self.addresses += [each for each in found if not each.startswith(("tel:", "data:"))]
        if tag == "form":
            self._gets = given.get("method", "get").lower() == "get"
        if tag == "input" and self._gets and given.get("type", "text") in TYPED:
            self.shown.append(given.get("name", ""))

    def handle_data(self, data: str) -> None:
        """Take the title."""
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        """Leave the title, or a form."""
        if tag == "title":
            self._in_title = False
        if tag == "form":
            self._gets = False


class WatchedClient(Client):
    """Django's client with a memory."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[HttpResponse] = []

    def request(self, **request: object) -> HttpResponse:
        """Ask, and remember the answer."""
        answer: HttpResponse = super().request(**request)
        self.seen.append(answer)
        return answer

    def follow_all(self, path: str, *, most: int = 150) -> None:
        """Open a page and whatever its links lead to, each way of asking an address once."""
        waiting, known = [path], set()
        while waiting and len(known) < most:
            here = waiting.pop(0)
            if _shape(here) in known:
                continue
            known.add(_shape(here))
            answer = self.get(here)
            if "Location" in answer.headers:
                waiting.append(urljoin(here, answer.headers["Location"]))
            for each in leaf_of(answer).addresses:
                address = urldefrag(urljoin(f"http://testserver{here}", each)).url
                inside = address.removeprefix("http://testserver")
                if inside.startswith("/") and not inside.startswith("/static/"):
                    waiting.append(inside)


def _shape(address: str) -> str:
    """Return an address without what makes one day, or one page of a list, differ from another."""
    names = sorted({each.partition("=")[0] for each in urlsplit(address).query.split("&")})
    return f"{urlsplit(address).path}?{names}"


def leaf_of(answer: HttpResponse) -> Leaf:
    """Return what a page hands on; nothing for a file."""
    leaf = Leaf()
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        leaf.feed(answer.content.decode())
    return leaf


def handed_on(answer: HttpResponse) -> Iterator[tuple[str, str]]:
    """Yield (what, words) for everything of an answer that a history, log or referrer keeps."""
    asked = f"{answer.request['PATH_INFO']}?{answer.request.get('QUERY_STRING', '')}"
    leaf = leaf_of(answer)
    yield "address", unquote_plus(asked)
    yield "title", " ".join(leaf.title.split())
    for name in ("Location", "HX-Redirect", "HX-Push-Url", "Content-Disposition", "Link"):
        yield name, unquote_plus(answer.headers.get(name, ""))
    for each in leaf.addresses:
        yield "link", unquote_plus(urldefrag(each).url)


def told(words: str, secrets: Iterable[str]) -> list[str]:
    """Return the secrets that stand in some words, as words of their own."""
    words = without_random(words)
    return [
        each
        for each in secrets
        if re.search(rf"(?<![^\W_]){re.escape(each)}(?![^\W_])", words, re.IGNORECASE)
    ]
