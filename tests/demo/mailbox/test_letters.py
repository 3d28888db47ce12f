from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from demo.mailbox.letters import read_letters
from notifications.models import OutboxMessage
from notifications.services.schedule import plan_messages
from tests.demo.mailbox.conftest import Deliver, confirmation, text_message
from tests.notifications.visits import booked
from tests.world import NGOZI, build_clinic, load_test_catalogue


def listed(visitor: Client, **query: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = visitor.get("/demo/mailbox.json", query).json()["messages"]
    return found


def test_an_empty_mailbox_says_so(visitor: Client, folder: Path) -> None:
    assert not folder.exists()
    page = visitor.get("/demo/mailbox/")
    assert page.status_code == 200
    assert "Nothing yet" in page.content.decode()
    assert "reminder of a new visit comes half a minute after" in page.content.decode()
    assert listed(visitor) == []


def test_messages_are_listed_the_newest_first(visitor: Client, deliver: Deliver) -> None:
    deliver(confirmation())
    deliver(text_message())
    page = visitor.get("/demo/mailbox/").content.decode()
    assert page.index("MedClinic: arrive 9:00") < page.index("Your appointment at MedClinic")
    assert "Text to +380500004712" in page
    assert "Mail to olena@mail.example" in page


def test_programs_get_the_same(visitor: Client, deliver: Deliver) -> None:
    deliver(confirmation())
    deliver(text_message())
    text, mail = listed(visitor)
    assert (text["kind"], text["to"], text["html"]) == ("text", "380500004712@sms.example", "")
    assert (mail["kind"], mail["to"]) == ("mail", "olena@mail.example")
    assert mail["subject"] == "Your appointment at MedClinic"
    assert str(mail["text"]).startswith("Arrive at 9:00")
    assert "<p>Arrive</p>" in str(mail["html"])
    assert mail["attachments"] == [
        {
            "name": "appointment.ics",
            "content_type": "text/calendar; charset=utf-8",
            "content": "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        }
    ]


def test_programs_can_ask_for_one_recipient(visitor: Client, deliver: Deliver) -> None:
    deliver(confirmation())
    deliver(confirmation(to="ngozi@mail.example", message_id="<2@clinic.example>"))
    assert [each["to"] for each in listed(visitor, to="ngozi@mail.example")] == [
        "ngozi@mail.example"
    ]
    assert listed(visitor, to="nobody@mail.example") == []


def test_a_repeated_mail_is_shown_once_and_counted(visitor: Client, deliver: Deliver) -> None:
    for _ in range(3):
        deliver(confirmation())
    deliver(confirmation(message_id="<2@clinic.example>"))
    assert [each["copies"] for each in listed(visitor)] == [1, 3]
    assert "arrived 3 times" in visitor.get("/demo/mailbox/").content.decode()


def test_one_message_is_shown_with_its_link_and_files(visitor: Client, deliver: Deliver) -> None:
    deliver(confirmation())
    (mail,) = listed(visitor)
    page = visitor.get(f"/demo/mailbox/{mail['id']}/").content.decode()
    assert 'href="https://booking.example/visit/abc/"' in page
    assert "appointment.ics" in page
    file = visitor.get(f"/demo/mailbox/{mail['id']}/attachments/0/")
    assert file.content.startswith(b"BEGIN:VCALENDAR")
    assert file["Content-Type"].startswith("text/calendar")
    assert file["Content-Disposition"] == 'attachment; filename="appointment.ics"'


def test_a_mails_page_may_use_its_own_styles_and_nothing_else(
    visitor: Client, deliver: Deliver
) -> None:
    deliver(confirmation())
    (mail,) = listed(visitor)
    page = visitor.get(f"/demo/mailbox/{mail['id']}/html/")
    style = "\n  p { color: #123456; }\n"
    assert f"<style>{style}</style>" in page.content.decode()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = page["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_a_mail_without_styles_may_use_none(visitor: Client, deliver: Deliver) -> None:
    mail = confirmation()
    mail.alternatives = []  # type: ignore[attr-defined]
    mail.attach_alternative("<p>Arrive</p>", "text/html")  # type: ignore[attr-defined]
    deliver(mail)
    (found,) = listed(visitor)
    policy = visitor.get(f"/demo/mailbox/{found['id']}/html/")["Content-Security-Policy"]
    assert "style-src 'none'" in policy


def test_what_a_mail_says_cannot_break_our_own_page(visitor: Client, deliver: Deliver) -> None:
    deliver(EmailMessage("<script>alert(1)</script>", "<b>x</b>", "a@b.example", ["c@d.example"]))
    (mail,) = listed(visitor)
    for address in ("/demo/mailbox/", f"/demo/mailbox/{mail['id']}/"):
        page = visitor.get(address)
        assert "<script>alert" not in page.content.decode()
        assert "unsafe" not in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "1.M1P1Q1/",
        "1.M1P1Q1/html/",
        "1.M1P1Q1/attachments/0/",
        "..%2Fsecret/",
        "x/",
        "%00/",
    ],
)
def test_what_is_not_there_is_not_found(visitor: Client, folder: Path, address: str) -> None:
    assert visitor.get(f"/demo/mailbox/{address}").status_code == 404


def test_a_text_has_neither_page_nor_files(visitor: Client, deliver: Deliver) -> None:
    deliver(text_message())
    (text,) = listed(visitor)
    assert visitor.get(f"/demo/mailbox/{text['id']}/").status_code == 200
    assert visitor.get(f"/demo/mailbox/{text['id']}/html/").status_code == 404
    assert visitor.get(f"/demo/mailbox/{text['id']}/attachments/0/").status_code == 404


def test_a_charset_nobody_knows_is_no_error(visitor: Client, folder: Path) -> None:
    (folder / "new").mkdir(parents=True)
    (folder / "new" / "1.M1P1Q1.host").write_bytes(
        b"Content-Type: text/plain; charset=klingon\nX-RcptTo: a@b.example\n\nna\xc3\xafve"
    )
    assert [each["text"] for each in listed(visitor)] == ["naïve"]


def test_foreign_files_in_the_folder_are_left_alone(folder: Path, deliver: Deliver) -> None:
    deliver(text_message())
    (folder / "new" / "README").write_text("hello")
    assert len(read_letters(folder, gateway="sms.example")) == 1


def test_many_messages_are_shown_in_pages(visitor: Client, deliver: Deliver) -> None:
    for number in range(51):
        deliver(confirmation(message_id=f"<{number}@clinic.example>"))
    assert visitor.get("/demo/mailbox/").content.decode().count("/demo/mailbox/1") == 50
    second = visitor.get("/demo/mailbox/?page=2").content.decode()
    assert second.count("/demo/mailbox/1") == 1
    assert visitor.get("/demo/mailbox/?page=rubbish").status_code == 200


def test_a_waiting_reminder_can_be_sent_now(visitor: Client, folder: Path) -> None:
    load_test_catalogue()
    world = build_clinic()
    visit = booked(world)
    seeded = booked(world, details=NGOZI, source="seed")
    plan_messages(now=visit.created_at)
    OutboxMessage.objects.update(not_after=timezone.now() + timedelta(days=9))
    OutboxMessage.objects.update(due_at=timezone.now() + timedelta(days=8))
    page = visitor.get("/demo/mailbox/").content.decode()
    assert visit.reference in page
    assert seeded.reference not in page

    reminder = OutboxMessage.objects.get(appointment=visit, offset="1d")
    sent = visitor.post("/demo/mailbox/send-now/", {"message": reminder.dedup_key}, follow=True)
    assert "within a few seconds" in sent.content.decode()
    reminder.refresh_from_db()
    assert reminder.due_at == reminder.next_try_at <= timezone.now()
    again = visitor.post("/demo/mailbox/send-now/", {"message": "none"}, follow=True)
    assert "no longer waiting" in again.content.decode()


def test_looking_changes_nothing(visitor: Client, deliver: Deliver, folder: Path) -> None:
    deliver(confirmation())
    before = sorted(path.name for path in folder.rglob("*"))
    visitor.get("/demo/mailbox/")
    listed(visitor)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert visitor.get("/demo/mailbox/send-now/").status_code == 405
    assert visitor.post("/demo/mailbox/").status_code == 405


def test_only_a_demo_has_a_mailbox() -> None:
    assert reverse("demo:mailbox") == "/demo/mailbox/"
    with pytest.raises(NoReverseMatch):
        reverse("demo:mailbox", urlconf="config.urls")
