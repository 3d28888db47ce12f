"""What this browser has answered to the safety questions, and where that leads.

Kept in the session, in the database like the draft. An urgent answer lasts a day, the others as
long as it takes to book; every new booking asks anew.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from intake.core.triage import STOPS, SafetyOutcome
from web.stops import KEY, LASTS, stop_of

PASS_LASTS = timedelta(hours=4)


@dataclass(slots=True)
class Safety:
    """Answers by question code. record: uid of the kept answers, once they have led somewhere."""

    answers: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    record: str = ""
    decided_at: str = ""

    def answer(self, code: str, answer: str) -> None:
        """Take an answer; what was decided before it does not hold any more."""
        self.answers[code] = answer
        self.outcome = self.record = self.decided_at = ""

    def decide(self, outcome: str, record: str, now: datetime) -> None:
        """Note where the answers lead."""
        self.outcome, self.record, self.decided_at = outcome, record, now.isoformat()

    def stop(self, now: datetime) -> str:
        """Return the urgent outcome that still holds, or nothing."""
        return stop_of(asdict(self), now)

    def has_passed(self, now: datetime) -> bool:
        """Whether times may be shown."""
        passes = self.outcome in (SafetyOutcome.CLEAR, SafetyOutcome.CONSULTATION)
        return passes and self._is_newer(PASS_LASTS, now)

    @property
    def is_consultation(self) -> bool:
        """Whether a doctor has to see the person first."""
        return self.outcome == SafetyOutcome.CONSULTATION

    def _is_newer(self, age: timedelta, now: datetime) -> bool:
        return now < datetime.fromisoformat(self.decided_at) + age


def load_safety(session: SessionBase) -> Safety:
    """Return what was answered; nothing at first."""
    kept: Mapping[str, Any] = session.get(KEY) or {}
    known = {one.name for one in fields(Safety)}
    return Safety(**{name: value for name, value in kept.items() if name in known})


def save_safety(session: SessionBase, safety: Safety) -> None:
    """Keep the answers. An urgent one stays for its whole day, also when the browser is closed."""
    session[KEY] = asdict(safety)
    if safety.outcome in STOPS and "_auth_user_id" not in session:
        session.set_expiry(LASTS)


def forget_safety(session: SessionBase) -> None:
    """Ask anew: a visit was booked on these answers, or another booking begins."""
    session.pop(KEY, None)
