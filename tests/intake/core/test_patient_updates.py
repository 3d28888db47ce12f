import pytest

from intake.core.patient_updates import (
    ASKED_ABOUT,
    URGENT,
    Topic,
    flags_for,
    flags_once_read,
    is_urgent,
)


@pytest.mark.parametrize(
    ("topics", "urgent"),
    [
        ([Topic.SYMPTOM], True),
        ([Topic.INFECTION], True),
        ([Topic.FALL], True),
        ([Topic.BLOOD_THINNER], True),
        ([Topic.PREGNANT], True),
        ([Topic.MEDICINE, Topic.ALLERGY, Topic.OTHER], False),
        ([Topic.OTHER, Topic.PREGNANT], True),
        ([], False),
    ],
)
def test_one_urgent_topic_makes_it_urgent(topics: list[str], urgent: bool) -> None:
    assert is_urgent(topics) is urgent


def test_whatever_may_be_a_red_flag_is_read_today() -> None:
    assert ASKED_ABOUT <= URGENT


def test_what_was_read_is_still_said_and_nothing_else_changes() -> None:
    waiting = ["missing_order", *flags_for(["fall", "allergy"])]
    assert waiting == ["missing_order", "news_fall", "news_allergy"]
    assert flags_once_read(waiting, ["fall"]) == ["missing_order", "read_fall", "news_allergy"]


def test_told_and_read_twice_is_said_once() -> None:
    assert flags_once_read(["read_fall", "news_fall"], ["fall"]) == ["read_fall"]
