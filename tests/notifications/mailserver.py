"""A real SMTP server on loopback, which remembers what it took and fails when told to."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.randomness import without_random

OK = "250 OK"


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as it came over the wire."""

    to: str
    mail: EmailMessage

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"]).strip()  # so long that it is folded

    def part(self, kind: str) -> str:
        """Return the first part of a content type, decoded; line ends as written by people."""
        found = next(part for part in self.mail.walk() if part.get_content_type() == kind)
        content = found.get_content()
        text = content.decode() if isinstance(content, bytes) else str(content)
        return text.replace("\r\n", "\n")

    def everything(self) -> str:
        """Return all headers and all parts, decoded: where nothing clinical may stand."""
        parts = [part for part in self.mail.walk() if not part.is_multipart()]
        headers = [f"{name}: {value}" for name, value in self.mail.items()]
        bodies = [part.get_payload(decode=True).decode() for part in parts]
        return "\n".join([*headers, *bodies])

    def written(self) -> str:
        """Return everything but the identifiers, for looking for words that must not be there."""
        return without_random(self.everything())


async def _ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class MailServer:
    """Takes mail in a thread of its own while used as a context manager.

    answers: replies to RCPT, by recipient, first to last; then OK again.
    sender_answer: reply to MAIL.
    on_mail: called, in another thread, when a mail is complete and before it is acknowledged; it
        returns the reply, and an empty one breaks the connection.
    """

    received: list[Received] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    on_mail: Callable[[Received], str] = lambda _: OK
    sender_answer: str = OK
    connections: int = 0
    port: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        start = self._loop.create_server(self._connected, "127.0.0.1", self.port)
        self._server = self._loop.run_until_complete(start)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(_ended(tasks))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def to(self, address: str) -> list[Received]:
        return [each for each in self.received if each.to == address]

    def _connected(self) -> SMTP:
        self.connections += 1
        return SMTP(self, loop=self._loop)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        planned = self.answers.get(address)
        if planned:
            return planned.pop(0)
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        taken = Received(envelope.rcpt_tos[0], mail)
        self.received.append(taken)
        reply = await asyncio.to_thread(self.on_mail, taken)
        if not reply and server.transport is not None:
            server.transport.abort()
        return reply or OK
