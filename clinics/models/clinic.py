"""Sites."""

import zoneinfo
from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.core.walltime import UnknownZone, canonical_zone
from languages.translated import Translated


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    try:
        canonical_zone(name)
    except UnknownZone as error:
        raise ValidationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class ClinicWords:
    """What a clinic says of itself. place: as said in "All times are Kyiv time"."""

    tagline: str
    place: str
    address: str
    directions: str
    opening_note: str


class Clinic(Translated):
    """A site with its own wall clock and booking policy. Everything else belongs to one clinic.

    Minutes, days and hours are clinic defaults, unconfirmed; the manager edits them.
    """

    TRANSLATED = ("tagline", "place", "address", "directions", "opening_note")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    tagline = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    place = models.CharField(max_length=100, help_text="As said in “All times are … time”")
    address = models.CharField(max_length=200)
    directions = models.TextField(blank=True)
    phone = models.CharField(max_length=30)
    calling_code = models.CharField(max_length=4, default="380")
    emergency_number = models.CharField(max_length=10, default="112")
    alert_email = models.EmailField(
        blank=True, help_text="Told at once when somebody answers that it is an emergency"
    )
    emergency_minutes = models.PositiveSmallIntegerField(
        default=15,
        help_text="An emergency answer nobody took over by then goes to the next contact",
    )
    call_today_minutes = models.PositiveSmallIntegerField(
        default=120, help_text="A promised call nobody took over by then goes to the next contact"
    )
    escalation_email = models.EmailField(
        blank=True, help_text="Told when nobody took over in time; blank: the alert e-mail again"
    )
    escalation_phone = models.CharField(
        max_length=30, blank=True, help_text="A mobile phone, told by text as well"
    )
    opening_note = models.CharField(max_length=100, help_text="Monday to Friday, 8:00 to 18:00")
    slot_step_minutes = models.PositiveSmallIntegerField(default=10)
    minimum_notice_minutes = models.PositiveIntegerField(default=120)
    horizon_days = models.PositiveSmallIntegerField(default=90)
    hold_minutes = models.PositiveSmallIntegerField(default=15)
    hold_maximum_minutes = models.PositiveSmallIntegerField(default=180)
    cancellation_cutoff_hours = models.PositiveSmallIntegerField(default=24)
    link_days = models.PositiveSmallIntegerField(
        default=30, help_text="Links to a visit open it until so many days after it"
    )
    request_deadline_hours = models.PositiveSmallIntegerField(
        default=10, help_text="A request unanswered after so many opening hours ends by itself"
    )
    request_margin_hours = models.PositiveSmallIntegerField(
        default=24, help_text="No request stays undecided nearer than this to the visit"
    )
    is_active = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False, help_text="Shown to patients at /")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slot_step_minutes__in=[5, 10, 15, 20, 30, 60]),
                name="clinic_slot_step_divides_the_hour",
            ),
            models.CheckConstraint(
                condition=models.Q(hold_minutes__range=(1, 120)), name="clinic_hold_is_short"
            ),
            models.CheckConstraint(
                condition=models.Q(horizon_days__range=(1, 730)), name="clinic_horizon_is_sane"
            ),
            models.CheckConstraint(
                condition=models.Q(request_deadline_hours__range=(1, 720)),
                name="clinic_request_deadline_is_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    emergency_minutes__range=(1, 1440), call_today_minutes__range=(1, 1440)
                ),
                name="clinic_alert_minutes_are_sane",
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="clinic_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The wall clock of this site."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def words(self) -> ClinicWords:
        """What it says of itself in the reader's language; English where that is missing."""
        language = get_language() or ""
        return ClinicWords(
            **{field.name: self.said(field.name, language) for field in fields(ClinicWords)}
        )


class ClinicMembership(models.Model):
    """A member of staff works at a clinic. A manager creates and removes it."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        verbose_name = _("clinic membership")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "user"], name="membership_once_per_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.clinic}"
