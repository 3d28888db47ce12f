"""What a clinician has to look at before a visit may be firm: medicines, and a test before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinics.core.intervals import epoch_minute
from clinics.errors import InvalidRequest
from intake.models import ScreeningAnswers
from procedures import blood_thinners
from scheduling.core.flag import Flag
from scheduling.models import Appointment, Order
from scheduling.selectors.plan import VisitPlan

# What the catalogue calls it, and the procedure type that is the test.
_PREREQUISITE = "positive_diagnostic_medial_branch_block"
_TEST = "medial_branch_block"


def with_lead_time(
    plan: VisitPlan, *, answers: Mapping[str, str], medicines: Sequence[str], since: datetime
) -> VisitPlan:
    """Leave the days a blood thinner needs between `since`, when it was told, and the visit.

    Args:
        medicines: codes of the catalogue's lead times; empty if the patient does not know.

    Cost: no query.

    Raises:
        InvalidRequest: a medicine that is not in the catalogue.
    """
    unknown = set(medicines) - {each.code for each in plan.catalogue.lead_times}
    if unknown:
        raise InvalidRequest(_("Choose blood thinners from the list."), field="blood_thinners")
    days = max(
        (
            blood_thinners.lead_days(each, where.regions, medicines, plan.catalogue.lead_times)
            for each, where in zip(plan.types, plan.ask.treatments, strict=True)
        ),
        default=0,
    )
    if not days or not blood_thinners.takes_one(answers):
        return plan
    told_on = since.astimezone(plan.clinic.zone).date()
    return replace(plan, ask=replace(plan.ask, earliest_on=told_on + timedelta(days=days)))


def open_reviews(
    plan: VisitPlan, *, answers: Mapping[str, str], order: Order | None
) -> tuple[str, ...]:
    """Return what keeps the visit from being firm, as flags. Cost: no query.

    Args:
        plan: knows the patient, see for_patient.
    """
    found = []
    if is_thinner_open(plan, answers):
        found.append(Flag.BLOOD_THINNER)
    if _lacks_test_block(plan, order):
        found.append(Flag.TEST_BLOCK_MISSING)
    return tuple(found)


def latest_answers(appointment: Appointment) -> ScreeningAnswers | None:
    """Return what was answered last for a visit. Cost: 1 query."""
    answers = ScreeningAnswers.objects.filter(appointment=appointment)
    return answers.order_by("-answered_at", "-pk").first()


def is_thinner_open(plan: VisitPlan, answers: Mapping[str, str]) -> bool:
    """Whether a blood thinner has to be reviewed before this visit (R12)."""
    return blood_thinners.takes_one(answers) and any(
        blood_thinners.needs_review(each, where.regions)
        for each, where in zip(plan.types, plan.ask.treatments, strict=True)
    )


def _lacks_test_block(plan: VisitPlan, order: Order | None) -> bool:
    """Whether the ablation has no test block that helped (R5).

    The result is the doctor's to know: the order says so, or it was signed for somebody who has
    had the test here.
    """
    asked = [
        where
        for each, where in zip(plan.types, plan.ask.treatments, strict=True)
        if _PREREQUISITE in each.prerequisites
    ]
    if not asked:
        return False
    if order is None or _PREREQUISITE not in order.procedure_type.prerequisites:
        return True
    now = epoch_minute(plan.now)
    tests = [each for each in plan.ask.others if each.treatment.code == _TEST and each.end <= now]
    return not order.is_test_positive and not all(
        any(where.same_region(each.treatment) for each in tests) for where in asked
    )
