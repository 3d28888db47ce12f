"""Who looked at whom is written down: one line a list, one line an opened record."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from intake.services.booking import book_appointment
from intake.services.triage import record_triage
from people.models import AccessLog, Role
from people.services.patients import record_patient
from scheduling.models import Appointment
from tests.web.conftest import DAY, SignIn
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=1))


def looks() -> list[tuple[str, str]]:
    """Return (what, whom) of every look, a list's without anybody."""
    found = AccessLog.objects.order_by("pk").values_list("what", "patient__full_name")
    return [(what, name or "") for what, name in found]


@pytest.mark.parametrize("view", ["list", "all", "bays"])
def test_board_is_one_look_however_many_are_on_it(
    view: str, busy_day: World, signed_in: SignIn
) -> None:
    signed_in(Role.RECEPTION).get(f"/staff/board/?date={DAY}&view={view}")
    assert looks() == [("board medclinic 2026-11-26", "")]
    assert AccessLog.objects.get().user.role == Role.RECEPTION


def test_visit_picked_on_the_board_is_an_opened_record(busy_day: World, signed_in: SignIn) -> None:
    uid = Appointment.objects.get(patient__full_name="Olena Bondar").uid
    signed_in(Role.RECEPTION).get(f"/staff/board/?date={DAY}&view=all&visit={uid}")
    assert looks() == [
        ("board medclinic 2026-11-26", ""),
        ("board, one visit", "Olena Bondar"),
    ]


def test_day_list_is_one_look(busy_day: World, signed_in: SignIn) -> None:
    signed_in(Role.DOCTOR).get(f"/staff/day/?date={DAY}")
    assert looks() == [(f"day list medclinic {DAY} {busy_day['Dr Amara Osei'].pk}", "")]


def test_every_request_is_an_opened_record(staffed: World, signed_in: SignIn) -> None:
    for who, hour in ((HANNES, 9), (NGOZI, 11)):
        book_appointment(
            clinic=staffed.clinic,
            codes=["tfesi"],
            start=at(26, hour),
            request=request_for(who),
            now=NOW,
        )
    doctor = signed_in(Role.DOCTOR)
    doctor.get("/staff/requests/")
    assert sorted(looks()) == [("requests", "Hannes Meier"), ("requests", "Ngozi Okoro")]
    uid = Appointment.objects.get(patient__full_name="Ngozi Okoro").uid
    doctor.get(f"/staff/requests/{uid}/decline/")
    assert looks()[-1] == ("request to decline", "Ngozi Okoro")


def test_alert_of_somebody_known_is_an_opened_record(staffed: World, signed_in: SignIn) -> None:
    olena = record_patient(details=OLENA)
    record_triage(clinic=staffed.clinic, answers={"new_weakness": "yes"}, now=NOW, patient=olena)
    record_triage(clinic=staffed.clinic, answers={"new_weakness": "yes"}, now=NOW)
    signed_in(Role.NURSE).get("/staff/alerts/")
    assert looks() == [("alerts", "Olena Bondar")]


def test_who_may_not_come_in_has_seen_nothing(
    busy_day: World, stranger: Client, signed_in: SignIn
) -> None:
    for browser in (Client(), signed_in(Role.ADMIN)):
        browser.get(f"/staff/board/?date={DAY}")
    assert looks() == []
    stranger.get(f"/staff/board/?date={DAY}")
    assert looks() == [("board elsewhere 2026-11-26", "")]
