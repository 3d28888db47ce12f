"""What one value of a catalogue document may be, read off the model field it is meant for.

The models stay the only place that says how long a name may be and which words are choices.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db import models

from procedures.errors import Fault

CODE = re.compile(r"[a-z0-9_-]+")
UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # what PostgreSQL or a page cannot hold
SMALL_INTEGER_MAX = 32767

# Set by the loader: the order in the file, the file itself, the entry a row is nested in.
NOT_CONTENT = frozenset({"id", "position", "is_active", "procedure_type", "translations"})
# A text in another language than English: name_uk, plain_name_pl.
TRANSLATION = re.compile(r"(?P<name>\w+)_(?P<language>[a-z]{2})")

ModelField: TypeAlias = "models.Field[Any, Any]"  # generic for the type checker only


def content_fields(model: type[models.Model]) -> dict[str, ModelField]:
    """Return the fields of a model that a catalogue document fills, by name."""
    fields = (field for field in model._meta.concrete_fields if field.name not in NOT_CONTENT)
    return {field.name: field for field in fields}


def translated_texts(
    model: type[models.Model], values: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return the texts of an entry in other languages: by language, then by field."""
    names = getattr(model, "TRANSLATED", ())
    found: dict[str, dict[str, Any]] = {}
    for key, text in values.items():
        match = TRANSLATION.fullmatch(str(key))
        if match and match["name"] in names:
            found.setdefault(match["language"], {})[match["name"]] = text
    return found


def field_faults(
    model: type[models.Model],
    values: Mapping[str, Any],
    *,
    item: str,
    nested: frozenset[str],
    languages: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Yield what is missing, unknown or of the wrong kind.

    Args:
        item: how the entry is called in the report.
        nested: keys that hold other entries.
        languages: those the document is written in besides English; each has all texts.
    """
    fields, translated = content_fields(model), translated_texts(model, values)
    keys = {f"{name}_{code}" for code, texts in translated.items() for name in texts}
    for name in values:
        if name not in fields and name not in nested and name not in keys:
            yield Fault(item, str(name), "is not a field of the catalogue")
    for name, field in fields.items():
        reason = _reason_against(field, values[name]) if name in values else _absence(field)
        if reason:
            yield Fault(item, name, reason)
    for code in sorted(languages | translated.keys()):
        yield from _translation_faults(model, values, code, translated.get(code, {}), item)


def _translation_faults(
    model: type[models.Model],
    values: Mapping[str, Any],
    code: str,
    texts: Mapping[str, Any],
    item: str,
) -> Iterator[Fault]:
    """Yield every text of a language that is of the wrong kind, or there in English alone."""
    fields = content_fields(model)
    for name in getattr(model, "TRANSLATED", ()):
        other = f"{name}_{code}"
        if values.get(name) and not texts.get(name):
            yield Fault(item, other, f"is missing, while {name} is there")
        elif name in texts and texts[name] != "":
            reason = _reason_against_text(fields[name], texts[name])
            if reason:
                yield Fault(item, other, reason)


def with_defaults(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value for every content field: the document's, or what the model puts there."""
    fields = content_fields(model)
    found = {name: values.get(name, field.get_default()) for name, field in fields.items()}
    if not hasattr(model, "TRANSLATED"):
        return found
    texts = translated_texts(model, values).items()
    kept = {code: {name: text for name, text in each.items() if text} for code, each in texts}
    return {**found, "translations": {code: each for code, each in kept.items() if each}}


def _absence(field: ModelField) -> str | None:
    optional = field.has_default() or field.null or field.blank
    return None if optional else "is missing"


def _reason_against(field: ModelField, value: Any) -> str | None:
    if value is None:
        return None if field.null else "must not be null"
    for kind, check in CHECKS:
        if isinstance(field, kind):
            return check(field, value)
    raise TypeError(f"The catalogue cannot check a {type(field).__name__}.")


def _reason_against_text(field: ModelField, value: Any) -> str | None:
    if not isinstance(value, str):
        return f"must be text, not {_shown(value)}"
    if not value.strip() and not field.blank:
        return "must not be empty"
    if UNFIT.search(value):
        return "holds control characters"
    if field.max_length and len(value) > field.max_length:
        return f"is longer than {field.max_length} characters"
    if field.choices and value not in dict(field.flatchoices):
        return f"{_shown(value)} is not one of {', '.join(dict(field.flatchoices))}"
    return None


def _reason_against_code(field: ModelField, value: Any) -> str | None:
    reason = _reason_against_text(field, value)
    if reason or CODE.fullmatch(value):
        return reason
    return f"{_shown(value)} is not a code: small letters, digits, - and _"


def _reason_against_url(field: ModelField, value: Any) -> str | None:
    reason = _reason_against_text(field, value)
    if reason or not value or value.startswith(("https://", "http://")):
        return reason
    return f"{_shown(value)} is not a web address"


def _reason_against_number(field: ModelField, value: Any) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"must be a whole number, not {_shown(value)}"
    if not 0 <= value <= SMALL_INTEGER_MAX:
        return f"{value} is not between 0 and {SMALL_INTEGER_MAX}"
    return None


def _reason_against_truth(field: ModelField, value: Any) -> str | None:
    return None if isinstance(value, bool) else f"must be true or false, not {_shown(value)}"


def _reason_against_list(field: ModelField, value: Any) -> str | None:
    if not isinstance(value, list):
        return f"must be a list, not {_shown(value)}"
    base = field.base_field  # type: ignore[attr-defined]  # an ArrayField, see CHECKS
    reasons = (_reason_against(base, element) for element in value)
    return next((reason for reason in reasons if reason), None)


def _reason_against_json(field: ModelField, value: Any) -> str | None:
    shape = type(field.get_default())
    word = "an object" if shape is dict else "a list"
    return None if isinstance(value, shape) else f"must be {word}, not {_shown(value)}"


def _reason_against_reference(field: ModelField, value: Any) -> str | None:
    return None if isinstance(value, str) else f"must be a code, not {_shown(value)}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}..."


# The first kind that fits decides, so the special ones come before the general ones.
CHECKS: tuple[tuple[type[ModelField], Callable[[ModelField, Any], str | None]], ...] = (
    (models.SlugField, _reason_against_code),
    (models.URLField, _reason_against_url),
    (models.CharField, _reason_against_text),
    (models.TextField, _reason_against_text),
    (models.PositiveSmallIntegerField, _reason_against_number),
    (models.BooleanField, _reason_against_truth),
    (ArrayField, _reason_against_list),
    (models.JSONField, _reason_against_json),
    (models.ForeignKey, _reason_against_reference),
)
