"""What Celery runs for schedules. Every task may run twice or late without harm."""

from celery import shared_task
from django.utils import timezone

from scheduling.services import contact, expiring, idempotency, requests


@shared_task(name="scheduling.tasks.expire_stale_holds")
def expire_stale_holds() -> int:
    """Free times that nobody confirmed."""
    return expiring.expire_stale_holds(now=timezone.now())


@shared_task(name="scheduling.tasks.expire_unanswered_requests")
def expire_unanswered_requests() -> int:
    """End requests that no clinician has answered in time."""
    return requests.expire_unanswered_requests(now=timezone.now())


@shared_task(name="scheduling.tasks.forget_old_keys")
def forget_old_keys() -> int:
    """Drop answers that nobody will ask for again."""
    return idempotency.forget_old_keys(now=timezone.now())


@shared_task(name="scheduling.tasks.forget_old_checks")
def forget_old_checks() -> int:
    """Delete the addresses of contact checks that are over."""
    return contact.forget_old_checks(now=timezone.now())
