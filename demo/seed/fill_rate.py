"""How much of the open time is booked, measured in the rows and not in the seed's own notes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Sum

from clinics.core.grid import TICK
from clinics.core.intervals import epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.walltime import day_bounds
from clinics.models import Clinic
from demo.seed.board import read_board
from scheduling.models import Allocation

MEASURED = (
    (Kind.PRACTITIONER, "pain_specialist", "pain specialists"),
    (Kind.ROOM, "c_arm", "C-arm rooms"),
)


@dataclass(frozen=True, slots=True)
class FillRate:
    """Booked minutes, buffers included, out of open minutes."""

    name: str
    booked_minutes: int
    open_minutes: int

    def __str__(self) -> str:
        share = self.booked_minutes / self.open_minutes if self.open_minutes else 0
        return f"{self.name} {share:.0%}"


def measure_fill(clinic: Clinic, *, first: date, last: date, now: datetime) -> list[FillRate]:
    """Return how full local days first..last (inclusive) are. Cost: 7 queries."""
    board = read_board(clinic, first=first, last=last, now=now)
    start = epoch_minute(day_bounds(first, clinic.zone)[0])
    end = epoch_minute(day_bounds(last, clinic.zone)[1])
    rates = []
    for kind, capability, name in MEASURED:
        able = board.able(kind, capability)
        booked = Allocation.objects.filter(
            clinic=clinic,
            resource__in=[one.id for one in able],
            released_at=None,
            start_minute__gte=start,
            start_minute__lt=end,
        ).aggregate(minutes=Sum(F("end_minute") - F("start_minute")))["minutes"]
        free = sum(one.free.bit_count() for one in able) * TICK
        rates.append(FillRate(name, booked or 0, free + (booked or 0)))
    return rates
