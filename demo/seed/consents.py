"""Consents of the seeded visits: nearly everybody has ticked, a few are still asked for it."""

from datetime import timedelta

from clinics.models import Clinic
from intake.models import Consent
from intake.selectors.consent import consent_missing, consent_texts_for
from intake.services.consent import ConsentGiven, consent_row, load_consent_texts
from scheduling.models import Appointment

FORGOTTEN_EVERY = 25
TICKED_BEFORE = timedelta(days=2)


def let_patients_agree(clinic: Clinic) -> None:
    """Bring the example texts, and tick them for all but every 25th visit that asks for it."""
    load_consent_texts()
    asking = Appointment.objects.filter(consent_missing(), clinic=clinic).exclude(patient=None)
    visits = asking.select_related("patient").order_by("pk")
    rows: list[Consent] = []
    for position, visit in enumerate(visits.prefetch_related("procedures__procedure_type")):
        if position % FORGOTTEN_EVERY:
            rows += _rows(visit, clinic)
    Consent.objects.bulk_create(rows)


def _rows(visit: Appointment, clinic: Clinic) -> list[Consent]:
    patient = visit.patient
    assert patient is not None
    types = [row.procedure_type for row in visit.procedures.all()]
    texts = consent_texts_for(clinic=clinic, types=types, language=patient.language)
    at = min(visit.during.lower - TICKED_BEFORE, visit.created_at)
    given = ConsentGiven([text.pk for text in texts], patient.full_name, at)
    return [consent_row(visit, text, given) for text in texts]
