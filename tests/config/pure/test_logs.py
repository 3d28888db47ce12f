import logging
import sys

import pytest

from config.logs import MaskingFormatter, is_news, mask

TOKEN = "Zx3kQ9-vB_7nM2pL8wR5tY1uJ6hG4fD0sAqWeRtYuIo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refused for olena.bondar+x@mail.example", "refused for <mail>"),
        ("call +380 (44) 123-45-67 now", "call <phone> now"),
        ("GET /visit/?name=Olena&born=1980", "GET /visit/?…"),
        (f"GET /calendars/{TOKEN}.ics", "GET /calendars/<token>.ics"),
        ("redis://:s3cret@127.0.0.1:6379/0", "redis://…@127.0.0.1:6379/0"),
        ("postgresql://baywise:pw@db:5432/x", "postgresql://…@db:5432/x"),
    ],
)
def test_people_and_secrets_are_masked(text, expected):
    assert mask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "appointment 8d1f2c1e-4b7a-4c55-9f0e-0b6a7f3f1c2d booked",
        "what is wrong here? nobody knows",
        "slot 2026-11-23T09:30:00+02:00 taken",
        "web.operations.tasks.record_heartbeat succeeded in 0.0073s",
    ],
)
def test_ids_and_plain_words_stay(text):
    assert mask(text) == text


def test_a_traceback_is_masked_too():
    try:
        raise ValueError("no such patient: taras@home.example")
    except ValueError:
        record = logging.getLogger("test").makeRecord(
            "test", logging.ERROR, "f", 1, "failed", (), exc_info=sys.exc_info()
        )
    assert "taras" not in MaskingFormatter().format(record)


@pytest.mark.parametrize(("status", "expected"), [(500, True), (404, True), (503, False)])
def test_only_the_answer_of_readyz_is_no_news(status, expected):
    record = logging.makeLogRecord({"msg": "Service Unavailable: %s", "status_code": status})
    assert is_news(record) is expected
