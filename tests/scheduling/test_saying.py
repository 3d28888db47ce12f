from datetime import date

import pytest
from django.utils.translation import override

from scheduling import saying

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
        ways = (saying.say_long, saying.say_mid, saying.say_short, saying.say_within_month)
        assert [say(WEDNESDAY) for say in ways] == words


def test_a_month_in_a_heading_is_not_declined() -> None:
    with override("uk"):
        assert saying.say_month_and_year(WEDNESDAY) == "Листопад 2026"
        assert [each.short for each in saying.weekdays()][:2] == ["Пн", "Вт"]
        assert saying.weekdays()[2].name == "середа"
