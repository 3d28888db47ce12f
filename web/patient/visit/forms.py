"""Finding, moving and cancelling a booking."""

from django import forms
from django.utils.translation import gettext_lazy

from clinics.translation import say
from scheduling.core.reference import InvalidReference, normalise_reference
from web.patient.birth_field import BirthForm
from web.patient.text_fields import PlainText


class FindForm(BirthForm):
    """Reference and date of birth."""

    field_order = ("reference",)

    reference = PlainText(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("In our message, for example K7P-4MD-2XQ"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Enter the reference.")},
    )

    def clean_reference(self) -> str:
        """Read the reference as people type it."""
        try:
            return normalise_reference(self.cleaned_data["reference"])
        except InvalidReference as error:
            raise forms.ValidationError(say(error.args[0])) from error


REASONS = (
    ("cannot_come", gettext_lazy("I cannot come at that time")),
    ("better", gettext_lazy("I feel better")),
    ("ill", gettext_lazy("I am ill")),
    ("elsewhere", gettext_lazy("I am treated somewhere else")),
    ("other", gettext_lazy("Another reason")),
)


class CancelForm(forms.Form):
    """Why the visit is cancelled; the revision seen keeps a stale page from cancelling."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you cancel?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """The new time as it was shown; the revision seen keeps a stale page from moving a visit."""

    start = forms.CharField(max_length=40)
    practitioner = forms.CharField(max_length=20, required=False)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class ComingForm(forms.Form):
    """Whether the patient comes; the revision seen keeps anybody from confirming another time."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("undo", "undo")])
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)
