"""Opening hours as masks, one per pattern of hours: colleagues and rooms share a few."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from clinics.core.grid import Grid, within
from clinics.core.hours import open_spans
from clinics.core.intervals import from_epoch_minute
from clinics.core.resource_kind import Kind
from clinics.models import Clinic
from clinics.selectors.resource_cache import Asset, Pattern

# Rooms, bays and machines without hours of their own follow the doors; people never do.
FOLLOWS_THE_DOORS = frozenset({Kind.ROOM, Kind.BAY, Kind.EQUIPMENT})


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a clinic and its resources, laid over a grid."""

    clinic: Clinic
    grid: Grid
    pattern: Pattern
    _masks: dict[int, int] = field(default_factory=dict)  # by the identity of the pattern

    def doors(self) -> int:
        """Return the ticks at which the clinic is open."""
        if not self.pattern.weekly:
            return self.grid.full  # a clinic without hours of its own leaves them to its resources
        return self._mask(self.pattern)

    def of(self, asset: Asset) -> int:
        """Return the ticks at which a resource may be used, whatever is booked."""
        own = self._mask(asset.hours)
        if asset.hours.weekly or asset.kind not in FOLLOWS_THE_DOORS:
            return own
        return self.doors() | own

    def _mask(self, pattern: Pattern) -> int:
        key = id(pattern)
        if key not in self._masks:
            self._masks[key] = self._laid(pattern)
        return self._masks[key]

    def _laid(self, pattern: Pattern) -> int:
        first, last = local_days(self.clinic, self.grid)
        eve = first - timedelta(days=1)  # hours past midnight reach into the first day
        extra = [each for each in pattern.extra if eve <= each.day <= last]
        spans = open_spans(pattern.weekly, extra, first=first, last=last, zone=self.clinic.zone)
        return within(spans, self.grid)


def local_days(clinic: Clinic, grid: Grid) -> tuple[date, date]:
    """Return the first and the last local day that a grid touches."""
    zone = clinic.zone
    return (
        from_epoch_minute(grid.origin).astimezone(zone).date(),
        from_epoch_minute(grid.end).astimezone(zone).date(),
    )
