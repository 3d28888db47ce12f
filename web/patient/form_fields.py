"""What several forms ask alike: a line of text, and a date of birth in three boxes."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OLDEST_YEARS = 125


class PlainText(forms.CharField):
    """One line: control characters are refused, runs of space become one.

    Django refuses NUL already; the others would end up in letters and calendars.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return " ".join("".join(map(_visible, unicodedata.normalize("NFC", text))).split())


def _visible(symbol: str) -> str:
    return " " if unicodedata.category(symbol) == "Cc" and symbol != "\0" else symbol


def box(token: str, css: str = "") -> forms.TextInput:
    """Return one box; `token` is what browsers fill it by."""
    attrs = {"class": f"input {css}".strip(), "inputmode": "numeric", "autocomplete": token}
    return forms.TextInput(attrs=attrs)


class BirthForm(forms.Form):
    """Base of the forms that ask for a date of birth; `cleaned_data["date_of_birth"]` is a date."""

    birth_day = forms.CharField(
        label=gettext_lazy("Day"), required=False, max_length=4, widget=box("bday-day")
    )
    birth_month = forms.CharField(
        label=gettext_lazy("Month"), required=False, max_length=4, widget=box("bday-month")
    )
    birth_year = forms.CharField(
        label=gettext_lazy("Year"),
        required=False,
        max_length=4,
        widget=box("bday-year", "input--year"),
    )

    def birth_boxes(self) -> list[forms.BoundField]:
        """Return the boxes in the order they are read."""
        return [self["birth_day"], self["birth_month"], self["birth_year"]]

    def asks_birth(self) -> bool:
        """Whether the date matters with what else was chosen."""
        return True

    def clean(self) -> dict[str, Any]:
        """Put the three boxes together."""
        cleaned = super().clean() or self.cleaned_data
        if self.asks_birth():
            self._clean_birth(cleaned)
        return cleaned

    def _clean_birth(self, cleaned: dict[str, Any]) -> None:
        parts = [cleaned.get(f"birth_{name}", "").strip() for name in ("year", "month", "day")]
        if not all(parts):
            self._wrong(_("Enter the date of birth: day, month and year."))
            return
        try:
            born = date(*(int(part) for part in parts))
        except (ValueError, OverflowError):
            self._wrong(_("Enter a real date of birth, for example 14 3 1968."))
            return
        age = (timezone.now().date() - born).days // 365
        if not 0 <= age <= OLDEST_YEARS:
            self._wrong(_("Check the year of birth: it needs four figures, for example 1968."))
            return
        cleaned["date_of_birth"] = born

    def _wrong(self, message: str) -> None:
        self.add_error("birth_day", message)
        for name in ("birth_day", "birth_month", "birth_year"):
            self.fields[name].widget.attrs["aria-invalid"] = "true"


def boxes_for(born: date | None) -> dict[str, str]:
    """Return what the boxes show for a known date."""
    if born is None:
        return {}
    return {
        "birth_day": str(born.day),
        "birth_month": str(born.month),
        "birth_year": str(born.year),
    }
