"""What a patient tells, signs and proves before a visit."""

from intake.models.consent import Consent, ConsentText
from intake.models.contact_check import ContactCheck
from intake.models.patient_update import VisitNews
from intake.models.preparation import PreparationTick
from intake.models.screening import ScreeningAnswers
from intake.models.triage import ClinicAlert, TriageRecord

__all__ = [
    "ClinicAlert",
    "Consent",
    "ConsentText",
    "ContactCheck",
    "PreparationTick",
    "ScreeningAnswers",
    "TriageRecord",
    "VisitNews",
]
