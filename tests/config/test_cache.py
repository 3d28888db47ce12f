import pytest
from django.core.cache import cache

from config.cache import ForgivingRedisCache
from demo.servers.ports import free_port


@pytest.fixture
def unreachable() -> ForgivingRedisCache:
    params = {"OPTIONS": {"socket_connect_timeout": 0.5}}
    return ForgivingRedisCache(f"redis://127.0.0.1:{free_port()}/0", params)


def test_without_redis_the_cache_is_empty_and_nobody_fails(
    unreachable: ForgivingRedisCache,
) -> None:
    unreachable.set("key", "value")
    unreachable.set_many({"key": "value"})
    assert unreachable.get("key", "default") == "default"
    assert unreachable.get_many(["key"]) == {}
    assert unreachable.add("key", 1) is True
    assert unreachable.has_key("key") is False
    assert unreachable.delete("key") is False
    assert unreachable.touch("key") is False
    unreachable.delete_many(["key"])


def test_without_redis_a_counter_never_reaches_its_limit(unreachable: ForgivingRedisCache) -> None:
    assert [unreachable.incr("hits") for _ in range(3)] == [1, 1, 1]


def test_with_redis_it_remembers() -> None:
    cache.set("key", {"hits": [1, 2]}, timeout=60)
    assert cache.get("key") == {"hits": [1, 2]}
    assert cache.get("other", "default") == "default"
    cache.set("hits", 1)
    assert cache.incr("hits") == 2
