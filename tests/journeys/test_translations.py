"""Every word of ours has a Ukrainian one, and what is shipped is what was written.

`make messages` collects new words and compiles; see docs/decisions/languages.md.
"""

import re

import pytest

from tests.messages import APPS, Message, compiled, translated, wanted

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdr]|%[sd]|\{(\w*)\}")
FORMS = 3
"""One, few, many: 1 день, 2 дні, 5 днів."""
NUMBERS = (1, 2, 5)


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


@pytest.mark.parametrize("app", APPS)
def test_every_word_is_translated(app: str) -> None:
    known = translated(app)
    missing = [
        f"{path}: {message.text}"
        for message, path in wanted(app).items()
        if message not in known or not all(known[message].forms) or known[message].is_fuzzy
    ]
    assert not missing, "run `make messages`, then translate"


@pytest.mark.parametrize("app", APPS)
def test_no_translation_is_left_of_words_that_are_gone(app: str) -> None:
    assert translated(app).keys() <= wanted(app).keys()


@pytest.mark.parametrize("app", APPS)
def test_translations_keep_the_placeholders_and_have_every_plural(app: str) -> None:
    for message, entry in translated(app).items():
        assert len(entry.forms) == (FORMS if message.plural else 1), message.text
        expected = placeholders(message.plural or message.text)
        for form in entry.forms:
            assert placeholders(form) == expected, message.text


@pytest.mark.parametrize("app", APPS)
def test_the_compiled_file_says_what_the_written_one_says(app: str) -> None:
    shipped = compiled(app)
    for message, entry in translated(app).items():
        said = [_said(shipped, message, number) for number in NUMBERS]
        assert said == (entry.forms if message.plural else entry.forms * FORMS), message.text


@pytest.mark.parametrize("app", APPS)
def test_one_word_is_translated_alike_in_all_apps(app: str) -> None:
    """Django joins the apps' words: of two translations one would win by accident."""
    for other in APPS:
        theirs = translated(other)
        for message, entry in translated(app).items():
            assert message not in theirs or theirs[message].forms == entry.forms, message.text


def _said(shipped: object, message: Message, number: int) -> str:
    if message.plural and message.context:
        return shipped.npgettext(message.context, message.text, message.plural, number)  # type: ignore[attr-defined, no-any-return]
    if message.plural:
        return shipped.ngettext(message.text, message.plural, number)  # type: ignore[attr-defined, no-any-return]
    if message.context:
        return shipped.pgettext(message.context, message.text)  # type: ignore[attr-defined, no-any-return]
    return shipped.gettext(message.text)  # type: ignore[attr-defined, no-any-return]
