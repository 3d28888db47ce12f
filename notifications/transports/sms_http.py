"""Texts by HTTP: one POST to a gateway, as most of them take it.

SMS_HTTP_URL is asked with SMS_HTTP_TOKEN as bearer; SMS_HTTP_BODY is the JSON it wants, with
$phone, $text, $sender and $key in it. The key goes along as Idempotency-Key too (IETF draft
idempotency-key-header): a gateway that keeps keys answers a repetition and sends nothing, and
SMS_HTTP_KEEPS_KEYS says so.
"""

import json
from string import Template
from types import TracebackType
from typing import Self

import urllib3
from django.conf import settings
from urllib3 import exceptions

from notifications.transports.base import Outgoing, TextMessage
from notifications.transports.errors import Permanent, Temporary, Uncertain

# RFC 9110 and 6585: asked again later, these may be answered otherwise.
TRY_LATER = frozenset({408, 409, 423, 425, 429, 503})
# Our own address or token is wrong: messages outlive a slip in the settings.
OUR_FAULT = frozenset({401, 403, 404, 405, 407})
SERVER_ERROR = 500
# What a proxy says for a gateway that it did not hear from: nobody knows what became of it.
NOT_HEARD = frozenset({502, 504})
# Raised before anything of the text has left: no line, no handshake, or no such address.
NOT_REACHED = (
    exceptions.NewConnectionError,
    exceptions.ConnectTimeoutError,
    exceptions.SSLError,
    exceptions.LocationValueError,
    exceptions.URLSchemeUnknown,
)
MOST_BYTES = 65_536
"""Of an answer; the rest is not read."""


class SmsHttp:
    """A gateway behind a URL, asked over connections that stay open for a batch."""

    provider = "sms_http"

    def __init__(self) -> None:
        self.repeats_safely: bool = settings.SMS_HTTP_KEEPS_KEYS
        connect, read = settings.SMS_HTTP_TIMEOUTS
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=connect, read=read), retries=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.clear()

    @staticmethod
    def is_configured() -> bool:
        """Whether SMS_HTTP_URL is set."""
        return bool(settings.SMS_HTTP_URL)

    def send(self, message: Outgoing) -> str:
        """Hand one text over; return the name the gateway gave it, empty if it gave none.

        Raises:
            Temporary: not reached, asked to come again, or our settings are wrong (408, 409, 423,
                425, 429, 503; 401, 403, 404, 405, 407, 3xx).
            Permanent: the gateway will not take this text (other 4xx, 501).
            Uncertain: it was sent off, and what became of it nobody said (time-out, 500, 502).
        """
        if not isinstance(message, TextMessage) or not self.is_configured():
            raise Permanent("no gateway")
        try:
            answer = self._pool.request(
                "POST",
                settings.SMS_HTTP_URL,
                body=body_of(message),
                headers=_headers(message),
                redirect=False,  # a number must not travel to another host
                preload_content=False,
            )
        except NOT_REACHED as error:
            raise Temporary(f"no connection: {type(error).__name__}") from error
        except exceptions.HTTPError as error:
            raise Uncertain(type(error).__name__) from error
        _judge(answer.status)
        return _name_in(answer)


def body_of(message: TextMessage) -> bytes:
    """Return the body of the request: the template with each value as a JSON string inside it."""
    values = {
        "phone": message.phone,
        "text": message.body,
        "sender": message.sender,
        "key": message.key,
    }
    quoted = {name: json.dumps(value)[1:-1] for name, value in values.items()}
    return Template(settings.SMS_HTTP_BODY).substitute(quoted).encode()


def _headers(message: TextMessage) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
    if settings.SMS_HTTP_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_HTTP_TOKEN}"
    return headers


def _judge(status: int) -> None:
    """Raise what a status means; nothing for a text that was taken."""
    if 200 <= status < 300:
        return
    code = f"HTTP {status}"
    if status in TRY_LATER | OUR_FAULT or 300 <= status < 400:
        raise Temporary(code)
    if status in NOT_HEARD or (status >= SERVER_ERROR and status != 501):
        raise Uncertain(code)
    raise Permanent(code)


def _name_in(answer: urllib3.BaseHTTPResponse) -> str:
    """Return the identifier in an answer; what cannot be read was sent all the same."""
    try:
        found = json.loads(answer.read(MOST_BYTES))
    except (ValueError, RecursionError, exceptions.HTTPError):
        return ""
    finally:
        answer.release_conn()
    if not isinstance(found, dict):
        return ""
    return str(found.get("id") or found.get("message_id") or "")
