from datetime import date

import pytest
from django.utils.translation import override

from clinics import translation
from clinics.core.messages import Counted
from scheduling.core.online_policy import STAFF_ONLY
from scheduling.core.reference import InvalidReference, normalise_reference
from scheduling.errors import OnlineRefused

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Wednesday 25 November 2026", "Wednesday 25 November", "Wed 25 Nov", "Wed 25"],
        ),
        (
            "uk",
            ["25 листопада 2026 року (середа)", "25 листопада (середа)", "ср 25.11", "ср 25"],
        ),
    ],
)
def test_days_are_said_as_the_reader_says_them(language: str, words: list[str]) -> None:
    with override(language):
        ways = (
            translation.say_long,
            translation.say_mid,
            translation.say_short,
            translation.say_within_month,
        )
        assert [say(WEDNESDAY) for say in ways] == words


def test_a_month_in_a_heading_is_not_declined() -> None:
    with override("uk"):
        assert translation.say_month_and_year(WEDNESDAY) == "Листопад 2026"
        assert [each.short for each in translation.weekdays()][:2] == ["Пн", "Вт"]
        assert translation.weekdays()[2].name == "середа"


def test_words_of_the_core_are_said_in_the_readers_language() -> None:
    words = Counted("Times open %(n)s day ahead.", "Times open %(n)s days ahead.", 90)
    with override("uk"):
        assert translation.say(words) == "Запис відкрито на 90 днів наперед."
        assert translation.say("anything else") == "anything else"
    assert translation.say(words) == words


def test_words_within_words_are_said_too() -> None:
    with pytest.raises(InvalidReference) as caught:
        normalise_reference("K7P-4MD-2XЖ")
    with override("uk"):
        said = translation.say(caught.value.args[0])
    assert said.startswith("Знака «Ж» там не буває. Ще раз перевірте номер запису")


def test_errors_speak_the_language_of_whoever_reads_them() -> None:
    refused = OnlineRefused(STAFF_ONLY, suggestion="consultation")
    with override("uk"):
        assert str(refused) == (
            "Клініка планує це з вами особисто. Спершу запишіться на консультацію."
        )
    assert str(refused) == STAFF_ONLY
