"""Phones and addresses in words."""

from django.utils.translation import gettext as _

from people.models import Patient, RelatedPerson

DIGITS_SHOWN = 2


def spoken_phone(phone: str, calling_code: str) -> str:
    """Write an E.164 number as it is said: 050 000 47 12 at home, +48 500 000 471 abroad."""
    home = f"+{calling_code}"
    if not phone.startswith(home):
        return phone
    number = f"0{phone.removeprefix(home)}"
    head, tail = number[:6], number[6:]
    pairs = [tail[first : first + 2] for first in range(0, len(tail), 2)]
    return " ".join([head[:3], head[3:], *pairs]).strip()


def hidden_phone(phone: str) -> str:
    """Say which phone without showing it: pages are read over shoulders."""
    return _("mobile ending in %(digits)s") % {"digits": phone[-DIGITS_SHOWN:]}


def hidden_email() -> str:
    """Say that it is the address we know."""
    return _("your email")


def contact_words(patient: Patient | RelatedPerson) -> str:
    """Say where we write to without showing it: a ticket is read over shoulders."""
    shown = patient.phone[-DIGITS_SHOWN:]
    if patient.phone and patient.email:
        return _("mobile ending in %(digits)s, and your email") % {"digits": shown}
    if patient.phone:
        return _("mobile ending in %(digits)s") % {"digits": shown}
    return _("your email") if patient.email else ""
