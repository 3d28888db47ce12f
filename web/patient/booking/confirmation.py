"""The confirmation of a booking; the check page and the page of the code end here."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from clinics.models import Clinic
from intake.selectors.clinical_review import open_reviews
from intake.services.booking import BookingRequest
from intake.services.consent import ConsentGiven
from intake.services.online_booking import confirm_online
from intake.services.online_check import check_online
from intake.services.screening import judge_screening
from people.services.patients import PatientDetails, ThroughDetails
from procedures.selectors import get_procedure
from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.errors import NotPossible, RuleBroken
from scheduling.models import Order
from web.patient.booking.contact_code import is_proven
from web.patient.booking.health_questions import texts_ticked
from web.patient.booking.order import order_for
from web.patient.booking.visit_request import VisitRequest, plan_of, visit_request_of
from web.patient.draft import Draft, drop_draft
from web.patient.safety.answers import Safety, forget_safety, load_safety
from web.patient.steps import is_call_only
from web.patient.visit_session import remember_visit
from web.templatetags.page_languages import page_language
from web.words.requests import waiting_words


def ordered(draft: Draft, clinic: Clinic) -> Order | None:
    """Return the order this booking uses, if any."""
    today = timezone.now().astimezone(clinic.zone).date()
    return order_for(draft, clinic, get_procedure(draft.procedure), today)


def must_prove(draft: Draft, order: Order | None) -> bool:
    """Whether a code has to be typed before this is booked."""
    return asks_proof(draft, order) and not is_call_only(draft) and not is_proven(draft)


def asks_proof(draft: Draft, order: Order | None) -> bool:
    """Whether the booker has to prove a phone or an email: an order speaks for the patient."""
    return order is None or draft.has_carer


def why_asked_for(request: HttpRequest, clinic: Clinic, draft: Draft) -> list[str]:
    """Return why a clinician has to look before it is booked; nothing where none has to.

    Raises:
        OnlineRefused: it cannot be booked online at all.
    """
    now = timezone.now()
    wanted = visit_request_of(draft, clinic, draft.procedure, now=now)
    answers = wanted.screening(draft)
    outcome = judge_screening(wanted.types, answers)
    safety = load_safety(request.session).outcome
    decision = check_online(wanted.types, order=wanted.order, screening=outcome, safety=safety)
    try:
        plan = plan_of(wanted, clinic, draft, now=now)
    except RuleBroken:
        return []  # the button says it, beside the way to other times
    reviews = open_reviews(plan, answers=answers, order=wanted.order)
    decision = decision.after(reviews, is_staff=False)
    return waiting_words(decision.flags) if decision.status == Status.REQUESTED else []


def confirm(request: HttpRequest, clinic: Clinic, draft: Draft) -> None:
    """Book or ask for the held time, and let this browser see the visit.

    Raises:
        whatever confirm_online raises, except for a second press: the first has booked it.
    """
    held = UUID(draft.hold_id)
    try:
        visit = confirm_online(
            clinic=clinic,
            uid=held,
            token=draft.hold_token,
            request=_booking_request(
                draft,
                visit_request_of(draft, clinic, draft.procedure, now=timezone.now()),
                load_safety(request.session),
            ),
            proof=UUID(draft.code_check) if draft.code_check else None,
            consent=_consent(draft),
            now=timezone.now(),
        )
    except NotPossible:
        # The button was pressed twice: the first press has booked it, and its secret is ours.
        remember_visit(request, held)
    else:
        remember_visit(request, visit.uid)
    drop_draft(request.session)
    forget_safety(request.session)


def _consent(draft: Draft) -> ConsentGiven | None:
    texts = texts_ticked(draft.ticked) if draft.asks_health and draft.health_done else []
    if not texts:
        return None
    at, carer = datetime.fromisoformat(draft.answered_at), draft.reached.get("carer_name", "")
    by_name = carer or draft.details["full_name"]
    return ConsentGiven(texts, by_name=by_name, at=at, is_for_another=bool(carer))


def _patient_details(draft: Draft) -> PatientDetails:
    """Return who comes; where a carer books, only the contact of the carer is known."""
    details, reached = draft.details, draft.reached
    name, born = details["full_name"], date.fromisoformat(details["date_of_birth"])
    phone, email = reached.get("phone", ""), reached.get("email", "")
    language = page_language()
    if not draft.has_carer:
        return PatientDetails(name, born, phone, email, language)
    carer, relation = reached["carer_name"], reached["relation"]
    through = ThroughDetails(carer, relation, phone, email, language)
    return PatientDetails(name, born, language=language, through=through)


def _booking_request(draft: Draft, wanted: VisitRequest, safety: Safety) -> BookingRequest:
    order = wanted.order
    by_phone = asks_proof(draft, order) and is_call_only(draft)
    return BookingRequest(
        patient=_patient_details(draft),
        order_code=order.code if order else "",
        body_parts=wanted.parts,
        screening=wanted.screening(draft),
        blood_thinners=draft.medicines if draft.thinner else [],
        told_at=datetime.fromisoformat(draft.thinner_at) if draft.thinner else None,
        triage=UUID(safety.record),
        review=[Flag.CALL_ONLY] if by_phone else [],
    )
