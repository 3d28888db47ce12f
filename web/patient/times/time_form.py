"""What every page with free times shares: reading what was chosen, and laying out the rest."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest

from web.patient.times.free_times import FreeTimes
from web.patient.times.picker import Picker, PickerState, first_of_month, read_day, read_month

FARTHEST = timedelta(days=3 * 365)


def read_start(text: str, *, now: datetime) -> datetime | None:
    """Read an instant from the form; without an offset, or years away, it is no choice."""
    try:
        start = datetime.fromisoformat(text)
        near = start.tzinfo is not None and abs(start - now) < FARTHEST
    except (ValueError, OverflowError):
        return None
    return start.astimezone(UTC) if near else None


def read_practitioner(text: str) -> int | None:
    """Read the id of a practitioner from the form; anything else chooses no one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def picker_for(
    request: HttpRequest,
    free: FreeTimes,
    *,
    path: str,
    kept: datetime | None = None,
    filters: Sequence[tuple[str, str]] = (),
) -> Picker:
    """Return days, month and times as the links of the page have chosen them.

    Args:
        path: address of the page that chooses; its links and its form lead there.
        kept: the time the patient has already, marked as theirs.
        filters: parameters of the address that its links and its form keep.
    """
    zone = free.window.plan.clinic.zone
    kept_day = kept.astimezone(zone).date() if kept else None
    first_day = next(iter(free.starts), free.today)
    likely = kept_day if kept_day in free.starts else first_day
    chosen = read_day(request.GET.get("day", "")) or likely
    month = read_month(request.GET.get("month", "")) or first_of_month(chosen)
    if not first_of_month(free.today) <= month <= free.last_day:
        month = first_of_month(first_day)
    state = PickerState(
        path=path,
        today=free.today,
        last_day=free.last_day,
        chosen=chosen,
        month=month,
        since=read_day(request.GET.get("since", "")),
        every="all" in request.GET,
        filters=filters,
    )
    return Picker(state, free.counts, free.on(chosen), zone, kept)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for the picker alone; when it restores history it needs the page."""
    headers = request.headers
    restores = headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not restores
