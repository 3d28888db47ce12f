"""People for support staff. Accounts are switched off, patients are kept: nothing is deleted.

Patients are read only: a change of name or contact goes through the desk, where it is asked and
logged. Secrets (passwords, API tokens) are never shown.
"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.http import HttpRequest

from people.models import AccessLog, ApiToken, Patient, Practitioner, RelatedPerson, User
from people.services.access_log import record_access


class PersonNeverDeleted(admin.ModelAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PersonReadOnly(PersonNeverDeleted):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class StaffAdmin(PersonNeverDeleted, UserAdmin):
    ordering = ("email",)
    list_display = ("email", "full_name", "role", "is_active", "is_staff")
    list_filter = ("role", "is_active", "is_staff")
    search_fields = ("email", "full_name")
    readonly_fields = ("last_login", "created_at")
    filter_horizontal = ("groups", "user_permissions")
    fieldsets = (
        (None, {"fields": ("email", "password", "full_name", "role")}),
        (
            "May",
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        ("Dates", {"fields": ("last_login", "created_at")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("email", "full_name", "role", "usable_password", "password1", "password2")},
        ),
    )


@admin.register(Practitioner)
class PractitionerAdmin(PersonNeverDeleted):
    list_display = ("name", "speciality", "user", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("user",)
    search_fields = ("name", "speciality")
    autocomplete_fields = ("user",)


class RelatedPersonInline(admin.TabularInline):
    model = RelatedPerson
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Patient)
class PatientAdmin(PersonReadOnly):
    list_display = ("full_name", "date_of_birth", "phone", "email", "language")
    search_fields = ("full_name", "phone", "email")
    show_full_result_count = False
    inlines = (RelatedPersonInline,)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Patient | None:
        """Return the record that is opened, and write down who opened it."""
        patient: Patient | None = super().get_object(request, object_id, from_field)
        if patient is not None and isinstance(request.user, User):
            record_access(user=request.user, patient=patient, what="support: patient")
        return patient


@admin.register(ApiToken)
class ApiTokenAdmin(PersonReadOnly):
    list_display = ("name", "user", "created_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__email")
    exclude = ("token_hash",)


@admin.register(AccessLog)
class AccessLogAdmin(PersonReadOnly):
    list_display = ("at", "user", "patient", "what")
    list_select_related = ("user", "patient")
    search_fields = ("user__email", "patient__full_name")
    date_hierarchy = "at"
    show_full_result_count = False
