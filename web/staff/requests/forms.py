"""What is sent when a request is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.services.booking_requests import NOTE_LENGTH
from scheduling.core.booking_requests import DeclineReason

REASONS = [
    (DeclineReason.CONSULTATION.value, _("A consultation is needed first")),
    (DeclineReason.OTHER_TIME.value, _("Another time is needed")),
    (DeclineReason.CALL.value, _("We have to talk on the phone first")),
    (DeclineReason.NOT_HERE.value, _("We do not offer this here")),
    (DeclineReason.OTHER.value, _("Another reason")),
]


class AnswerForm(forms.Form):
    """The revision that was seen: who answers a page that is out of date is told so."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    is_thinner_reviewed = forms.BooleanField(required=False)


class DeclineForm(AnswerForm):
    """Why a request is declined: for the patient by choice, for colleagues in words."""

    reason = forms.ChoiceField(
        label=_("Why can it not be booked?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("The patient does not read it."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the choice says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say in a few words what the reason is."))
        return cleaned
