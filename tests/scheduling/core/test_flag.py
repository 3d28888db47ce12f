"""The table of flags: what blocks, what cures, and what is no flag."""

import pytest

from intake.core.patient_updates import Topic, flags_for, flags_once_read
from scheduling.core.flag import (
    MOST_SIGNS,
    Cure,
    Flag,
    UnknownFlag,
    checked_flags,
    family_of,
    flag_about,
)
from scheduling.core.rules import CLINICAL_RULES

BLOCKING = {Flag.SIDE_MISSING, Flag.BLOOD_THINNER, Flag.CONSENT_MISSING}


def test_what_blocks_has_a_cure() -> None:
    assert {flag for flag in Flag if flag.is_blocking} == BLOCKING
    assert all(flag.cure is not Cure.NONE for flag in BLOCKING)


@pytest.mark.parametrize(
    ("stored", "flag", "about"),
    [
        ("side_missing", Flag.SIDE_MISSING, ""),
        ("order", Flag.AFTER_ORDER, ""),
        ("told_diabetes", Flag.TOLD, "diabetes"),
        ("news_fall", Flag.NEWS, "fall"),
        ("read_blood_thinner", Flag.NEWS_READ, "blood_thinner"),
        ("unusual_count", Flag.UNUSUAL_COUNT, ""),
        ("unusual_count_steroid", Flag.UNUSUAL_COUNT, "steroid"),
        ("unusual_interval", Flag.UNUSUAL_INTERVAL, ""),
    ],
)
def test_a_stored_flag_says_its_family(stored: str, flag: Flag, about: str) -> None:
    assert family_of(stored) == (flag, about)
    assert flag_about(flag, about) == stored
    assert checked_flags([stored]) == [stored]


@pytest.mark.parametrize("slip", ["side_mising", "Side_missing", "", "tolddiabetes", "r7_unknown"])
def test_a_slip_is_no_flag(slip: str) -> None:
    with pytest.raises(UnknownFlag, match="is no flag"):
        checked_flags([Flag.MISSING_ORDER, slip])


def test_a_warning_of_the_catalogue_is_told_under_its_own_code() -> None:
    assert checked_flags(["r7_x", Flag.CALLED, "r7_x"], {"r7_x"}) == ["r7_x", "called"]


def test_long_names_fit_the_column() -> None:
    assert len(flag_about(Flag.TOLD, "a" * 60)) == MOST_SIGNS


def test_every_topic_of_news_has_both_flags() -> None:
    for topic in Topic:
        (waiting,) = flags_for([topic])
        (read,) = flags_once_read([waiting], [topic])
        assert checked_flags([waiting, read]) == [waiting, read]


def test_every_clinical_rule_is_a_flag_when_staff_pass_it() -> None:
    """A rule that has no flag would stop a booking of staff instead of being told."""
    assert len(CLINICAL_RULES) == 6
    named = {Flag.LEAD_TIME, Flag.AFTER_ORDER, Flag.MAX_PER_DAY, Flag.REPEAT_INTERVAL}
    assert named | {Flag.REPEAT_COUNT, Flag.KEPT_APART} <= set(Flag)
