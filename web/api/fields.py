"""What may be typed: fields that refuse what PostgreSQL, a clinic or a reader could not bear."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# Dates beyond these have no opening hours and only make calendars overflow.
FIRST_YEAR, LAST_YEAR = 1970, 2199
BIGGEST_ID = 2**31 - 1
SLUG = re.compile(r"^[A-Za-z0-9_-]{1,50}$")


# Python reads on past a NUL, and knows more figures than ours.
_MOMENT = re.compile(r"[0-9TtZz:.+\- ]{10,40}")

# Emoji and other pictures, private and unassigned characters.
_NO_LETTERS = frozenset({"So", "Co", "Cn"})


class Text(serializers.CharField):
    """One line of text: a JSON string without control characters, trimmed."""

    default_error_messages = {"control": "Control characters are not allowed."}

    def to_internal_value(self, data: Any) -> str:
        """Refuse numbers too: a phone number sent as one has lost its zeros."""
        if not isinstance(data, str):
            self.fail("invalid")
        value = super().to_internal_value(data)
        if any(unicodedata.category(character) == "Cc" for character in value):
            self.fail("control")
        return value


class PersonName(Text):
    """A full name: at least one letter of any script, and no pictures."""

    default_error_messages = {
        "nameless": "Enter the full name.",
        "pictures": "A name has letters, not pictures.",
    }

    def to_internal_value(self, data: Any) -> str:
        """Refuse what nobody is called; composed letters are stored in one form."""
        value = unicodedata.normalize("NFC", super().to_internal_value(data))
        if any(unicodedata.category(character) in _NO_LETTERS for character in value):
            self.fail("pictures")
        if not any(character.isalpha() for character in value):
            self.fail("nameless")
        return value


class Email(serializers.EmailField):
    """An e-mail address; a JSON string."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse other types before they are turned into text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A local date, YYYY-MM-DD, within the years a calendar can be about."""

    first_year = FIRST_YEAR
    default_error_messages = {"years": "Choose a date from {first} to {last}."}

    def to_internal_value(self, value: Any) -> date:
        """Refuse years in which the arithmetic of instants overflows."""
        day = super().to_internal_value(value)
        if not self.first_year <= day.year <= LAST_YEAR:
            self.fail("years", first=self.first_year, last=LAST_YEAR)
        return day


@extend_schema_field(OpenApiTypes.DATETIME)
class Instant(serializers.Field[datetime, Any, str, Any]):
    """An instant: ISO 8601 with its offset, whole minutes."""

    default_error_messages = {
        "invalid": "Give date, time and offset, such as 2026-11-26T09:00:00+02:00.",
        "naive": "The offset from UTC is missing, such as 2026-11-26T09:00:00+02:00.",
        "years": f"Choose a time from {FIRST_YEAR} to {LAST_YEAR}.",
        "seconds": "Visits begin on a whole minute.",
    }

    def to_internal_value(self, data: Any) -> datetime:
        """Read an aware datetime; one without an offset is refused, never guessed."""
        instant = _read_instant(data)
        if instant is None:
            self.fail("invalid")
        if instant.tzinfo is None:
            self.fail("naive")
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            self.fail("years")
        if instant.second or instant.microsecond:
            self.fail("seconds")
        return instant

    def to_representation(self, value: datetime) -> str:
        """Write it with its offset."""
        return value.isoformat()


def _read_instant(data: Any) -> datetime | None:
    if not isinstance(data, str) or not _MOMENT.fullmatch(data):
        return None
    try:
        return parse_datetime(data)
    except ValueError:
        return None


class QueryInstant(Instant):
    """An instant in an address, where a plus sign that was not escaped arrives as a space."""

    def to_internal_value(self, data: Any) -> datetime:
        """Put the plus sign back, then read as always."""
        if isinstance(data, str):
            data = re.sub(r"(:\d\d) (\d\d:\d\d)$", r"\1+\2", data)
        return super().to_internal_value(data)


class Id(serializers.IntegerField):
    """The id of a resource."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=BIGGEST_ID, **kwargs)


class OneOrMore(serializers.ListField):
    """A list, for which a single value may stand."""

    def to_internal_value(self, data: Any) -> list[Any]:
        """Take a lone string as a list of one."""
        return super().to_internal_value([data] if isinstance(data, str) else data)


class Answers(serializers.DictField):
    """Screening answers by question code: yes, no or unsure."""

    MOST = 100

    default_error_messages = {"many": f"At most {MOST} answers."}

    def __init__(self, **kwargs: Any) -> None:
        kinds = [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")]
        super().__init__(child=serializers.ChoiceField(kinds), **kwargs)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        """Refuse endless lists; unknown questions are refused by the domain."""
        if isinstance(data, Mapping) and len(data) > self.MOST:
            self.fail("many")
        return super().to_internal_value(data)
