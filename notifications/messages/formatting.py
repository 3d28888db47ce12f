"""Saying days and times as the clinic's patients read them, in their language.

The face of the web has the same words (web/templatetags/clinic_time.py), a floor above us.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from clinics.core.walltime import label
from clinics.models import Clinic
from people.phone import InvalidPhone, normalise_phone

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@cache
def shipped_languages() -> frozenset[str]:
    """Return the languages messages are written in; without a catalogue it is English.

    A patient may wish for a language before there is one: names of months in it, within English
    sentences, would be worse than English.
    """
    return frozenset(
        code
        for code, _ in settings.LANGUAGES
        if code == settings.LANGUAGE_CODE or (LOCALE / code / "LC_MESSAGES" / "django.mo").exists()
    )


def language_for(wished: str) -> str:
    """Return the language to write in."""
    return wished if wished in shipped_languages() else settings.LANGUAGE_CODE


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Say the time: 9:00; with its offset where the clocks show it twice."""
    return label(moment, zone).removeprefix("0")


def dialled(clinic: Clinic) -> str:
    """Return the clinic's phone for a tel: link; in the mock +380440001234."""
    try:
        return normalise_phone(clinic.phone, calling_code=clinic.calling_code)
    except InvalidPhone:
        return clinic.phone.replace(" ", "")
