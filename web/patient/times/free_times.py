"""Every free time up to the clinic's horizon, read once per page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinics.core.grid import indexes
from clinics.core.intervals import from_epoch_minute
from scheduling.core.filters import Narrowing
from scheduling.core.slot import Slot
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.slots import Window, open_days


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """The free starts of the coming weeks.

    days: how many free times each local day has. first: the earliest, None without any.
    """

    window: Window
    starts: dict[date, list[int]]
    today: date
    last_day: date

    @property
    def counts(self) -> Counter[date]:
        """How many free times each local day has."""
        return Counter({day: len(ticks) for day, ticks in self.starts.items()})

    def has(self, narrowing: Narrowing) -> bool:
        """Whether there is a free time at the parts of day and weekdays of a narrowing."""
        zone = self.window.plan.clinic.zone
        return bool(self.window.mask & narrowing.mask(self.window.supply.grid, zone))

    @property
    def first(self) -> Slot | None:
        """The earliest free time."""
        ticks = next(iter(self.starts.values()), None)
        return self.window.slot(ticks[0]) if ticks else None

    def first_but(self, start: datetime) -> Slot | None:
        """Return the earliest free time that is not the one the patient has already."""
        slots = (self.window.slot(tick) for ticks in self.starts.values() for tick in ticks)
        return next((slot for slot in slots if slot.start != start), None)

    def on(self, day: date) -> list[Slot]:
        """Return the free times of a day, earliest first."""
        return [self.window.slot(tick) for tick in self.starts.get(day, [])]


def free_times(plan: VisitPlan, *, now: datetime) -> FreeTimes:
    """Read the free times of a plan from today to the horizon. Cost: 5 queries."""
    zone = plan.clinic.zone
    today = now.astimezone(zone).date()
    last = today + timedelta(days=plan.clinic.horizon_days)
    window = open_days(plan, first=today, last=last, now=now)
    starts: dict[date, list[int]] = {}
    for tick in indexes(window.mask):
        day = from_epoch_minute(window.supply.grid.minute(tick)).astimezone(zone).date()
        starts.setdefault(day, []).append(tick)
    return FreeTimes(window, starts, today, last)
