"""Reading what the clinic must act on."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from scheduling.errors import NotFound
from scheduling.models import Clinic, ClinicAlert

KEPT_ON_SHOW = timedelta(days=7)


def open_alerts(clinic: Clinic) -> list[ClinicAlert]:
    """Return the alerts nobody has taken over, the most pressing first. Cost: 1 query."""
    return list(_whole(clinic).filter(acknowledged_at=None).order_by("due_at", "pk"))


def recent_alerts(clinic: Clinic, *, now: datetime) -> list[ClinicAlert]:
    """Return the alerts taken over within a week, the latest first. Cost: 1 query."""
    since = now - KEPT_ON_SHOW
    return list(_whole(clinic).filter(acknowledged_at__gte=since).order_by("-acknowledged_at"))


def open_alert_count(clinic: Clinic) -> int:
    """Return how many alerts nobody has taken over. Cost: 1 query."""
    return ClinicAlert.objects.filter(clinic=clinic, acknowledged_at=None).count()


def alert_on(*, clinic: Clinic, triage: UUID) -> ClinicAlert:
    """Return the alert that these answers have opened. Cost: 1 query.

    Raises:
        NotFound: no such answers at this clinic, or not urgent.
    """
    alert = _whole(clinic).filter(triage__uid=triage).first()
    if alert is None:
        raise NotFound("There is no such alert.")
    return alert


def _whole(clinic: Clinic) -> QuerySet[ClinicAlert]:
    return ClinicAlert.objects.filter(clinic=clinic).select_related(
        "triage", "triage__patient", "acknowledged_by"
    )
