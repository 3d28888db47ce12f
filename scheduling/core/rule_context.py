"""What the rules look at: one wished-for visit, and what the patient has had and will have."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from scheduling.core import body_parts

FOREVER = 2**40


@dataclass(frozen=True, slots=True)
class Refusal:
    """Starts in [start, end) of epoch minutes are refused by `rule` because of `reason`."""

    rule: str
    reason: str
    start: int = -FOREVER
    end: int = FOREVER

    def forbids(self, minute: int) -> bool:
        """Whether a visit may not begin at this epoch minute."""
        return self.start <= minute < self.end


@dataclass(frozen=True, slots=True)
class Treatment:
    """One procedure on one body part, asked for or on another visit of the same patient.

    groups: catalogue groups that share limits, such as "epidural_steroid".
    """

    code: str
    groups: frozenset[str] = frozenset()
    side: str = ""
    levels: frozenset[str] = frozenset()

    @property
    def regions(self) -> frozenset[str]:
        """Spine regions of the levels; empty means unknown and counts as any region."""
        return frozenset().union(*(body_parts.region_names(level) for level in self.levels))

    def is_named(self, name: str) -> bool:
        """Whether a code or a group names this treatment."""
        return name == self.code or name in self.groups

    def same_region(self, other: "Treatment") -> bool:
        """Whether the body part may be the same; unknown is taken as the same, to be safe."""
        return not (self.levels and other.levels) or bool(self.regions & other.regions)

    def same_level(self, other: "Treatment") -> bool:
        """Whether the level may be the same; unknown is taken as the same, to be safe."""
        return not (self.levels and other.levels) or any(
            body_parts.may_be_one_level(mine, its) for mine in self.levels for its in other.levels
        )


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """One treatment on a live or past visit of the patient; the visit lasts [start, end)."""

    start: int
    end: int
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a procedure may be repeated. scope: any, region, side_level or other_side.

    flag: what a warning is called; empty for a limit that refuses.
    """

    code: str
    scope: str
    counts: str
    reason: str
    min_days: int | None = None
    max_count: int | None = None
    within_days: int | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two procedures, by code or group, that keep apart: hours=None means the same local day.

    one_way: only `second` after `first` is refused, as with therapy after a block.
    only_different: the same procedure type twice is not meant. flag: see Limit.
    """

    first: str
    second: str
    reason: str
    scope: str = "any"
    hours: int | None = None
    one_way: bool = False
    only_different: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class FullDay:
    """A local day on which no more visits of a kind are done."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything the rules look at.

    now: epoch minute. earliest_on: first day after a medicine's lead time. order_until: last day
    the order allows. visit_minutes: arrival to discharge. warned_limits, warned_pairs: those that
    refuse nobody but are told to staff.
    """

    now: int
    zone: ZoneInfo
    minimum_notice_minutes: int
    horizon_days: int
    treatments: tuple[Treatment, ...] = ()
    others: tuple[OtherVisit, ...] = ()
    limits: tuple[Limit, ...] = ()
    pairs: tuple[Pair, ...] = ()
    warned_limits: tuple[Limit, ...] = ()
    warned_pairs: tuple[Pair, ...] = ()
    full_days: tuple[FullDay, ...] = ()
    earliest_on: date | None = None
    order_until: date | None = None
    visit_minutes: int = 0
