"""Reading what the clinic must act on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from intake.models import ClinicAlert

KEPT_ON_SHOW = timedelta(days=7)


def open_alerts(clinic: Clinic) -> list[ClinicAlert]:
    """Return the alerts nobody has taken over, the most pressing first. Cost: 1 query."""
    return list(_whole(clinic).filter(acknowledged_at=None).order_by("due_at", "pk"))


def recent_alerts(clinic: Clinic, *, now: datetime) -> list[ClinicAlert]:
    """Return the alerts taken over within a week, the latest first. Cost: 1 query."""
    since = now - KEPT_ON_SHOW
    return list(_whole(clinic).filter(acknowledged_at__gte=since).order_by("-acknowledged_at"))


@dataclass(frozen=True, slots=True)
class AlertCount:
    """How many alerts nobody has taken over, and how many of these are late."""

    open: int = 0
    late: int = 0


def count_alerts(clinic: Clinic, *, now: datetime) -> AlertCount:
    """Return how many alerts of a clinic wait for somebody. Cost: 1 query."""
    is_late = Q(due_at__lt=now)
    found = ClinicAlert.objects.filter(clinic=clinic, acknowledged_at=None)
    return AlertCount(**found.aggregate(open=Count("pk"), late=Count("pk", filter=is_late)))


def alert_on(*, clinic: Clinic, triage: UUID) -> ClinicAlert:
    """Return the alert that these answers have opened. Cost: 1 query.

    Raises:
        NotFound: no such answers at this clinic, or not urgent.
    """
    alert = _whole(clinic).filter(triage__uid=triage).first()
    if alert is None:
        raise NotFound(_("There is no such alert."))
    return alert


def _whole(clinic: Clinic) -> QuerySet[ClinicAlert]:
    return ClinicAlert.objects.filter(clinic=clinic).select_related(
        "triage__patient",
        "news__appointment__patient",
        "news__appointment__clinic",
        "acknowledged_by",
    )
