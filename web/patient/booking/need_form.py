"""The first question: what do you need?"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.translation import say
from scheduling.core.reference import InvalidReference, normalise_order_code
from web.patient.form_fields import BirthForm, PlainText

ORDER = "order"


@dataclass(frozen=True, slots=True)
class NeedLabel:
    """A choice and the small line under it."""

    title: str | Promise
    hint: str | Promise

    def __str__(self) -> str:
        return str(self.title)


NEEDS = (
    (
        ORDER,
        NeedLabel(
            gettext_lazy("A procedure my doctor ordered"), gettext_lazy("You have an order code")
        ),
    ),
    (
        "consultation",
        NeedLabel(gettext_lazy("A first consultation"), gettext_lazy("No order needed")),
    ),
    (
        "repeat",
        NeedLabel(
            gettext_lazy("A follow-up or a repeat"), gettext_lazy("You have been with us before")
        ),
    ),
    (
        "scan",
        NeedLabel(gettext_lazy("A scan or an X-ray"), gettext_lazy("MRI, CT, X-ray, nerve tests")),
    ),
    (
        "unsure",
        NeedLabel(gettext_lazy("I am not sure"), gettext_lazy("We help you find the right start")),
    ),
)


class NeedForm(BirthForm):
    """What the patient needs; an order needs its code and the date of birth."""

    field_order = ("need", "code")

    need = forms.ChoiceField(
        choices=NEEDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you need.")},
    )
    code = PlainText(
        label=gettext_lazy("Order code"),
        help_text=gettext_lazy("On your order paper or in our message, for example MC4-K7T-9D"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    for_other = forms.BooleanField(
        label=gettext_lazy("I book for somebody else"),
        help_text=gettext_lazy("We then ask how to reach you, too."),
        required=False,
        widget=forms.CheckboxInput,
    )

    def asks_birth(self) -> bool:
        """Only an order is opened by the date of birth."""
        return self.cleaned_data.get("need") == ORDER

    def clean(self) -> dict[str, Any]:
        """Read the order code as people type it."""
        cleaned = super().clean()
        if self.asks_birth() and "code" not in self.errors:
            self._clean_code(cleaned)
        return cleaned

    def _clean_code(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("code"):
            self.add_error("code", _("Enter the order code, or choose another need."))
            return
        try:
            cleaned["code"] = normalise_order_code(cleaned["code"])
        except InvalidReference as error:
            self.add_error("code", say(error.args[0]))
