"""The catalogue for support staff. Entries are retired, not deleted: past visits point at them.

The next `load_catalogue` overwrites what is edited here.
"""

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from procedures.models import (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    Need,
    PreparationInstruction,
    ProcedureScreen,
    ProcedureType,
    RepeatLimit,
    SafetyQuestion,
    ScreeningQuestion,
)


class CatalogueNeverDeleted(admin.ModelAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class NeedInline(admin.TabularInline):
    model = Need
    extra = 0


class InstructionInline(admin.TabularInline):
    model = PreparationInstruction
    extra = 0


class ScreenInline(admin.TabularInline):
    model = ProcedureScreen
    extra = 0
    autocomplete_fields = ("question",)


class RepeatLimitInline(admin.TabularInline):
    model = RepeatLimit
    extra = 0


@admin.register(ProcedureType)
class ProcedureTypeAdmin(CatalogueNeverDeleted):
    inlines = (NeedInline, InstructionInline, ScreenInline, RepeatLimitInline)
    list_display = (
        "code",
        "plain_name",
        "category",
        "preparation_minutes",
        "procedure_minutes",
        "observation_minutes",
        "online_policy",
        "is_active",
    )
    list_filter = ("category", "online_policy", "is_active")
    search_fields = ("code", "name", "plain_name", "clinic_wording")


@admin.register(SafetyQuestion)
class SafetyQuestionAdmin(CatalogueNeverDeleted):
    """The clinic words and tunes these; every change is a new version."""

    list_display = ("position", "code", "tier", "text", "version", "is_active")
    list_display_links = ("code",)
    list_filter = ("tier", "is_active")
    readonly_fields = ("version",)
    search_fields = ("code", "text")

    def save_model(
        self, request: HttpRequest, obj: SafetyQuestion, form: ModelForm, change: bool
    ) -> None:
        """Raise the version whenever something of the question is changed."""
        if change and form.changed_data:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(ScreeningQuestion)
class ScreeningQuestionAdmin(CatalogueNeverDeleted):
    list_display = ("code", "effect", "text", "version", "is_active")
    list_filter = ("effect", "is_active")
    search_fields = ("code", "text")


@admin.register(CombinationRule)
class CombinationRuleAdmin(CatalogueNeverDeleted):
    list_display = ("code", "verdict", "scope", "min_hours", "source", "is_active")
    list_filter = ("verdict", "scope", "is_active")
    list_select_related = ("first", "second")
    search_fields = ("code", "reason")


@admin.register(AntithromboticLeadTime)
class AntithromboticLeadTimeAdmin(CatalogueNeverDeleted):
    list_display = ("drug", "high_days", "intermediate_days", "low_days", "restart", "is_active")
    search_fields = ("code", "drug")


@admin.register(Capability)
class CapabilityAdmin(CatalogueNeverDeleted):
    list_display = ("code", "name", "is_active")
    search_fields = ("code", "name")


@admin.register(CatalogueSource)
class CatalogueSourceAdmin(CatalogueNeverDeleted):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("key", "title", "url", "is_active")
    search_fields = ("key", "title")
