"""Where and when: clinics, resources, their hours, and the visits that hold them."""

from scheduling.models.allocation import Allocation
from scheduling.models.appointment import Appointment, AppointmentProcedure
from scheduling.models.clinic import Clinic, ClinicMembership
from scheduling.models.consent import Consent, ConsentText
from scheduling.models.contact_check import ContactCheck
from scheduling.models.event import AppointmentEvent
from scheduling.models.hours import Absence, Closure, ExtraHours, WorkingHours
from scheduling.models.idempotency import IdempotencyKey
from scheduling.models.link import ReplacedLink
from scheduling.models.news import VisitNews
from scheduling.models.order import Order
from scheduling.models.premises_edition import PremisesEdition
from scheduling.models.preparation import PreparationTick
from scheduling.models.resource import Resource
from scheduling.models.screening import ScreeningAnswers
from scheduling.models.triage import ClinicAlert, TriageRecord
from scheduling.models.visit_phase import VisitPhase

__all__ = [
    "Absence",
    "Allocation",
    "Appointment",
    "AppointmentEvent",
    "AppointmentProcedure",
    "Clinic",
    "ClinicAlert",
    "ClinicMembership",
    "Closure",
    "Consent",
    "ConsentText",
    "ContactCheck",
    "ExtraHours",
    "IdempotencyKey",
    "Order",
    "PremisesEdition",
    "PreparationTick",
    "ReplacedLink",
    "Resource",
    "ScreeningAnswers",
    "TriageRecord",
    "VisitNews",
    "VisitPhase",
    "WorkingHours",
]
