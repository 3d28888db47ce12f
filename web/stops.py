"""How long an urgent answer to the safety questions holds, for every face a browser can reach."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from intake.core.triage import STOPS

KEY = "safety"
"""Of the session: what the patient's pages keep of the answers."""

LASTS = timedelta(hours=24)


def stop_of(kept: Mapping[str, Any], now: datetime) -> str:
    """Return the urgent outcome that still holds, or nothing.

    Args:
        kept: `outcome` and `decided_at`, as the session has them.
    """
    outcome: str = kept.get("outcome", "")
    if outcome not in STOPS:
        return ""
    return outcome if now < datetime.fromisoformat(kept["decided_at"]) + LASTS else ""
