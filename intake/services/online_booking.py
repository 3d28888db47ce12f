"""Booking from the patient's pages: what has to be there besides a held time."""

from datetime import datetime
from uuid import UUID

from clinics.models import Clinic
from intake.services.booking import BookingRequest, confirm_hold
from intake.services.consent import ConsentGiven, record_consent
from intake.services.contact import use_proof
from people.services.related_people import record_related_person
from scheduling.core.flag import Flag
from scheduling.models import Appointment
from scheduling.services.locks import in_one_transaction


@in_one_transaction
def confirm_online(
    *,
    clinic: Clinic,
    uid: UUID,
    token: str,
    request: BookingRequest,
    proof: UUID | None,
    now: datetime,
    consent: ConsentGiven | None = None,
) -> Appointment:
    """Turn the hold of a patient into a booking or a request, once the contact is proven.

    An order proves the patient, not who books for them. Who is reached by neither text nor mail
    (`Flag.CALL_ONLY` among the reasons for review) becomes a request that staff confirm by phone.

    Args:
        proof: uid of the proven ContactCheck.
        consent: what was ticked; staff see it flagged where a text asks for it and nobody ticked.

    Raises:
        ContactUnproven: see use_proof.
        whatever confirm_hold raises.
    """
    visit = confirm_hold(clinic=clinic, uid=uid, token=token, request=request, now=now)
    needs_proof = visit.order_id is None or request.patient.through is not None
    if needs_proof and Flag.CALL_ONLY not in request.review:
        reached = request.patient.through or request.patient
        typed = [reached.phone, reached.email]
        use_proof(visit, uid=proof, addresses=typed, now=now)
    if request.patient.through and visit.patient:
        visit.contact = record_related_person(
            patient=visit.patient, through=request.patient.through
        )
        visit.save(update_fields=["contact"])
    if consent is not None:
        record_consent(visit, consent)
    return visit
