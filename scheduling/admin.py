"""Schedules for support staff. Premises and hours can be edited; visits are only looked at.

A visit changes through the services alone, which lock, check and write history; a form here
would go past them. An allocation has no form at all: the condition of its constraint makes
`full_clean()` fail (design.md section 6).
"""

from typing import ClassVar

from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Model, QuerySet
from django.forms import CharField, ModelForm, Textarea
from django.http import HttpRequest

from people.models import User
from people.services.access_log import record_access
from scheduling.models import (
    Absence,
    Allocation,
    Appointment,
    AppointmentEvent,
    AppointmentProcedure,
    Clinic,
    ClinicAlert,
    ClinicMembership,
    Closure,
    Consent,
    ConsentText,
    ExtraHours,
    Order,
    Resource,
    ScreeningAnswers,
    TriageRecord,
    VisitPhase,
    WorkingHours,
)


class NeverDeleted(admin.ModelAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class _ReadOnlyMixin:
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnly(_ReadOnlyMixin, admin.ModelAdmin):
    show_full_result_count = False


class ReadOnlyInline(_ReadOnlyMixin, admin.TabularInline):
    extra = 0
    can_delete = False


class MembershipInline(admin.TabularInline):
    model = ClinicMembership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Clinic)
class ClinicAdmin(NeverDeleted):
    inlines = (MembershipInline,)
    list_display = ("name", "slug", "time_zone", "phone", "is_active", "is_default")
    list_filter = ("is_active",)
    search_fields = ("name", "slug")


@admin.register(Resource)
class ResourceAdmin(NeverDeleted):
    list_display = ("name", "kind", "clinic", "capabilities", "position", "is_active")
    list_filter = ("clinic", "kind", "is_active")
    list_select_related = ("clinic",)
    search_fields = ("name", "capabilities")


class OfClinicOrResource(admin.ModelAdmin):
    list_filter: ClassVar[tuple[str, ...]] = ("clinic",)
    list_select_related = ("clinic", "resource")
    autocomplete_fields = ("clinic", "resource")


@admin.register(WorkingHours)
class WorkingHoursAdmin(OfClinicOrResource):
    list_display = (
        "clinic",
        "resource",
        "weekday",
        "start",
        "end",
        "valid_from",
        "valid_until",
    )
    list_filter = ("clinic", "weekday")


@admin.register(ExtraHours)
class ExtraHoursAdmin(OfClinicOrResource):
    list_display = ("clinic", "resource", "day", "start", "end", "reason")


@admin.register(Closure)
class ClosureAdmin(OfClinicOrResource):
    list_display = ("clinic", "resource", "during", "reason")


@admin.register(Absence)
class AbsenceAdmin(OfClinicOrResource):
    list_display = ("clinic", "resource", "during", "reason")


@admin.register(Order)
class OrderAdmin(ReadOnly):
    list_display = ("code", "clinic", "patient", "procedure_type", "signed_by", "valid_until")
    list_filter = ("clinic",)
    list_select_related = ("clinic", "patient", "procedure_type", "signed_by")
    search_fields = ("code", "patient__full_name")


class ProcedureInline(ReadOnlyInline):
    model = AppointmentProcedure


class PhaseInline(ReadOnlyInline):
    model = VisitPhase


class AllocationInline(ReadOnlyInline):
    model = Allocation
    fields = ("resource", "phases", "is_lead", "during", "expires_at", "released_at")


class ScreeningInline(ReadOnlyInline):
    model = ScreeningAnswers


class ConsentInline(ReadOnlyInline):
    model = Consent
    fields = ("title", "version", "language", "given_by", "is_for_another", "given_at", "items")


class EventInline(ReadOnlyInline):
    model = AppointmentEvent
    fields = ("at", "what", "by", "revision", "before", "after", "read_at")


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly):
    inlines = (
        ProcedureInline,
        PhaseInline,
        AllocationInline,
        ScreeningInline,
        ConsentInline,
        EventInline,
    )
    list_display = ("reference", "clinic", "local_start", "status", "patient", "source")
    list_filter = ("clinic", "status", "source")
    list_select_related = ("clinic", "patient")
    search_fields = ("reference", "patient__full_name")
    # Hashes of links and holds are nobody's business here.
    exclude = ("hold_token_hash", "manage_token_hash", "procedure_types")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Appointment | None:
        """Return the visit that is opened, and write down who opened whose."""
        visit: Appointment | None = super().get_object(request, object_id, from_field)
        user = request.user
        if visit is not None and visit.patient is not None and isinstance(user, User):
            record_access(user=user, patient=visit.patient, what="support: appointment")
        return visit


@admin.register(Allocation)
class AllocationAdmin(ReadOnly):
    list_display = ("resource", "clinic", "during", "appointment", "expires_at", "released_at")
    list_filter = ("clinic", "resource__kind")
    list_select_related = ("resource", "clinic", "appointment")
    search_fields = ("resource__name", "appointment__reference")


@admin.register(AppointmentEvent)
class AppointmentEventAdmin(ReadOnly):
    list_display = ("at", "appointment", "what", "by", "revision", "read_at")
    list_filter = ("clinic", "what")
    list_select_related = ("appointment", "by")
    search_fields = ("appointment__reference",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppointmentEvent]:
        """Show the latest first; the model reads history forwards."""
        return super().get_queryset(request).order_by("-pk")


@admin.register(TriageRecord)
class TriageRecordAdmin(ReadOnly):
    list_display = ("answered_at", "clinic", "outcome", "question_set", "appointment")
    list_filter = ("clinic", "outcome")
    list_select_related = ("clinic", "appointment")


@admin.register(ClinicAlert)
class ClinicAlertAdmin(ReadOnly):
    list_display = ("created_at", "clinic", "kind", "due_at", "acknowledged_at", "mailed_at")
    list_filter = ("clinic", "kind")
    list_select_related = ("clinic",)


class ConsentTextForm(ModelForm):
    items = SimpleArrayField(
        CharField(max_length=500),
        delimiter="\n",
        widget=Textarea(attrs={"rows": 12, "cols": 90}),
        help_text="One item a line; each is ticked on its own.",
    )


@admin.register(ConsentText)
class ConsentTextAdmin(NeverDeleted):
    """Whoever wants other words for a text in use adds a version; the old one is switched off."""

    form = ConsentTextForm
    list_display = ("title", "clinic", "procedure_type", "version", "language", "is_active")
    list_filter = ("clinic", "language", "is_active", "is_example")
    list_select_related = ("clinic", "procedure_type")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Leave only the switch open once somebody has agreed to the text."""
        if not isinstance(obj, ConsentText) or not obj.consents.exists():
            return []
        return [
            field.name
            for field in ConsentText._meta.fields
            if field.editable and field.name not in ("id", "is_active")
        ]
