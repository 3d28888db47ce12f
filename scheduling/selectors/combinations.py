"""What may be done in one visit with what: the catalogue's word, and the clinic's rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clinics.models import Clinic
from clinics.selectors.resource_cache import Premises, standing
from procedures.catalogue import Catalogue
from procedures.models import CombinationRule, ProcedureType
from procedures.selectors import verdicts_between
from scheduling.core.demand import Demand
from scheduling.core.online_policy import is_staff_only
from scheduling.selectors.demand import demand_of
from scheduling.selectors.plan import (
    FORBIDDEN_TOGETHER,
    BodyPart,
    said_together,
    to_treatment,
)

Policy = ProcedureType.OnlinePolicy
_Category = ProcedureType.Category

# Pictures and tests come before the talk about them, the talk before what it decides (R11, R16).
_SEQUENCE = (
    _Category.DIAGNOSTIC,
    _Category.CONSULTATION,
    _Category.MINIMALLY_INVASIVE,
    _Category.SURGICAL,
    _Category.CONSERVATIVE,
)
_ADDED_ONLINE = frozenset({Policy.OPEN, Policy.ORDER_OR_REVIEW})

Part = tuple[ProcedureType, BodyPart]


@dataclass(frozen=True, slots=True)
class Addition:
    """A procedure next to those of a visit.

    reason: why it is not done with them; empty if it is. warning: what a doctor has to agree to.
    """

    procedure: ProcedureType
    is_good: bool = False
    reason: str = ""
    warning: str = ""


def in_sequence(parts: Iterable[Part]) -> list[Part]:
    """Return the procedures of a visit in the order in which they are done."""
    return sorted(parts, key=lambda part: _SEQUENCE.index(_Category(part[0].category)))


def additions(*, clinic: Clinic, parts: Sequence[Part]) -> list[Addition]:
    """Return what patients may add to a visit, what goes well first, and what they may not.

    What needs a room or a person that nobody here is for all of them is left out. Cost: 1 query.

    Args:
        parts: the procedures of the visit so far, with their places as far as they are known.
    """
    catalogue, premises = standing(clinic)
    codes = {each.code for each, _ in parts}
    found = [
        _judged(catalogue, premises, each, parts)
        for each in catalogue.types.values()
        if each.is_active and each.code not in codes and not is_staff_only([each.online_policy])
    ]
    return sorted((each for each in found if each), key=lambda each: not each.is_good)


def _judged(
    catalogue: Catalogue, premises: Premises, wanted: ProcedureType, parts: Sequence[Part]
) -> Addition | None:
    """Judge one procedure at whatever place it may be done."""
    places = [BodyPart("", (region,)) for region in wanted.regions] or [BodyPart()]
    refusals = [_forbidden(catalogue, in_sequence([*parts, (wanted, place)])) for place in places]
    if all(refusals):
        return Addition(wanted, reason=refusals[0])
    types = [each for each, _ in in_sequence([*parts, (wanted, places[0])])]
    demand = demand_of(catalogue, types)
    if wanted.online_policy not in _ADDED_ONLINE or not _has_room(premises, demand):
        return None
    about = [
        each
        for each in verdicts_between(types, catalogue.rules)
        if wanted.code in (each.first, each.second)
    ]
    if any(each.verdict == CombinationRule.Verdict.GOOD for each in about):
        return Addition(wanted, is_good=True)
    warned = [each.reason for each in about if each.verdict == CombinationRule.Verdict.WARN]
    return Addition(wanted, warning=next(iter(warned), ""))


def _forbidden(catalogue: Catalogue, parts: Sequence[Part]) -> str:
    """Return why these are not done in one visit; empty if they may be."""
    types = [each for each, _ in parts]
    said = said_together(catalogue, types, [to_treatment(each, place) for each, place in parts])
    return next((each.reason for each in said if each.rule == FORBIDDEN_TOGETHER), "")


def _has_room(premises: Premises, demand: Demand) -> bool:
    """Whether the clinic has what each need asks for, were nothing booked."""
    return all(
        sum(
            asset.kind is need.kind and need.capabilities <= asset.capabilities
            for asset in premises.assets
        )
        >= need.quantity
        for need in demand.requirements
    )
