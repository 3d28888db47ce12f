"""Who comes, and how we reach them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.models import ProcedureType
from web.patient.birth_field import BirthForm
from web.patient.booking.forms.contact import ContactForm
from web.patient.text_fields import PlainText

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


class DetailsForm(ContactForm, BirthForm):
    """Name, date of birth, contact; side and region where nobody ordered them."""

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
