"""Who books, and how we reach them."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.phone import InvalidPhone, normalise_phone
from web.patient.text_fields import PlainText

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
        choices=settings.LANGUAGES,
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
        """Ask who books for somebody else, and for one way to reach the person at least."""
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
        """Ask who books for somebody else; for oneself there is nobody else to name."""
        if cleaned.get("who") != OTHER:
            cleaned["carer_name"] = cleaned["relation"] = ""
            return
        if not cleaned.get("carer_name") and "carer_name" not in self.errors:
            self.add_error("carer_name", _("Enter your own name, so that we know who writes."))
        if not cleaned.get("relation") and "relation" not in self.errors:
            self.add_error("relation", _("Choose what you are to the patient."))


class CarerForm(ContactForm):
    """Who books, where the patient is known: oneself, or somebody with a phone or an email."""

    # In the order of the page.
    field_order = ("who", "carer_name", "relation", "phone", "email", "language")

    def asks_contact(self) -> bool:
        """The patient's own is on file."""
        return bool(self.cleaned_data.get("who") == OTHER)

    def clean(self) -> dict[str, Any]:
        """What stands in the boxes of a carer does not matter to whoever books for themselves."""
        cleaned = super().clean()
        if not self.asks_contact():
            for name in ("carer_name", "relation", "phone", "email"):
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned
