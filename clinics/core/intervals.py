"""Intervals of time in whole minutes, the vocabulary of the scheduling core.

A *span* is a pair of epoch minutes in UTC, half-open: (start, end) holds start and not end, so
two visits that touch do not overlap. Plain integers, because a search looks at tens of thousands
of them: ten times faster than datetimes, and no zone can creep in.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

Span = tuple[int, int]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class NaiveDatetime(ValueError):
    """A datetime without an offset was given where an instant is needed."""


def require_aware(instant: datetime) -> None:
    """Refuse a datetime that names no instant; Python would silently read it in the server's zone.

    Raises:
        NaiveDatetime: when the datetime has no offset.
    """
    if instant.utcoffset() is None:
        raise NaiveDatetime(f"{instant.isoformat()} has no offset, so it is not an instant.")


def epoch_minute(dt: datetime) -> int:
    """Return the whole minutes since 1970-01-01T00:00Z, seconds cut off (also before 1970).

    Raises:
        NaiveDatetime: when dt has no offset.
    """
    require_aware(dt)
    return (dt - EPOCH) // MINUTE


def from_epoch_minute(minute: int) -> datetime:
    """Return the instant of an epoch minute as an aware datetime in UTC."""
    return EPOCH + minute * MINUTE


def normalise(spans: Iterable[Span]) -> list[Span]:
    """Return the same minutes as sorted, disjoint spans that do not touch; empty ones are dropped.

    Cost: O(n log n), O(n) for sorted input.
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def intersect(a: Iterable[Span], b: Iterable[Span]) -> list[Span]:
    """Return the minutes that lie in both, normalised; the arguments may be in any order."""
    left, right = normalise(a), normalise(b)
    shared: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            shared.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return shared


def subtract(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Return the minutes of spans that are not taken, normalised."""
    wanted = normalise(spans)
    if not wanted:
        return []
    return intersect(wanted, _gaps(normalise(taken), wanted[0][0], wanted[-1][1]))


def contains(spans: Iterable[Span], span: Span) -> bool:
    """Tell whether every minute of span lies in spans; an empty span is never contained.

    Nothing of zero minutes can be reserved, so the empty answer is the careful one.
    """
    start, end = span
    return start < end and any(a <= start and end <= b for a, b in normalise(spans))


def total_minutes(spans: Iterable[Span]) -> int:
    """Return how many minutes are covered; a minute that lies in two spans counts once."""
    return sum(end - start for start, end in normalise(spans))


def _gaps(taken: list[Span], first: int, last: int) -> list[Span]:
    """Return what taken (normalised) leaves of [first, last); some pairs may be empty."""
    starts = [first, *(end for _, end in taken)]
    ends = [*(start for start, _ in taken), last]
    return list(zip(starts, ends, strict=True))
