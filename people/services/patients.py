"""Recording patients."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

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
    contacts = {"phone": details.phone, "email": details.email.strip().lower()}
    given = [Q(**{field: value}) for field, value in contacts.items() if value]
    if not given:
        return None
    same_person = Patient.objects.filter(
        reduce(or_, given),
        date_of_birth=details.date_of_birth,
        full_name__iexact=details.full_name.strip(),
    )
    # Whoever has the same phone comes before whoever has the same e-mail address.
    found = sorted(same_person, key=lambda one: one.pk)
    by_phone = [one for one in found if details.phone and one.phone == details.phone]
    return next(iter(by_phone or found), None)
