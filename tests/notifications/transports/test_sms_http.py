"""What an HTTP gateway can answer, what we make of it, and that a key is sent once."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from notifications.transports.base import TextMessage
from notifications.transports.errors import Permanent, SendError, Temporary, Uncertain
from notifications.transports.sms_http import SmsHttp, body_of
from tests.notifications.gateway import HANG_UP, SAY_NOTHING, Gateway
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import booked
from tests.world import NOW, OLENA, World

TEXT = TextMessage(phone="+380500004712", body='Thu "9:00"\nBye', key="k1", sender="MedClinic")
TRANSPORT = "notifications.transports.sms_http.SmsHttp"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with Gateway() as opened:
        settings.SMS_TRANSPORT = TRANSPORT
        settings.SMS_HTTP_URL = opened.url
        settings.SMS_HTTP_TOKEN = "secret-token"
        settings.SMS_HTTP_KEEPS_KEYS = False
        settings.SMS_HTTP_TIMEOUTS = (5, 5)
        yield opened


def send(text: TextMessage = TEXT) -> str:
    with SmsHttp() as transport:
        return transport.send(text)


def test_a_text_is_handed_over_whole(gateway: Gateway) -> None:
    assert send() == "g-1"
    (asked,) = gateway.asked
    assert asked["authorization"] == "Bearer secret-token"
    assert asked["key"] == "k1"
    assert asked["body"] == {"to": TEXT.phone, "text": TEXT.body, "from": "MedClinic"}


def test_the_body_is_what_the_gateway_wants(settings: Settings) -> None:
    settings.SMS_HTTP_BODY = '{"all": [{"msisdn": "$phone", "content": "$text", "ref": "$key"}]}'
    assert body_of(TEXT) == (
        b'{"all": [{"msisdn": "+380500004712", "content": "Thu \\"9:00\\"\\nBye", "ref": "k1"}]}'
    )


@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize("answer", [b'{"id": "g-1"}', b"<html>fine</html>", b"", b"[]", b"\xff"])
def test_what_was_taken_is_sent_whatever_is_said(
    gateway: Gateway, status: int, answer: bytes
) -> None:
    gateway.statuses, gateway.answer = [status], b"" if status == 204 else answer
    assert send() in ("g-1", "")
    assert len(gateway.sent) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, Permanent) for status in (400, 406, 410, 413, 422, 501)),
        *((status, Temporary) for status in (408, 409, 423, 425, 429, 503)),
        *((status, Temporary) for status in (301, 302, 307, 308, 401, 403, 404, 405, 407)),
        *((status, Uncertain) for status in (500, 502, 504)),
    ],
)
def test_what_a_status_means(gateway: Gateway, status: int, error: type[SendError]) -> None:
    gateway.statuses = [status]
    with pytest.raises(error, match=f"^HTTP {status}$"):
        send()
    assert gateway.sent == []


def test_a_redirect_takes_no_number_elsewhere(gateway: Gateway) -> None:
    with Gateway() as elsewhere:
        gateway.statuses, gateway.location = [307], elsewhere.url
        with pytest.raises(Temporary):
            send()
        assert elsewhere.asked == []


def test_a_gateway_that_is_not_there_was_not_reached(settings: Settings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.SMS_HTTP_URL = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with pytest.raises(Temporary, match="no connection"):
        send()


@pytest.mark.parametrize("address", ["https://{at}/texts", "ftp://{at}/", "http://[::bad/"])
def test_what_never_left_may_be_tried_again(
    gateway: Gateway, settings: Settings, address: str
) -> None:
    settings.SMS_HTTP_URL = address.format(at=gateway.url.split("/")[2])
    with pytest.raises(Temporary, match="no connection"):
        send()
    assert gateway.asked == []


@pytest.mark.parametrize("end", [HANG_UP, SAY_NOTHING])
def test_nobody_knows_what_became_of_it(gateway: Gateway, settings: Settings, end: int) -> None:
    settings.SMS_HTTP_TIMEOUTS = (5, 0.2)
    gateway.statuses = [end]
    with pytest.raises(Uncertain) as raised:
        send()
    assert "4712" not in str(raised.value)
    assert len(gateway.sent) == 1


def test_without_an_address_there_is_no_gateway(settings: Settings) -> None:
    settings.SMS_HTTP_URL = ""
    with pytest.raises(Permanent, match="no gateway"):
        send()


def outcome(channel: str) -> str:
    row = OutboxMessage.objects.get(kind="confirmation", channel=channel)
    return f"{row.status} {row.provider}".strip()


@pytest.fixture
def planned(world: World, gateway: Gateway, mailserver: MailServer) -> Gateway:
    booked(world)
    plan_messages(now=NOW)
    return gateway


def test_the_outbox_sends_by_it(planned: Gateway) -> None:
    dispatch_due(now=NOW)
    assert outcome("text") == "sent sms_http"
    assert [each["to"] for each in planned.sent] == [OLENA.phone]


def test_every_try_has_the_same_key(planned: Gateway) -> None:
    planned.statuses = [503, 429]
    for hours in range(3):
        dispatch_due(now=NOW + timedelta(hours=hours))
    assert outcome("text") == "sent sms_http"
    assert len(planned.asked) == 3
    assert len({each["key"] for each in planned.asked}) == 1
    assert len(planned.sent) == 1


@pytest.mark.parametrize("end", [HANG_UP, 500])
def test_a_text_that_may_have_gone_is_not_repeated(planned: Gateway, end: int) -> None:
    planned.statuses = [end]
    dispatch_due(now=NOW)
    dispatch_due(now=LATER)
    assert outcome("text") == "uncertain"
    assert len(planned.asked) == 1
    assert outcome("email") == "sent smtp"


@pytest.mark.parametrize("end", [HANG_UP, 500])
def test_a_gateway_that_keeps_keys_is_asked_again(
    planned: Gateway, settings: Settings, end: int
) -> None:
    settings.SMS_HTTP_KEEPS_KEYS = planned.keeps_keys = True
    planned.statuses = [end]
    dispatch_due(now=NOW)
    dispatch_due(now=LATER)
    assert outcome("text") == "sent sms_http"
    assert len(planned.sent) == 1


def test_a_worker_that_died_while_sending_doubles_no_text(
    planned: Gateway, settings: Settings
) -> None:
    settings.SMS_HTTP_KEEPS_KEYS = planned.keeps_keys = True
    dispatch_due(now=NOW)
    # As if it had died before it noted the end.
    OutboxMessage.objects.filter(channel="text", kind="confirmation").update(
        status="pending", sent_at=None, send_started_at=NOW
    )
    dispatch_due(now=LATER)
    assert outcome("text") == "sent sms_http"
    assert (len(planned.asked), len(planned.sent)) == (2, 1)


@pytest.mark.parametrize(
    "answer",
    [b"[" * 200_000, b'{"id": "\\ud800"}', b'{"id": "a\\u0000b"}', b'{"id": {"deep": 1}}'],
    ids=["nested", "surrogate", "nul", "object"],
)
def test_a_strange_answer_doubles_nothing_and_stops_nobody(planned: Gateway, answer: bytes) -> None:
    planned.answer = answer
    for hours in range(3):
        dispatch_due(now=NOW + timedelta(hours=hours))
    assert (outcome("text"), outcome("email")) == ("sent sms_http", "sent smtp")
    assert len(planned.sent) == 1


def test_a_refused_text_lets_the_mail_take_over(planned: Gateway) -> None:
    planned.statuses = [422]
    dispatch_due(now=NOW)
    assert outcome("text") == "dead"
    assert outcome("email") == "sent smtp"
