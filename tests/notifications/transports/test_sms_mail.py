"""Texts by mail to a gateway."""

import pytest
from pytest_django import Settings

from notifications.transports.base import TextMessage
from notifications.transports.errors import Permanent
from notifications.transports.sms_mail import SmsMail
from tests.notifications.mailserver import MailServer

TEXT = TextMessage(phone="+380500004712", body="Thu 9:00", key="k1", sender="MedClinic")


def test_a_text_is_a_mail_to_its_digits(mailserver: MailServer) -> None:
    with SmsMail() as transport:
        name = transport.send(TEXT)
    (received,) = mailserver.received
    assert received.to == "380500004712@sms.example"
    assert received.mail["From"].startswith("MedClinic <")
    assert received.message_id == name
    assert name.startswith("<k1@")


def test_without_a_domain_there_is_no_gateway(settings: Settings) -> None:
    settings.SMS_GATEWAY_DOMAIN = ""
    with SmsMail() as transport, pytest.raises(Permanent, match="no gateway"):
        transport.send(TEXT)
