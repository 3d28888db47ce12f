"""Recording patients."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from people.models import Patient


@dataclass(frozen=True, slots=True)
class ThroughDetails:
    """Who books for somebody else, and how they are reached; phone is E.164 or empty."""

    full_name: str
    relation: str
    phone: str = ""
    email: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """What a booking tells about the person; phone is E.164 or empty.

    through: who acts for them; their own phone and address are then unknown.
    """

    full_name: str
    date_of_birth: date
    phone: str = ""
    email: str = ""
    language: str = ""
    through: ThroughDetails | None = None


def identity_of(full_name: str, date_of_birth: date) -> str:
    """Name a person for locking: two bookings of one person wait for each other."""
    return f"{date_of_birth.isoformat()} {full_name.strip().casefold()}"


def record_patient(*, details: PatientDetails) -> Patient:
    """Return the patient these details belong to, creating the record at the first visit."""
    return saved(patient_of(details=details))


def saved(patient: Patient) -> Patient:
    """Write a patient who is new."""
    if patient.pk is None:
        patient.save(force_insert=True)
    return patient


def patient_of(*, details: PatientDetails) -> Patient:
    """Return the patient these details belong to; a new one, not yet written, at the first visit.

    The same person is the same name, date of birth and at least one same contact. Anything less
    makes a new record: joining two people is worse than keeping one twice. What is on file is never
    overwritten here, because the caller is not proven to be the patient. Of a person somebody acts
    for, the contact is the one of who acts. Cost: 1 query.
    """
    found = _find_through(details) if details.through else _find_patient(details)
    return found or Patient(
        full_name=details.full_name.strip(),
        date_of_birth=details.date_of_birth,
        phone=details.phone,
        email=_address(details),
        language=details.language or settings.LANGUAGE_CODE,
    )


def fill_missing_contact(*, patient: Patient, details: PatientDetails) -> Patient:
    """Add a phone or an address where the record has none at all.

    For a person proven by an order. Nothing on file is replaced: a stranger with a found order
    paper must not redirect the messages of somebody else.
    """
    if not patient.phone and not patient.email:
        patient.phone, patient.email = details.phone, _address(details)
        patient.save(update_fields=["phone", "email"])
    return patient


def _find_through(details: PatientDetails) -> Patient | None:
    through = details.through
    assert through is not None
    email = through.email.strip().lower()
    same = Q(pk=None)
    if through.phone:
        same |= Q(phone=through.phone) | Q(related_people__phone=through.phone)
    if email:
        same |= Q(email=email) | Q(related_people__email=email)
    return (
        Patient.objects.filter(
            same,
            date_of_birth=details.date_of_birth,
            full_name__iexact=details.full_name.strip(),
        )
        .order_by("pk")
        .first()
    )


# By hand: building this query took the ORM longer than PostgreSQL took to answer it.
_SAME_PERSON = """
SELECT {columns} FROM people_patient
WHERE date_of_birth = %(born)s AND upper(full_name) = upper(%(name)s)
  AND (phone = %(phone)s AND phone <> '' OR email = %(email)s AND email <> '')
-- Whoever has the same phone comes before whoever has the same e-mail address.
ORDER BY phone = %(phone)s AND phone <> '' DESC, id
LIMIT 1
"""


def _find_patient(details: PatientDetails) -> Patient | None:
    fields = [field.attname for field in Patient._meta.concrete_fields]
    values: dict[str, Any] = {
        "born": details.date_of_birth,
        "name": details.full_name.strip(),
        "phone": details.phone,
        "email": _address(details),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAME_PERSON.format(columns=", ".join(fields)), values)
        row = cursor.fetchone()
    return None if row is None else Patient.from_db(connection.alias, fields, row)


def _address(details: PatientDetails) -> str:
    return details.email.strip().lower()
