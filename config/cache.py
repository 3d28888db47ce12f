"""A Redis cache that is never the reason why a patient cannot book."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or(default: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except RedisError:
            logger.warning("cache unavailable, %s skipped", method.__name__)
            return default

    return call


class ForgivingClient(RedisCacheClient):
    """Treats an unreachable Redis as an empty cache.

    Only rate limits live in the cache: without Redis they pause, while sign-in attempts stay
    limited by django-axes, which counts in PostgreSQL.
    """

    add = _or(True, RedisCacheClient.add)
    set = _or(None, RedisCacheClient.set)
    touch = _or(False, RedisCacheClient.touch)
    delete = _or(False, RedisCacheClient.delete)
    has_key = _or(False, RedisCacheClient.has_key)
    incr = _or(1, RedisCacheClient.incr)
    get_many = _or({}, RedisCacheClient.get_many)
    set_many = _or(None, RedisCacheClient.set_many)
    delete_many = _or(None, RedisCacheClient.delete_many)
    clear = _or(False, RedisCacheClient.clear)

    def get(self, key: Any, default: Any) -> Any:
        return _or(default, super().get)(key, default)


class ForgivingRedisCache(RedisCache):
    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
