"""What Celery runs for intake. Every task may run twice or late without harm."""

from celery import shared_task
from django.utils import timezone

from intake.services import booking_requests, contact


@shared_task(name="intake.tasks.expire_unanswered_requests")
def expire_unanswered_requests() -> int:
    """End requests that no clinician has answered in time."""
    return booking_requests.expire_unanswered_requests(now=timezone.now())


@shared_task(name="intake.tasks.forget_old_checks")
def forget_old_checks() -> int:
    """Delete the addresses of contact checks that are over."""
    return contact.forget_old_checks(now=timezone.now())
