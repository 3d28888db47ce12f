"""The languages in which our pages can be read.

A patient may ask for messages in a language that the pages do not have yet, so settings.LANGUAGES
does not answer it: what counts is whether a translation was shipped.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info

register = template.Library()

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


@register.simple_tag
def other_languages() -> list[PageLanguage]:
    """Return the languages a reader can switch to."""
    return [
        PageLanguage(code, get_language_info(code)["name_local"].capitalize())
        for code in translated_languages()
        if code != page_language()
    ]
