"""The one place where wall time becomes UTC.

Python accepts a wall time that the clocks skip and guesses when they show it twice, and
PostgreSQL guesses the other way round (Berlin, 25 October 2026, 02:30: Python says 00:30Z,
PostgreSQL 01:30Z). So wall time is read here and nowhere else: a time that does not exist is
refused, a time that happens twice must be named. Source: PEP 495; RFC 5545 section 3.3.5.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinics.core.intervals import require_aware
from clinics.core.messages import Words

Edge = Literal["start", "end"]

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)

# Names that tzdata changed for the *same* place (its file "backward"). Not a list of all links:
# Europe/Stockholm is a link to Europe/Berlin today, and a clinic in Stockholm stays in Stockholm.
RENAMED_ZONES = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Fort_Wayne": "America/Indiana/Indianapolis",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Knox_IN": "America/Indiana/Knox",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "America/Virgin": "America/St_Thomas",
    "Asia/Ashkhabad": "Asia/Ashgabat",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Dacca": "Asia/Dhaka",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Macao": "Asia/Macau",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Thimbu": "Asia/Thimphu",
    "Asia/Ujung_Pandang": "Asia/Makassar",
    "Asia/Ulan_Bator": "Asia/Ulaanbaatar",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Australia/ACT": "Australia/Sydney",
    "Australia/LHI": "Australia/Lord_Howe",
    "Australia/NSW": "Australia/Sydney",
    "Australia/North": "Australia/Darwin",
    "Australia/Queensland": "Australia/Brisbane",
    "Australia/South": "Australia/Adelaide",
    "Australia/Tasmania": "Australia/Hobart",
    "Australia/Victoria": "Australia/Melbourne",
    "Australia/West": "Australia/Perth",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "US/Alaska": "America/Anchorage",
    "US/Arizona": "America/Phoenix",
    "US/Central": "America/Chicago",
    "US/Eastern": "America/New_York",
    "US/Hawaii": "Pacific/Honolulu",
    "US/Mountain": "America/Denver",
    "US/Pacific": "America/Los_Angeles",
}

# In the database of zones but not places: the server's own zone, placeholders, and the copies
# that count leap seconds (instants in them are half a minute off).
_NOT_A_PLACE = re.compile(r"(posix|right)/|(localtime|posixrules|Factory)$")


class WallTimeError(ValueError):
    """A wall time cannot be turned into one instant."""


class NonexistentTime(WallTimeError):
    """The clocks skip this wall time; next_valid (naive) is the first one that follows."""

    def __init__(self, wall: datetime, zone: ZoneInfo, next_valid: datetime) -> None:
        super().__init__(
            Words(
                "%(wall)s does not exist in %(zone)s: the clocks go forward. The next time that "
                "exists is %(next)s.",
                wall=_words(wall),
                zone=zone.key,
                next=_words(next_valid),
            )
        )
        self.wall, self.zone, self.next_valid = wall, zone, next_valid


class AmbiguousTime(WallTimeError):
    """The clocks show this wall time twice; candidates are both instants, the earlier first."""

    def __init__(
        self, wall: datetime, zone: ZoneInfo, candidates: tuple[datetime, datetime]
    ) -> None:
        first, second = (label(instant, zone) for instant in candidates)
        super().__init__(
            Words(
                "%(wall)s happens twice in %(zone)s: the clocks go back. Choose %(first)s or "
                "%(second)s.",
                wall=_words(wall),
                zone=zone.key,
                first=first,
                second=second,
            )
        )
        self.wall, self.zone, self.candidates = wall, zone, candidates


class UnknownZone(ValueError):
    """The name is not a place in the IANA time zone database."""


def to_utc(wall: datetime, zone: ZoneInfo, *, fold: int | None = None) -> datetime:
    """Return the instant, in UTC, at which the clocks of the zone show this wall time.

    Args:
        wall: naive. Its own fold attribute is ignored: whoever means the second pass says so.
        fold: 0 names the first and 1 the second of two passes; no effect on other times.

    Raises:
        NonexistentTime: the clocks skip this time.
        AmbiguousTime: the clocks show it twice and fold is None.
        WallTimeError: wall is aware, or lies outside the calendar.
    """
    instants = _instants(wall, zone)
    if not instants:
        raise NonexistentTime(wall, zone, _wall(_clock_change(wall, zone), zone))
    if len(instants) == 2 and fold is None:
        raise AmbiguousTime(wall, zone, (instants[0], instants[1]))
    return instants[-1 if fold else 0]


def to_utc_lenient(wall: datetime, zone: ZoneInfo, edge: Edge) -> datetime:
    """Return the instant at which an opening starts or ends, whatever the clocks do.

    Opening hours are a promise about the clock on the wall and must hold on every day of the
    year. An edge that the clocks skip becomes the moment of the change. An edge that happens
    twice is read generously: open from the first pass, until the second one.

    Raises:
        WallTimeError: wall is aware, or lies outside the calendar.
    """
    instants = _instants(wall, zone)
    if not instants:
        return _clock_change(wall, zone)
    return instants[0 if edge == "start" else -1]


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the instants, in UTC, of the day's first moment and of the next day's.

    The days of a zone tile time without gap or overlap: 23 or 25 hours on days of change, zero
    for a date that a zone skipped. Where midnight itself does not exist (Cairo in spring) the day
    starts when the clocks have moved on; where it happens twice, at the first.
    """
    start, end = (datetime.combine(each, MIDNIGHT) for each in (day, day + ONE_DAY))
    return to_utc_lenient(start, zone, "start"), to_utc_lenient(end, zone, "start")


def canonical_zone(name: str) -> str:
    """Return today's name of an IANA zone: Europe/Kiev gives Europe/Kyiv, so each is stored once.

    Raises:
        UnknownZone: no such zone on this machine, or one that is not a place.
    """
    renamed = RENAMED_ZONES.get(name, name)
    if not renamed or _NOT_A_PLACE.match(renamed):
        raise UnknownZone(
            Words(
                "%(name)r is not the name of a time zone, such as Europe/Kyiv.",
                name=name[:60],
            )
        )
    try:
        return ZoneInfo(renamed).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder's name is an OSError
        raise UnknownZone(
            Words("%(name)r is not a time zone known here.", name=name[:60])
        ) from error


def is_ambiguous(instant: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks of the zone show this instant's wall time twice.

    Raises:
        NaiveDatetime: when the instant has no offset.
    """
    require_aware(instant)
    return len(_instants(_wall(instant, zone), zone)) == 2


def label(instant: datetime, zone: ZoneInfo) -> str:
    """Return the wall time for people: "09:00", or "02:30 (UTC+1)" if the clocks show it twice.

    Raises:
        NaiveDatetime: when the instant has no offset.
    """
    ambiguous = is_ambiguous(instant, zone)
    local = instant.astimezone(zone)
    return f"{local:%H:%M} ({_offset(local)})" if ambiguous else f"{local:%H:%M}"


def _instants(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when the clocks show this wall time: none in a gap, two in a fold, else one."""
    if wall.tzinfo is not None:
        raise WallTimeError(
            Words("%(wall)s carries a zone already; a wall time must not.", wall=wall.isoformat())
        )
    first, second = _read(wall, zone, 0), _read(wall, zone, 1)
    if first == second:
        return [first]
    # PEP 495: the readings are in order in a fold, and swapped in a gap.
    return [first, second] if first < second else []


def _read(wall: datetime, zone: ZoneInfo, fold: int) -> datetime:
    """Return Python's reading, which in a gap means another wall time."""
    try:
        return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    except OverflowError as error:
        raise WallTimeError(
            Words("%(wall)s lies outside the calendar.", wall=_words(wall))
        ) from error


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _clock_change(skipped: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant, to the second, of the change that skips this wall time.

    In a gap fold=1 reads with the offset after the change, an instant before it, and fold=0 the
    other way round (PEP 495), so the change lies between the two and bisection finds it.
    """
    whole = skipped.replace(microsecond=0)
    before, after = _read(whole, zone, 1), _read(whole, zone, 0)
    offset_before = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset_before:
            before = middle
        else:
            after = middle
    return after


def _words(wall: datetime) -> str:
    return Words("%(time)s on %(day)s", time=f"{wall:%H:%M}", day=wall.date().isoformat())


def _offset(local: datetime) -> str:
    """Return UTC+2, UTC-3:30 or UTC+0: figures, as abbreviations are not unique."""
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"
