from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from web.templatetags import clinic_time

KYIV = ZoneInfo("Europe/Kyiv")
NINE = datetime(2026, 11, 26, 7, 5, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Site:
    zone: ZoneInfo = KYIV
    phone: str = "044 000 12 34"
    calling_code: str = "380"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (clinic_time.clock(NINE, Site()), "9:05"),
        (clinic_time.clock24(NINE, Site()), "09:05"),
        (clinic_time.clock(NINE, ZoneInfo("America/New_York")), "2:05"),
        (clinic_time.clock24(None, Site()), ""),
        (clinic_time.date_long(NINE, Site()), "Thursday 26 November 2026"),
        (clinic_time.date_mid(NINE, Site()), "Thursday 26 November"),
        (clinic_time.date_short(NINE, Site()), "Thu 26 Nov"),
        (clinic_time.date_short(LATE, Site()), "Fri 27 Nov"),
        (clinic_time.date_short(date(2026, 9, 1)), "Tue 1 Sep"),
        (clinic_time.birth_date(date(1968, 3, 14)), "14 March 1968"),
        (clinic_time.month_name(date(2026, 11, 1)), "November 2026"),
        (clinic_time.iso_day(LATE, Site()), "2026-11-27"),
        (clinic_time.for_long(65), "1 hour 5 minutes"),
        (clinic_time.for_long(120), "2 hours"),
        (clinic_time.for_long(1), "1 minute"),
        (clinic_time.for_long(0), "0 minutes"),
        (clinic_time.times_free(1), "1 time"),
        (clinic_time.times_free(5), "5 times"),
        (clinic_time.tel(Site()), "+380440001234"),
        (clinic_time.tel(Site(phone="ext. 12")), "ext.12"),
    ],
)
def test_times_read_as_people_say_them(words: str, said: str) -> None:
    assert words == said


def test_both_passes_of_the_repeated_hour_read_the_wall() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert clinic_time.clock(first, KYIV) == clinic_time.clock(second, KYIV) == "3:30"


def test_an_instant_without_a_clinic_has_no_date() -> None:
    with pytest.raises(ValueError, match="without a clinic"):
        clinic_time.date_long(NINE)
