"""How often an address may call, and how often a secret may be guessed at: one count at all doors.

Counted by the library `limits`, in fixed windows, where the cache is. A count is taken before the
call is served, so that a burst cannot slip past it. Without a cache the limits pause, as all that
the cache does (config/cache.py): a clinic that cannot count still books.
"""

import ipaddress
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter

logger = logging.getLogger(__name__)

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Secret(StrEnum):
    """What is guessed at by trying date after date of birth; more in docs/decisions/limits.md."""

    ORDER_CODE = "order-code"
    REFERENCE = "reference"


WRONG_TRIES = RateLimitItemPerMinute(10, 15)
"""Wrong tries that one secret stands: ten in a quarter of an hour."""


class TooManyCalls(Exception):
    """The caller has to wait for some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class SecretLocked(TooManyCalls):
    """This secret was guessed at too often, by whomever; the right answer waits as well."""


@dataclass
class Guess:
    """One try at a secret. is_wrong: set by who finds out."""

    is_wrong: bool = False


@contextmanager
def guess_at(secret: Secret, typed: str, *, clinic: int) -> Iterator[Guess]:
    """Count a try at a secret while it is made, and take the count back unless it was wrong.

    A right try neither counts nor clears: the patient's own would else give a stranger, who knows
    the code and guesses the date of birth, ten tries more each time. Codes are counted by clinic:
    at another one they open nothing, so trying them there tells nothing and locks nothing here.

    Args:
        typed: the code as it is stored, however it was typed; it need not exist.
        clinic: its primary key.

    Raises:
        SecretLocked: too many wrong tries, at whichever door.
    """
    names = ("secret", secret, str(clinic), typed)
    guess = Guess()
    if seconds := _hit(WRONG_TRIES, *names):
        _take_back(WRONG_TRIES, *names)
        raise SecretLocked(seconds)
    try:
        yield guess
    finally:
        if not guess.is_wrong:
            _take_back(WRONG_TRIES, *names)


def count_call(scope: str, ident: str, rate: str) -> float:
    """Count a call; return 0, or the seconds to wait when it is one too many."""
    return _hit(read_rate(rate), "calls", scope, subscriber(ident))


def wait_for(scope: str, ident: str, rate: str) -> float:
    """Return the seconds to wait when enough calls were counted, else 0; count nothing."""
    item, names = read_rate(rate), ("calls", scope, subscriber(ident))
    try:
        return 0.0 if _limiter().test(item, *names) else _left(item, *names)
    except StorageError:
        return _paused()


def read_rate(text: str) -> RateLimitItem:
    """Read "120/min": so many calls a second, minute, hour or day."""
    calls, _, period = text.partition("/")
    return RateLimitItemPerSecond(int(calls), _SECONDS[period[0]])


def subscriber(ident: str) -> str:
    """Return whose address it is: an IPv6 subscriber has a whole /64 to call from."""
    try:
        address = ipaddress.ip_address(ident)
    except ValueError:
        return ident[:64]
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def client_address(request: HttpRequest) -> str:
    """Return the address that our outermost own proxy saw; without proxies the peer's.

    X-Forwarded-For is read from the right, as far as our own proxies wrote it: what stands further
    left was written by the client and would let it choose whom to lock out.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted: int = settings.TRUSTED_PROXIES
    if not trusted or len(hops) < trusted or not hops[-trusted].strip():
        return str(request.META.get("REMOTE_ADDR", ""))  # absent in Client.force_login
    return hops[-trusted].strip()


def _hit(item: RateLimitItem, *names: str) -> float:
    """Count one; return 0, or the seconds until the window ends when it is one too many."""
    try:
        return 0.0 if _limiter().hit(item, *names) else _left(item, *names)
    except StorageError:
        return _paused()


def _take_back(item: RateLimitItem, *names: str) -> None:
    try:
        _limiter().hit(item, *names, cost=-1)
    except StorageError:
        _paused()


def _left(item: RateLimitItem, *names: str) -> float:
    return max(1.0, _limiter().get_window_stats(item, *names).reset_time - time.time())


def _paused() -> float:
    logger.warning("cache unavailable, limit skipped")
    return 0.0


def _limiter() -> FixedWindowRateLimiter:
    """Return the limiter of the present cache."""
    cache: Mapping[str, Any] = settings.CACHES["default"]
    options = tuple(sorted(cache.get("OPTIONS", {}).items()))
    return _limiter_at(cache.get("LOCATION", ""), cache.get("KEY_PREFIX", ""), options)


@lru_cache(maxsize=4)
def _limiter_at(
    location: str, prefix: str, options: tuple[tuple[str, Any], ...]
) -> FixedWindowRateLimiter:
    """Connect to nothing yet: the first count does, in each process for itself."""
    if not location:  # a workshop without Redis
        return FixedWindowRateLimiter(MemoryStorage(wrap_exceptions=True))
    storage = RedisStorage(location, key_prefix=prefix, wrap_exceptions=True, **dict(options))
    return FixedWindowRateLimiter(storage)
