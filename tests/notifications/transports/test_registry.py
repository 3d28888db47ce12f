"""Which way a message leaves by is a setting."""

import pytest
from pytest_django import Settings

from notifications.schedule import Channel
from notifications.transports.registry import Transports, sends_texts, transport_class
from notifications.transports.sms_http import SmsHttp
from notifications.transports.sms_mail import SmsMail
from notifications.transports.smtp import Smtp


def test_mail_goes_by_smtp_and_texts_as_the_settings_say(settings: Settings) -> None:
    assert transport_class(Channel.EMAIL) is Smtp
    assert transport_class(Channel.TEXT) is SmsMail
    settings.SMS_TRANSPORT = "notifications.transports.sms_http.SmsHttp"
    assert transport_class(Channel.TEXT) is SmsHttp


@pytest.mark.parametrize(
    ("transport", "setting"),
    [("sms_mail.SmsMail", "SMS_GATEWAY_DOMAIN"), ("sms_http.SmsHttp", "SMS_HTTP_URL")],
)
def test_texts_are_sent_where_a_gateway_is_named(
    settings: Settings, transport: str, setting: str
) -> None:
    settings.SMS_TRANSPORT = f"notifications.transports.{transport}"
    setattr(settings, setting, "http://gateway.example")
    assert sends_texts()
    setattr(settings, setting, "")
    assert not sends_texts()


def test_a_batch_opens_each_way_once() -> None:
    with Transports() as transports:
        assert transports.of(Channel.EMAIL) is transports.of(Channel.EMAIL)
