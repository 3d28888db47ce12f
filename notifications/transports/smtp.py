"""The way out: Django's mail backend, with its errors sorted."""

import smtplib
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from notifications.transports.base import Outgoing
from notifications.transports.errors import Permanent, Temporary, Uncertain

PERMANENT = 500
GOODBYE = 421


class Smtp:
    """One connection to the mail server for one batch.

    Opened with the first message, renewed after it broke. When the server cannot be reached, the
    rest of the batch fails at once instead of waiting for one time-out each.
    """

    provider = "smtp"
    # Mail programs show a Message-ID once, however often it comes.
    repeats_safely = True

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection()
        self._down = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    @staticmethod
    def is_configured() -> bool:
        """Whether the settings name a server; they always do."""
        return bool(settings.EMAIL_HOST)

    def send(self, message: Outgoing) -> str:
        """Hand one mail over; return its Message-ID.

        Raises:
            Temporary: no connection, or the server asked to come again (4xx).
            Permanent: the server will not take this message (5xx to recipient or content).
            Uncertain: the connection broke on the way.
        """
        if not isinstance(message, EmailMessage):
            raise Permanent("not a mail")
        self._connect()
        try:
            sent = self._backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            raise self._answered(min(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise self._answered(error.smtp_code) from error
        except smtplib.SMTPResponseException as error:
            # Sender or session refused: our own set-up is wrong. Messages outlive that.
            self._close()
            raise Temporary(f"SMTP {error.smtp_code}") from error
        except (smtplib.SMTPNotSupportedError, BadHeaderError, UnicodeError) as error:
            raise Permanent(type(error).__name__) from error
        except OSError as error:  # SMTPServerDisconnected and time-outs included
            self._close()
            raise Uncertain(type(error).__name__) from error
        if not sent:
            raise Permanent("no recipient")
        return str(message.extra_headers.get("Message-ID", ""))

    def _connect(self) -> None:
        if self._down:
            raise Temporary(self._down)
        try:
            self._backend.open()
        except OSError as error:
            self._down = f"no connection: {type(error).__name__}"
            raise Temporary(self._down) from error

    def _answered(self, code: int) -> Temporary | Permanent:
        """Sort what the server said about a message."""
        if code == GOODBYE:  # smtplib hangs up without telling Django's backend
            self._close()
        return Permanent(f"SMTP {code}") if code >= PERMANENT else Temporary(f"SMTP {code}")

    def _close(self) -> None:
        """Close; what was handed over stays handed over, however the server says goodbye."""
        try:
            self._backend.close()
        except OSError:
            self._backend = get_connection()
