"""Reading what patients told before a visit."""

from intake.models import VisitNews
from scheduling.models import Appointment


def last_news(appointment: Appointment) -> VisitNews | None:
    """Return what was told last, with the alert that says who has read it. Cost: 1 query."""
    return appointment.news.select_related("alert").order_by("-told_at", "-pk").first()
