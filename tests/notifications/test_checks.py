"""A slip in the settings is said at start, not when the first text is due."""

import pytest
from pytest_django import Settings

from notifications.checks import check_transports


def test_the_shipped_transport_is_right() -> None:
    assert check_transports(None) == []


@pytest.mark.parametrize("name", ["notifications.transports.sms_http.SmsHtp", "sms_http", ""])
def test_a_transport_that_is_not_there_is_named(settings: Settings, name: str) -> None:
    settings.SMS_TRANSPORT = name
    (error,) = check_transports(None)
    assert "SMS_TRANSPORT" in error.msg
    assert "sms_http.SmsHttp" in (error.hint or "")
