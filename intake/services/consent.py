"""Keeping that somebody agreed, and the words they agreed to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from clinics.errors import InvalidRequest
from intake.models import Consent, ConsentText
from intake.selectors.consent import given_texts
from scheduling.models import Appointment

EXAMPLES = Path(__file__).parent.parent / "data" / "consent.json"


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What was ticked on a page: all items of these texts, by whom, and when."""

    texts: Sequence[int]
    by_name: str
    at: datetime
    is_for_another: bool = False


def record_consent(appointment: Appointment, given: ConsentGiven) -> None:
    """Keep a consent with its wording; within the caller's transaction. Cost: 2 queries.

    Raises:
        InvalidRequest: a text is unknown, or another clinic's.
    """
    texts = given_texts(given.texts)
    own = (None, appointment.clinic_id)
    if len(texts) != len(set(given.texts)) or any(each.clinic_id not in own for each in texts):
        raise InvalidRequest("There is no such consent text.", field="consent")
    Consent.objects.bulk_create(consent_row(appointment, text, given) for text in texts)


def consent_row(appointment: Appointment, text: ConsentText, given: ConsentGiven) -> Consent:
    """Return the row of one text, not yet saved."""
    return Consent(
        appointment=appointment,
        text=text,
        version=text.version,
        language=text.language,
        title=text.title,
        items=text.items,
        given_by=given.by_name,
        is_for_another=given.is_for_another,
        given_at=given.at,
    )


@transaction.atomic
def load_consent_texts(*, path: Path = EXAMPLES) -> int:
    """Bring the example texts, once; what is there already stays as it is. Return how many came."""
    texts = [ConsentText(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    before = ConsentText.objects.count()
    ConsentText.objects.bulk_create(texts, ignore_conflicts=True)
    return ConsentText.objects.count() - before
