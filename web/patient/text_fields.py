"""Text as patients type it, made fit to keep."""

import unicodedata
from typing import Any

from django import forms


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
