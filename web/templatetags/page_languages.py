"""The languages in which our pages can be read.

A patient may ask for messages in a language that the pages do not have yet, so settings.LANGUAGES
does not answer it: what counts is whether a translation was shipped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info

register = template.Library()

# Where languages are no names: a capital letter would be wrong within a sentence.
_SMALL_NAMES = frozenset({"uk"})
LOCALE = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language under its own name: Українська."""

    code: str
    name: str


@cache
def translated_languages() -> tuple[str, ...]:
    """Return the codes of the languages our pages are written in."""
    return tuple(
        code
        for code, _ in settings.LANGUAGES
        if code == settings.LANGUAGE_CODE or (LOCALE / code / "LC_MESSAGES" / "django.mo").exists()
    )


@register.simple_tag
def page_language() -> str:
    """Return the language to answer in: the reader's, if the pages have it."""
    wished = get_language() or settings.LANGUAGE_CODE
    return wished if wished in translated_languages() else settings.LANGUAGE_CODE


def language_names(codes: Iterable[str]) -> str:
    """Name languages in the reader's own: English, German."""
    return ", ".join(map(_name_of, codes))


def _name_of(code: str) -> str:
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name.lower() if page_language() in _SMALL_NAMES else name


@register.simple_tag
def other_languages() -> list[PageLanguage]:
    """Return the languages a reader can switch to."""
    return [
        PageLanguage(code, get_language_info(code)["name_local"].capitalize())
        for code in translated_languages()
        if code != page_language()
    ]
