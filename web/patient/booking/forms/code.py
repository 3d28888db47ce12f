"""The code we sent."""

from django import forms
from django.utils.translation import gettext_lazy

from intake.core.contact import CODE_DIGITS, typed_code
from web.patient.text_fields import PlainText

SIX = gettext_lazy("Enter the code: it has 6 figures.")


class CodeForm(forms.Form):
    """Six figures, typed, pasted or filled in by the phone; spaces do not matter."""

    code = PlainText(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("6 figures"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code input--short",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": SIX, "max_length": SIX},
    )

    def clean_code(self) -> str:
        """Keep the figures."""
        code = typed_code(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS:
            raise forms.ValidationError(SIX)
        return code
