"""Where and when: visits, what they hold, and their history."""

from scheduling.models.allocation import Allocation
from scheduling.models.appointment import Appointment, AppointmentProcedure
from scheduling.models.event import AppointmentEvent
from scheduling.models.idempotency import IdempotencyKey
from scheduling.models.link import ReplacedLink
from scheduling.models.order import Order
from scheduling.models.visit_phase import VisitPhase

__all__ = [
    "Allocation",
    "Appointment",
    "AppointmentEvent",
    "AppointmentProcedure",
    "IdempotencyKey",
    "Order",
    "ReplacedLink",
    "VisitPhase",
]
