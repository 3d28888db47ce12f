"""What was answered to the safety questions, and who has to act on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clinics.models.clinic import Clinic
from intake.core.triage import SafetyOutcome
from intake.models.patient_update import VisitNews
from people.models import Patient
from scheduling.models.appointment import Appointment


class TriageRecord(models.Model):
    """The answers of one person before one booking, worded as they were asked.

    The services write it when the answers are complete or one of them is an emergency. It is
    never changed but for `appointment`, once a visit was booked on it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Known only if they came with a doctor's order",
    )
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="triage_records"
    )
    question_set = models.CharField(max_length=16, help_text="Changes with every wording")
    answers = models.JSONField(help_text="As asked: code, version, tier, text, answer")
    outcome = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in SafetyOutcome]
    )
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["emergency", "today", "consultation", "clear"]),
                name="triage_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["emergency", "today"]) | Q(appointment__isnull=True),
                name="triage_stop_books_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid}: {self.outcome}"


class ClinicAlert(models.Model):
    """Somebody told online what the clinic must act on: a task with an owner and a clock.

    `record_triage` opens it on urgent answers, `tell_news` on news of a visit; a member of staff
    acknowledges it. The worker mails it once.
    """

    class Kind(models.TextChoices):
        """Why."""

        EMERGENCY = "emergency", "Emergency answer online"
        CALL_TODAY = "call_today", "Call this person today"
        VISIT_NEWS = "visit_news", "Something new about a visit"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=10, choices=Kind)
    triage = models.OneToOneField(
        TriageRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="alert"
    )
    news = models.OneToOneField(
        VisitNews, on_delete=models.PROTECT, null=True, blank=True, related_name="alert"
    )
    phone = models.CharField(max_length=20, blank=True, help_text="Left for the call, E.164")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Somebody must have acknowledged it by then")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["emergency", "call_today", "visit_news"]),
                name="clinic_alert_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="visit_news", news__isnull=False, triage__isnull=True)
                | (~Q(kind="visit_news") & Q(news__isnull=True, triage__isnull=False)),
                name="clinic_alert_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("created_at")), name="clinic_alert_due_later"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="clinic_alert_acknowledged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "due_at"],
                condition=Q(acknowledged_at__isnull=True),
                name="clinic_alert_open",
            ),
            # The planner of messages looks at the alerts of the last days.
            models.Index(fields=["created_at"], name="clinic_alert_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.uid}: {self.kind}"

    @property
    def patient(self) -> Patient | None:
        """Whom it is about, if we know. Cost: no query for an alert read by its selectors."""
        if self.news is not None:
            return self.news.appointment.patient
        return self.triage.patient if self.triage is not None else None
