"""The one limiter: what counts, what is given back, and what happens without Redis."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.test import override_settings
from limits.storage import MemoryStorage

from demo.servers.ports import free_port
from web.limits import (
    WRONG_TRIES,
    Secret,
    SecretLocked,
    _limiter,
    count_call,
    guess_at,
    read_rate,
    wait_for,
)

CODE = "MC4-K7T-9D"


def guess(typed: str = CODE, *, is_wrong: bool, clinic: int = 1) -> bool:
    """Try once; return whether it was let through."""
    try:
        with guess_at(Secret.ORDER_CODE, typed, clinic=clinic) as tried:
            tried.is_wrong = is_wrong
    except SecretLocked:
        return False
    return True


@pytest.fixture
def without_redis():
    """Point the cache at a port where nothing answers."""
    location = f"redis://127.0.0.1:{free_port()}/0"
    broken = {**settings.CACHES["default"], "LOCATION": location}
    with override_settings(CACHES={"default": broken}):
        yield


@pytest.mark.parametrize(
    ("text", "calls", "seconds"),
    [("600/min", 600, 60), ("3/day", 3, 86400), ("120/hour", 120, 3600), ("5/s", 5, 1)],
)
def test_a_rate_is_read_as_the_settings_write_it(text: str, calls: int, seconds: int) -> None:
    item = read_rate(text)
    assert (item.amount, item.get_expiry()) == (calls, seconds)


def test_one_call_too_many_waits_for_the_rest_of_the_window() -> None:
    waits = [count_call("search", "192.0.2.7", "2/hour") for _ in range(3)]
    assert waits[:2] == [0.0, 0.0]
    assert 1 <= waits[2] <= 3600
    assert wait_for("search", "192.0.2.7", "2/hour") > 0
    assert wait_for("search", "192.0.2.8", "2/hour") == 0
    assert count_call("booking", "192.0.2.7", "2/hour") == 0


def test_looking_does_not_count() -> None:
    assert [wait_for("guess", "192.0.2.7", "1/hour") for _ in range(3)] == [0.0, 0.0, 0.0]


def test_ten_wrong_tries_lock_a_secret_and_the_right_one_waits_as_well() -> None:
    assert [guess(is_wrong=True) for _ in range(11)] == [True] * 10 + [False]
    assert not guess(is_wrong=False)


def test_right_tries_do_not_count() -> None:
    assert all(guess(is_wrong=False) for _ in range(25))
    assert [guess(is_wrong=True) for _ in range(11)] == [True] * 10 + [False]


def test_a_right_try_does_not_clear_a_strangers_wrong_ones() -> None:
    assert all(guess(is_wrong=True) for _ in range(9))
    assert guess(is_wrong=False)
    assert [guess(is_wrong=True), guess(is_wrong=False)] == [True, False]


def test_a_try_that_fails_for_another_reason_is_no_wrong_one() -> None:
    for _ in range(12):
        with pytest.raises(ValueError, match="taken"), guess_at(Secret.ORDER_CODE, CODE, clinic=1):
            raise ValueError("taken")
    assert guess(is_wrong=False)


def test_each_clinic_and_each_kind_of_secret_counts_for_itself() -> None:
    assert [guess(is_wrong=True, clinic=2) for _ in range(11)][-1] is False
    assert guess(is_wrong=False, clinic=1)
    with guess_at(Secret.REFERENCE, CODE, clinic=2):
        pass


def test_a_burst_cannot_slip_past() -> None:
    with ThreadPoolExecutor(16) as pool:
        let_through = list(pool.map(lambda _: guess(is_wrong=True), range(64)))
    assert sum(let_through) <= WRONG_TRIES.amount
    assert not guess(is_wrong=False)


def test_a_lock_ends_with_its_window() -> None:
    for _ in range(11):
        guess(is_wrong=True)
    stored = _limiter().storage
    key = WRONG_TRIES.key_for("secret", Secret.ORDER_CODE, "1", CODE)
    left = stored.get_connection().ttl(stored.prefixed_key(key))
    with pytest.raises(SecretLocked) as locked, guess_at(Secret.ORDER_CODE, CODE, clinic=1):
        pass
    assert 1 <= locked.value.seconds <= WRONG_TRIES.get_expiry() == 15 * 60
    now_left = stored.get_connection().ttl(stored.prefixed_key(key))
    assert 0 < now_left <= left  # being refused does not make it longer
    stored.clear(key)  # as Redis does when the quarter of an hour is over
    assert guess(is_wrong=False)


def test_without_redis_nothing_is_limited_and_nothing_fails(without_redis: None) -> None:
    assert [count_call("search", "192.0.2.7", "1/hour") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert wait_for("search", "192.0.2.7", "0/hour") == 0
    assert all(guess(is_wrong=True) for _ in range(12))


def test_a_workshop_without_redis_counts_in_its_own_memory() -> None:
    local = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with override_settings(CACHES=local):
        assert isinstance(_limiter().storage, MemoryStorage)
        assert [guess(is_wrong=True) for _ in range(11)] == [True] * 10 + [False]
        _limiter().storage.reset()
