"""The form of the details page: who comes, who books, and how we reach them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from languages.offered import offered_languages
from people.phone import InvalidPhone, normalise_phone
from procedures.models import ProcedureType
from web.patient.form_fields import BirthForm, PlainText

UNSURE = "unsure"
SIDE_NAMES = {
    "left": gettext_lazy("Left"),
    "right": gettext_lazy("Right"),
    "bilateral": gettext_lazy("Both sides"),
    "midline": gettext_lazy("Middle"),
}
REGION_NAMES = {
    "cervical": gettext_lazy("Neck"),
    "thoracic": gettext_lazy("Middle of the back"),
    "lumbar": gettext_lazy("Lower back"),
    "sacral": gettext_lazy("Base of the spine"),
    "whole_spine": gettext_lazy("Whole spine"),
    "neck": gettext_lazy("Neck"),
    "shoulder_girdle": gettext_lazy("Shoulder"),
    "upper_back": gettext_lazy("Upper back"),
    "lower_back": gettext_lazy("Lower back"),
    "buttock": gettext_lazy("Buttock"),
    "upper_limb": gettext_lazy("Arm"),
    "lower_limb": gettext_lazy("Leg"),
}
Rule = ProcedureType.LevelRule
ASKED_RULES = frozenset({Rule.REQUIRED, Rule.REGION, Rule.MUSCLE_GROUP})
ME, OTHER = "me", "other"
WHO = ((ME, gettext_lazy("Me")), (OTHER, gettext_lazy("Someone else")))
RELATIONS = (
    ("child", gettext_lazy("daughter or son")),
    ("parent", gettext_lazy("mother or father")),
    ("partner", gettext_lazy("wife, husband or partner")),
    ("carer", gettext_lazy("carer")),
    ("other", gettext_lazy("another relative or friend")),
)


class ContactForm(forms.Form):
    """Base of the forms that ask for whom a visit is, and for a phone or an email."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who is this visit for?"),
        choices=WHO,
        required=False,
        widget=forms.RadioSelect,
    )
    carer_name = PlainText(
        label=gettext_lazy("Your own name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"max_length": gettext_lazy("The name must be 200 letters or fewer.")},
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("You are the patient's"),
        choices=[("", "–"), *RELATIONS],
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    phone = PlainText(
        label=gettext_lazy("Mobile phone"),
        help_text=gettext_lazy("We send a text message before the visit"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input input--phone", "type": "tel", "autocomplete": "tel"}
        ),
        error_messages={"max_length": gettext_lazy("The phone number is too long.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        help_text=gettext_lazy("We send the confirmation and how to get ready"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(
            attrs={"class": "input", "autocomplete": "email", "spellcheck": "false"}
        ),
        error_messages={
            "invalid": gettext_lazy("Enter an email address such as name@mail.example."),
            "max_length": gettext_lazy("The email address is too long."),
        },
    )
    language = forms.ChoiceField(
        label=gettext_lazy("We write to you in"),
        choices=offered_languages,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": gettext_lazy("Choose a language.")},
    )

    def __init__(self, *args: Any, calling_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calling_code = calling_code
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]

    def clean_phone(self) -> str:
        """Read the number as E.164."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return normalise_phone(typed, calling_code=self.calling_code)
        except InvalidPhone as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask a carer for their name, and for one way to reach the booker at least."""
        cleaned = super().clean() or self.cleaned_data
        self._clean_carer(cleaned)
        if self.asks_contact():
            self._clean_contact(cleaned)
        return cleaned

    def asks_contact(self) -> bool:
        """Whether a phone or an email is needed with what else was chosen."""
        return True

    def _clean_contact(self, cleaned: dict[str, Any]) -> None:
        if {"phone", "email"} & self.errors.keys():
            return
        if cleaned.get("call_only") and not cleaned.get("phone"):
            self.add_error("phone", _("Enter the phone number we can call."))
        elif not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Enter a phone number or an email address."))

    def _clean_carer(self, cleaned: dict[str, Any]) -> None:
        """Ask a carer who they are; a patient who books has no carer to name."""
        if cleaned.get("who") != OTHER:
            cleaned["carer_name"] = cleaned["relation"] = ""
            return
        if not cleaned.get("carer_name") and "carer_name" not in self.errors:
            self.add_error("carer_name", _("Enter your own name, so that we know who writes."))
        if not cleaned.get("relation") and "relation" not in self.errors:
            self.add_error("relation", _("Choose what you are to the patient."))


class DetailsForm(ContactForm, BirthForm):
    """Name, date of birth, contact; side and region without an order."""

    field_order = (
        *("who", "carer_name", "relation"),
        *("full_name", "birth_day", "birth_month", "birth_year"),
        *("phone", "email", "call_only", "language"),
    )

    full_name = PlainText(
        label=gettext_lazy("Full name"),
        help_text=gettext_lazy("Of the person who comes, as in the passport or ID"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={
            "required": gettext_lazy("Enter the full name of the person who comes."),
            "max_length": gettext_lazy("The name must be 200 letters or fewer."),
        },
    )
    call_only = forms.BooleanField(
        label=gettext_lazy("I can only be called"),
        help_text=gettext_lazy("A landline is enough: give it above. We call you to confirm."),
        required=False,
        widget=forms.CheckboxInput,
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Which side?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the side.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Which part of the body?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the part of the body.")},
    )

    def __init__(
        self,
        *args: Any,
        procedure: ProcedureType,
        ordered: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ask_side(procedure, ordered)
        self._ask_region(procedure, ordered)

    def _ask_side(self, procedure: ProcedureType, ordered: bool) -> None:
        if ordered or procedure.laterality != ProcedureType.Laterality.REQUIRED:
            del self.fields["side"]
            return
        self._offer("side", side_choices(procedure.laterality_values))

    def _ask_region(self, procedure: ProcedureType, ordered: bool) -> None:
        """Ask for the region: a level such as L5 is for the doctor to say."""
        choices = list(region_choices(procedure.regions))
        if ordered or procedure.level_rule not in ASKED_RULES or len(choices) < 2:
            del self.fields["level"]
            return
        self._offer("level", choices)

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*choices, (UNSURE, _("Not sure"))]


def side_choices(values: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return the sides of a procedure as the patient reads them."""
    return ((value, str(SIDE_NAMES[value])) for value in values if value in SIDE_NAMES)


def region_choices(regions: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return the regions of a procedure as the patient reads them."""
    return ((region, str(REGION_NAMES[region])) for region in regions if region in REGION_NAMES)
