"""Where a procedure is done: one value for the visit, or one per procedure."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clinics.errors import InvalidRequest
from procedures.models import ProcedureType
from scheduling.selectors.plan import BodyPart
from web.api.fields import Text
from web.api.serializers.slots import MOST_PROCEDURES

SIDES = ["left", "right", "bilateral", "midline"]
LEVEL_LENGTH, MOST_LEVELS = 20, 12
_SIDE = {"type": "string", "enum": [*SIDES, ""]}
_LEVEL = {"type": "string", "maxLength": LEVEL_LENGTH}
_LEVELS = {"type": "array", "items": _LEVEL, "maxItems": MOST_LEVELS}
# One shape in the document and in the code: text, or a list with something per procedure.
Sides = str | list[str]
Levels = str | list[Any]


@extend_schema_field({"oneOf": [_SIDE, {"type": "array", "items": _SIDE, "maxItems": 4}]})
class SideField(serializers.Field[Any, Any, Any, Any]):
    """left, right, bilateral or midline; in a list, one per procedure, empty for none."""

    default_error_messages = {
        "invalid": f"Use {', '.join(SIDES)}, or a list with one of them per procedure.",
    }

    def to_internal_value(self, data: Any) -> Sides:
        """Check the words; whether they fit the procedure, the catalogue knows."""
        given = data if isinstance(data, list) else [data]
        if len(given) > MOST_PROCEDURES:
            self.fail("invalid")
        if not all(isinstance(each, str) and each in ("", *SIDES) for each in given):
            self.fail("invalid")
        return data if isinstance(data, list) else str(data)


@extend_schema_field(
    {"oneOf": [_LEVEL, {"type": "array", "items": {"oneOf": [_LEVEL, _LEVELS]}, "maxItems": 12}]}
)
class LevelField(serializers.Field[Any, Any, Any, Any]):
    """A level such as L5, or a list: the levels of the only procedure, or one entry for each."""

    default_error_messages = {
        "invalid": "Use a level such as L5, or a list of levels.",
        "many": f"At most {MOST_LEVELS} levels.",
    }
    _text = Text(max_length=LEVEL_LENGTH, allow_blank=True)

    def to_internal_value(self, data: Any) -> Levels:
        """Check each level as text; the clinic's wording is free."""
        if isinstance(data, str):
            return str(self._text.run_validation(data))
        if not isinstance(data, list):
            self.fail("invalid")
        if len(data) > MOST_LEVELS:
            self.fail("many")
        return [self._entry(each) for each in data]

    def _entry(self, data: Any) -> str | list[str]:
        if isinstance(data, list):
            if len(data) > MOST_LEVELS:
                self.fail("many")
            return [str(self._text.run_validation(each)) for each in data]
        return str(self._text.run_validation(data))


def body_parts(
    types: Sequence[ProcedureType], *, side: Sides | None, level: Levels | None
) -> list[BodyPart]:
    """Return where each procedure of a visit is done, in their order.

    A single side or level goes to every procedure that takes one. A list has an entry per
    procedure; for one procedure alone, a list of levels are all of its levels.

    Raises:
        InvalidRequest: more entries than procedures.
    """
    sides = _spread(side or "", [each.laterality != "none" for each in types], "side")
    if len(types) == 1 and isinstance(level, list):
        level = [[text for entry in level for text in _texts(entry)]]
    levels = _spread(level or "", [each.level_rule != "none" for each in types], "level")
    return [
        BodyPart(side, tuple(dict.fromkeys(_texts(level))))
        for side, level in zip(sides, levels, strict=True)
    ]


def _spread(value: str | list[Any], takes: Sequence[bool], field: str) -> list[Any]:
    if isinstance(value, list):
        if len(value) > len(takes):
            raise InvalidRequest(_("There are more entries than procedures."), field=field)
        return value + [""] * (len(takes) - len(value))
    if not any(takes):  # let the catalogue say what it thinks of it
        return [value, *[""] * (len(takes) - 1)]
    return [value if does else "" for does in takes]


def _texts(entry: str | list[str]) -> list[str]:
    return [text for text in ([entry] if isinstance(entry, str) else entry) if text]
