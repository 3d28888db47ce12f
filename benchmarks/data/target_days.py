"""Where the benchmark books: working days behind the data set, so that nothing is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.data.sites import HORIZON_DAYS, ZONE
from benchmarks.data.visits import BAY_AT, DAYS, ROOM_AT, ROOMS, SPECIALIST_AT
from clinics.core.intervals import epoch_minute

# Arrivals at which eight rooms can be filled at once, with every bay free again in time.
ARRIVALS = (480, 550, 620, 780, 850, 920)


@dataclass(frozen=True, slots=True)
class Spot:
    """One booking that nothing stands in the way of.

    people: positions in the department (specialist, room, bay) that a booking by hand may take.
    """

    start: datetime
    people: tuple[int, int, int]

    @property
    def minute(self) -> int:
        """Return the arrival as an epoch minute."""
        return epoch_minute(self.start)


def free_days(first: date) -> Iterator[list[Spot]]:
    """Yield the spots of one empty working day after the other, until the horizon ends."""
    for number in range(DAYS + 1, HORIZON_DAYS - 20):
        day = first + timedelta(number)
        if day.weekday() < 5:
            yield [_spot(day, arrival, room) for arrival in ARRIVALS for room in range(ROOMS)]


def _spot(day: date, arrival: int, room: int) -> Spot:
    start = datetime.combine(day, time(arrival // 60, arrival % 60), ZoneInfo(ZONE))
    return Spot(start, (SPECIALIST_AT[room], ROOM_AT[room], BAY_AT[room]))
