"""What was answered and signed, for support staff; consent texts are edited here."""

from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Model
from django.forms import CharField, ModelForm, Textarea
from django.http import HttpRequest

from clinics.admin_bases import NeverDeleted, ReadOnly, ReadOnlyInline
from intake.models import ClinicAlert, Consent, ConsentText, ScreeningAnswers, TriageRecord
from scheduling.admin import AppointmentAdmin
from scheduling.models import Appointment


class ScreeningInline(ReadOnlyInline):
    model = ScreeningAnswers


class ConsentInline(ReadOnlyInline):
    model = Consent
    fields = ("title", "version", "language", "given_by", "is_for_another", "given_at", "items")


@admin.register(TriageRecord)
class TriageRecordAdmin(ReadOnly):
    list_display = ("answered_at", "clinic", "outcome", "question_set", "appointment")
    list_filter = ("clinic", "outcome")
    list_select_related = ("clinic", "appointment")


@admin.register(ClinicAlert)
class ClinicAlertAdmin(ReadOnly):
    list_display = ("created_at", "clinic", "kind", "due_at", "acknowledged_at")
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


admin.site.unregister(Appointment)


@admin.register(Appointment)
class VisitAdmin(AppointmentAdmin):
    """A visit with what was answered and signed for it."""

    inlines = (*AppointmentAdmin.inlines, ScreeningInline, ConsentInline)
