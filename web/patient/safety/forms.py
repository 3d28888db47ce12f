"""One safety question, and the number we call back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from people.phone import InvalidPhone, normalise_phone
from procedures.models import SafetyQuestion
from web.patient.booking.forms.health import ANSWERS
from web.patient.text_fields import PlainText


class SafetyForm(forms.Form):
    """Yes, no or not sure; none is guessed beforehand."""

    answer = forms.ChoiceField(
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Answer yes, no or not sure."),
            "invalid_choice": gettext_lazy("Answer yes, no or not sure."),
        },
    )

    def __init__(self, *args: Any, question: SafetyQuestion, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text_in(language)
        self.fields["answer"].help_text = question.hint_in(language)


class CallForm(forms.Form):
    """Where the clinician reaches the person."""

    phone = PlainText(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("The phone you have with you today"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input input--phone", "type": "tel", "autocomplete": "tel"}
        ),
        error_messages={
            "required": gettext_lazy("Enter the phone number we can call."),
            "max_length": gettext_lazy("The phone number is too long."),
        },
    )

    def __init__(self, *args: Any, calling_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calling_code = calling_code

    def clean_phone(self) -> str:
        """Read the number as E.164."""
        try:
            return normalise_phone(self.cleaned_data["phone"], calling_code=self.calling_code)
        except InvalidPhone as error:
            raise forms.ValidationError(str(error)) from error
