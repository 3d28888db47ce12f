"""Finding one's way in a catalogue document."""

from collections.abc import Mapping
from typing import Any


def entry(document: Mapping[str, Any], code: str, *, table: str = "procedures") -> dict[str, Any]:
    """Return one entry by its code."""
    return next(row for row in document[table] if row["code"] == code)


def need_words(need: Mapping[str, Any]) -> str:
    """Say a need in one line: kind [capabilities] phases +minutes after."""
    phases = need["first_phase"]
    if need["last_phase"] != phases:
        phases += f"..{need['last_phase']}"
    tail = f" +{need['minutes_after']}" if need.get("minutes_after") else ""
    return f"{need['kind']} [{', '.join(need['capabilities'])}] {phases}{tail}"
