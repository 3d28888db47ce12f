"""Which transport carries what: e-mail by SMTP, texts by the one that SMS_TRANSPORT names."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from django.conf import settings
from django.utils.module_loading import import_string

from notifications.schedule import Channel
from notifications.transports.base import Transport
from notifications.transports.smtp import Smtp


def transport_class(channel: str) -> type[Transport]:
    """Return the transport of a channel.

    Raises:
        ImportError: SMS_TRANSPORT names none; notifications/checks.py says so at start.
    """
    if channel == Channel.EMAIL:
        return Smtp
    found: type[Transport] = import_string(settings.SMS_TRANSPORT)
    return found


def sends_texts() -> bool:
    """Whether texts can leave the house at all."""
    return transport_class(Channel.TEXT).is_configured()


class Transports:
    """The transports of one batch, each opened when the first message needs it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._open: dict[str, Transport] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def of(self, channel: str) -> Transport:
        """Return the open transport of a channel."""
        if channel not in self._open:
            self._open[channel] = self._stack.enter_context(transport_class(channel)())
        return self._open[channel]
