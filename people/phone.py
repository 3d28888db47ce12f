"""Phone numbers as they are stored: E.164."""

import phonenumbers
from django.utils.translation import gettext as _

UNKNOWN_REGION = "ZZ"


class InvalidPhone(ValueError):
    """The text is not a phone number that can be called from anywhere."""


def normalise_phone(text: str, *, calling_code: str) -> str:
    """Return the number as E.164, for example "+380500004712".

    Lengths are checked, ranges are not: a range that was given out last month is a good number,
    and the invented ones of demos and tests are meant to be nobody's.

    Args:
        text: as typed: with a country code or 00, with a trunk zero or without, in any digits.
        calling_code: of the clinic's country without plus, for numbers without one.

    Raises:
        InvalidPhone: too short, too long, or no number at all.
    """
    region = phonenumbers.region_code_for_country_code(int(calling_code or 0))
    typed = _with_plus(text.strip())
    try:
        number = phonenumbers.parse(typed, None if region == UNKNOWN_REGION else region)
    except phonenumbers.NumberParseException as error:
        raise _invalid() from error
    if number.extension or not _is_possible(number):
        raise _invalid()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _with_plus(typed: str) -> str:
    """Read a leading 00 as plus: it is that nearly everywhere, whatever the clinic's own prefix."""
    return f"+{typed[2:]}" if typed.startswith("00") else typed


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it has the length of a whole number: one without its area reaches nobody."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    return reason == phonenumbers.ValidationResult.IS_POSSIBLE


def _invalid() -> InvalidPhone:
    return InvalidPhone(_("Enter a phone number with its country code, such as +380 50 000 47 12."))
