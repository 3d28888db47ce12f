"""The draft of a booking: what a patient typed so far, kept in the session between the steps.

The session lives in the database, not in a cookie: no answer leaves the clinic. It is emptied as
soon as the booking is made.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

KEY = "booking"
TOGETHER = "+"
ANYONE = "any"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Which draft a form belongs to: its procedures, joined by TOGETHER, and its time."""

    procedure: str = ""
    start: str = ""

    def __str__(self) -> str:
        return f"{self.procedure} {self.start}"

    @property
    def codes(self) -> list[str]:
        """Codes of the procedures; the one chosen first stands first."""
        return self.procedure.split(TOGETHER)

    @classmethod
    def read(cls, text: str) -> "DraftKey | None":
        """Read what a form carried; None from a form that carries nothing."""
        procedure, found, start = text.partition(" ")
        return cls(procedure, start) if found else None


@dataclass(slots=True)
class Draft:
    """Typed text as it was typed, so that an error or an expired time loses nothing.

    start: of the kept time, as an instant.
    is_known: the order has told who the patient is and how to reach them; no page asks again.
    for_other, carer: a carer books for a patient the order has told, and who that is.
    looked_at: another procedure, by its times; the one chosen stays until a time is kept.
    answers: question code to yes, no or unsure. asks_health: something is asked on the page of
    health and consent. ticked: items of consent, by the names of their ticks.
    added: other procedures of the visit, with side and level; they belong to the one in added_to.
    thinner: whether a blood thinner is taken, if that was asked before the times; thinner_at: when.
    medicines: those that were named, by code.
    specialist: whom the patient would like to see: a resource id, or ANYONE; empty until asked.
    asks_specialist: there is a choice of specialists.
    code_check: the check whose code we sent last. proven: the phone or address it has proven.
    """

    need: str = ""
    procedure: str = ""
    looked_at: str = ""
    order_code: str = ""
    order_birth: str = ""
    is_known: bool = False
    for_other: bool = False
    carer: dict[str, str] = field(default_factory=dict)
    hold_id: str = ""
    hold_token: str = ""
    start: str = ""
    details: dict[str, str] = field(default_factory=dict)
    details_done: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    health_done: bool = False
    asks_health: bool = True
    answered_at: str = ""
    ticked: list[str] = field(default_factory=list)
    code_check: str = ""
    proven: str = ""
    added: list[dict[str, str]] = field(default_factory=list)
    added_to: str = ""
    thinner: str = ""
    medicines: list[str] = field(default_factory=list)
    thinner_at: str = ""
    specialist: str = ""
    asks_specialist: bool = True

    @property
    def names_patient(self) -> bool:
        """Whether it is known who comes: from now on no address may say for what."""
        return bool(self.order_code or self.details)

    @property
    def has_carer(self) -> bool:
        """Whether a carer books for the patient."""
        return bool(self.reached.get("carer_name"))

    @property
    def reached(self) -> dict[str, str]:
        """Phone and email of the booker."""
        return self.carer if self.is_known and self.carer else self.details

    @property
    def asks_details(self) -> bool:
        """Whether a page asks who comes, or who books; an order has often told both."""
        return self.for_other or not self.is_known

    @property
    def others(self) -> list[str]:
        """Codes of what was added to the chosen procedure."""
        return [each["code"] for each in self.added if self.added_to == self.procedure]

    def tell_blood_thinner(self, answer: str, medicines: list[str], now: datetime) -> None:
        """Take the answer; the days count from when it is given."""
        self.thinner, self.medicines, self.thinner_at = answer, medicines, now.isoformat()

    def begin_again(self) -> None:
        """Forget what only the last visit was about: it may be another person's turn."""
        self.added, self.added_to = [], ""
        self.thinner, self.medicines, self.thinner_at = "", [], ""
        self.specialist, self.asks_specialist = "", True
        self.ticked, self.health_done = [], not self.asks_health

    def forget_hold(self) -> None:
        """Let go of the time; everything typed stays."""
        self.hold_id = self.hold_token = self.start = ""

    @property
    def key(self) -> DraftKey:
        """Which draft this is, for the forms of its pages."""
        return DraftKey(TOGETHER.join([self.procedure, *self.others]), self.start)

    def know_patient(self, details: dict[str, str]) -> None:
        """Take who the patient is from the order."""
        self.is_known = self.details_done = True
        self.details = details

    def forget_order(self) -> None:
        """Begin without an order; what only the order told goes with it."""
        if self.is_known:
            self.details, self.details_done = {}, False
        self.order_code = self.order_birth = ""
        self.is_known = False
        self.come_alone()

    def come_alone(self) -> None:
        """Let the patient be the booker."""
        self.for_other, self.carer = False, {}

    def choose_procedure(self, code: str, *, asks_health: bool) -> None:
        """Begin with another procedure; who the patient is stays, the health questions may not."""
        self.looked_at = ""
        if code != self.procedure:
            self.forget_hold()
            self.come_alone()
            self.procedure = code
            self.asks_health = asks_health
            self.health_done = not asks_health


def load_draft(session: SessionBase) -> Draft:
    """Return the draft of this browser; an empty one at first, or after a deploy changed it."""
    kept: Mapping[str, Any] = session.get(KEY) or {}
    known = {one.name for one in fields(Draft)}
    return Draft(**{name: value for name, value in kept.items() if name in known})


def save_draft(session: SessionBase, draft: Draft) -> None:
    """Keep the draft for the next step."""
    session[KEY] = asdict(draft)


def drop_draft(session: SessionBase) -> None:
    """Forget everything typed."""
    session.pop(KEY, None)
