"""Which steps a booking has, and which one comes next."""

from dataclasses import dataclass

from django.urls import reverse

from notifications.transports.registry import sends_texts
from web.patient.draft import Draft


@dataclass(frozen=True, slots=True)
class StepNumber:
    """ "Step 3 of 6"."""

    number: int
    total: int


def steps_of(draft: Draft) -> list[str]:
    """Return the names of the steps: an order spares a choice, and often the details."""
    steps = ["need"] if draft.order_code else ["need", "procedure"]
    health = ["health"] if draft.asks_health else []
    details = ["details"] if draft.asks_details else []
    code = ["code"] if needs_code(draft) else []
    specialist = ["specialist"] if draft.asks_specialist else []
    return [*steps, *specialist, "time", *details, *health, "check", *code]


def step(name: str, draft: Draft) -> StepNumber:
    """Return where the patient is."""
    steps = steps_of(draft)
    return StepNumber(steps.index(name) + 1, len(steps))


def step_before_times(draft: Draft) -> StepNumber:
    """Return where a patient asked about blood thinners is: that page has no number of its own."""
    return step("specialist" if draft.asks_specialist else "time", draft)


def next_url(draft: Draft) -> str:
    """Return the first page that still lacks an answer; at the end the check page.

    So [Change] on the check page leads back to it and not through the whole way again.
    """
    if not draft.procedure:
        return reverse("patient:start")
    if not draft.hold_id:
        return reverse("patient:chosen_time")
    if not draft.details_done:
        return reverse("patient:details")
    if draft.is_known and draft.for_other and not draft.carer:
        return reverse("patient:who")
    if not draft.health_done:
        return reverse("patient:health")
    return reverse("patient:check")


def is_call_only(draft: Draft) -> bool:
    """Whether neither text nor mail reaches the person, so that staff call before it is firm."""
    details = draft.reached
    takes_text = bool(details.get("phone") and sends_texts())
    return bool(details.get("call_only")) or not (takes_text or details.get("email"))


def needs_code(draft: Draft) -> bool:
    """Whether a booking has the step of the code; an order has proven the patient, but no carer."""
    by_another = draft.has_carer or (draft.is_known and draft.for_other)
    is_needed = by_another or not draft.order_code
    return is_needed and not (draft.details_done and is_call_only(draft))
