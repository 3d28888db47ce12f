"""Recording patients."""

from dataclasses import dataclass
from datetime import date

from people.models import Patient


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """What a booking tells about the person; phone is E.164 or empty."""

    full_name: str
    date_of_birth: date
    phone: str = ""
    email: str = ""
    language: str = "en"


def identity_of(full_name: str, date_of_birth: date) -> str:
    """Name a person for locking: two bookings of one person wait for each other."""
    return f"{date_of_birth.isoformat()} {full_name.strip().casefold()}"


def record_patient(*, details: PatientDetails) -> Patient:
    """Return the patient these details belong to, creating the record at the first visit.

    The same person is the same name, date of birth and at least one same contact. Anything less
    makes a new record: joining two people is worse than keeping one twice. What is on file is never
    overwritten here, because the caller is not proven to be the patient.
    """
    return _find_patient(details) or Patient.objects.create(
        full_name=details.full_name.strip(),
        date_of_birth=details.date_of_birth,
        phone=details.phone,
        email=details.email.strip().lower(),
        language=details.language,
    )


def fill_missing_contact(*, patient: Patient, details: PatientDetails) -> Patient:
    """Add a phone or an address where the record has none at all.

    For a person proven by an order. Nothing on file is replaced: a stranger with a found order
    paper must not redirect the messages of somebody else.
    """
    if not patient.phone and not patient.email:
        patient.phone, patient.email = details.phone, details.email.strip().lower()
        patient.save(update_fields=["phone", "email"])
    return patient


def _find_patient(details: PatientDetails) -> Patient | None:
    same_person = Patient.objects.filter(
        date_of_birth=details.date_of_birth, full_name__iexact=details.full_name.strip()
    ).order_by("pk")
    for field, value in (("phone", details.phone), ("email", details.email.strip().lower())):
        if value and (found := same_person.filter(**{field: value}).first()):
            return found
    return None
