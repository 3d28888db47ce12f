"""Phone numbers as they are stored: E.164."""

import re

from django.utils.translation import gettext as _

_SHAPE = re.compile(r"\+[1-9][0-9]{6,14}")


class InvalidPhone(ValueError):
    """The text is not a phone number that can be called from anywhere."""


def normalise_phone(text: str, *, calling_code: str) -> str:
    """Return the number as E.164, for example "+380500004712".

    Args:
        text: as typed: spaces, dots, dashes, brackets and a leading 00 are understood.
        calling_code: of the clinic's country without plus, for numbers that start with 0.

    Raises:
        InvalidPhone: anything that is not 7 to 15 digits after that.
    """
    compact = re.sub(r"[\s().\-/]", "", text)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    elif compact.startswith("0"):
        compact = f"+{calling_code}{compact[1:]}"
    if not _SHAPE.fullmatch(compact):
        raise InvalidPhone(
            _("Enter a phone number with its country code, such as +380 50 000 47 12.")
        )
    return compact
