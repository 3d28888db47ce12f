"""What Celery runs for schedules. Every task may run twice or late without harm."""

from celery import shared_task
from django.utils import timezone

from scheduling.services import expiry, idempotency


@shared_task(name="scheduling.tasks.expire_stale_holds")
def expire_stale_holds() -> int:
    """Free times that were held too long."""
    return expiry.expire_stale_holds(now=timezone.now())


@shared_task(name="scheduling.tasks.forget_old_keys")
def forget_old_keys() -> int:
    """Drop the answers of retries that are over."""
    return idempotency.forget_old_keys(now=timezone.now())
