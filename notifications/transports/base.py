"""What every way out has in common: one message, and one connection for a batch of them."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from django.core.mail import EmailMessage


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A text, ready to be handed over. phone: E.164. key: the same at every try. sender: a name."""

    phone: str
    body: str
    key: str
    sender: str
    language: str = "en"


Outgoing = EmailMessage | TextMessage
"""One message, made at the moment of sending and kept nowhere."""


class Transport(Protocol):
    """A way out, opened for one batch.

    provider: what the outbox notes as the way it went. repeats_safely: the other side knows a
    message by its key, so a try whose end nobody saw may be repeated.
    """

    provider: str
    repeats_safely: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    @staticmethod
    def is_configured() -> bool:
        """Whether the settings name what this way needs."""
        ...

    def send(self, message: Outgoing) -> str:
        """Hand one message over; return the name the other side knows it by.

        Raises:
            Temporary, Permanent, Uncertain: see errors.
        """
        ...
