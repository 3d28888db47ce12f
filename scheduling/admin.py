"""Visits for support staff: only to be looked at.

A visit changes through the services alone, which lock, check and write history; a form here
would go past them. An allocation has no form at all: the condition of its constraint makes
`full_clean()` fail (design.md section 6).
"""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from clinics.admin_bases import ReadOnly, ReadOnlyInline
from people.models import User
from people.services.access_log import record_access
from scheduling.models import (
    Allocation,
    Appointment,
    AppointmentEvent,
    AppointmentProcedure,
    Order,
    VisitPhase,
)


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


class EventInline(ReadOnlyInline):
    model = AppointmentEvent
    fields = ("at", "what", "by", "revision", "before", "after", "read_at")


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly):
    inlines: ClassVar[tuple[type[ReadOnlyInline], ...]] = (
        ProcedureInline,
        PhaseInline,
        AllocationInline,
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
