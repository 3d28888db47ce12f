"""Clinics, resources and hours for support staff."""

from typing import ClassVar

from django.contrib import admin

from clinics.admin_bases import NeverDeleted
from clinics.models import (
    Absence,
    Clinic,
    ClinicMembership,
    Closure,
    ExtraHours,
    Resource,
    WorkingHours,
)


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
