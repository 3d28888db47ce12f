"""How many days before a procedure a blood thinner has to be looked at.

Nothing here tells a patient to stop a medicine: the days leave time for the doctor who prescribed
it (docs/rules.md, R12).
"""

from collections.abc import Iterable, Mapping, Sequence

from procedures.models import AntithromboticLeadTime, ProcedureType

QUESTION = "anticoagulant"
"""The screening question about blood thinners."""

_Risk = ProcedureType.BleedingRisk
# An operation bleeds like the highest class. The lower classes go on as usual, or by a shared
# decision that no number of days can replace.
_CLASSES: Mapping[str, str] = {
    _Risk.INTERMEDIATE: "intermediate_days",
    _Risk.HIGH: "high_days",
    _Risk.SURGICAL: "high_days",
}
_BY_RISK = list(_Risk)


def takes_one(answers: Mapping[str, str]) -> bool:
    """Whether the patient takes a blood thinner; "not sure" counts as yes, unasked as no."""
    return answers.get(QUESTION, "no") != "no"


def bleeding_class(procedure: ProcedureType, regions: Iterable[str] = ()) -> str:
    """Return the class at these regions of the spine, the strictest of them; else the usual one."""
    usual = procedure.bleeding_risk
    by_region = procedure.bleeding_risk_by_region
    found = [by_region.get(region, usual) for region in regions]
    return max(found, key=lambda each: _BY_RISK.index(_Risk(each)), default=usual)


def needs_review(procedure: ProcedureType, regions: Iterable[str] = ()) -> bool:
    """Whether a blood thinner has to be reviewed before this procedure (R12)."""
    return bleeding_class(procedure, regions) in _CLASSES


def lead_days(
    procedure: ProcedureType,
    regions: Iterable[str],
    medicines: Sequence[str],
    lead_times: Iterable[AntithromboticLeadTime],
) -> int:
    """Return how many days the review takes at least; 0 where it need not come before.

    Args:
        medicines: codes of lead times; empty, or an unknown one, counts as any of them.
    """
    column = _CLASSES.get(bleeding_class(procedure, regions))
    if column is None:
        return 0
    known = {each.code: each for each in lead_times}
    named = [known[code] for code in medicines if code in known]
    is_certain = named and len(named) == len(medicines)
    days = [getattr(each, column) for each in (named if is_certain else known.values())]
    return max((each for each in days if each is not None), default=0)
