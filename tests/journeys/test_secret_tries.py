"""Ten wrong tries lock a secret at every door: the patient's pages and the API count together."""

import itertools
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from demo.servers.ports import free_port
from intake.services.booking import book_appointment
from people.models import Role, User
from people.services.api_tokens import issue_api_token
from people.services.patients import record_patient
from procedures.selectors import get_procedure
from scheduling.models import Order
from scheduling.services.orders import sign_order
from tests.world import NOW, OLENA, World, at, build_clinic, request_for, staff
from web.limits import WRONG_TRIES, Secret, _limiter

BORN, NOT_BORN = OLENA.date_of_birth.isoformat(), "1999-01-01"
FREE, LOCKED = "free", "locked"

Try = Callable[[str, bool], str]


def signed(world: World, *, times: int = 30) -> Order:
    """Return an order of Olena's for injections; others may have the same code elsewhere."""
    doctor = world["Dr Amara Osei"].practitioner
    assert doctor is not None
    return sign_order(
        clinic=world.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=get_procedure("caudal"),
        signed_by=doctor,
        valid_until=NOW.date().replace(year=2027),
        now=NOW,
        times_allowed=times,
    )


@pytest.fixture(autouse=True)
def _clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def order(world: World) -> Order:
    return signed(world)


def page(code: str, is_right: bool) -> str:
    """Open an order on the first page."""
    year, month, day = (BORN if is_right else NOT_BORN).split("-")
    typed = {"birth_day": day, "birth_month": month, "birth_year": year}
    answer = Client().post("/", {"need": "order", "code": code, **typed})
    return LOCKED if "tried too often" in answer.content.decode() else FREE


def api(code: str, is_right: bool, *, clinic: str = "", token: str = "") -> str:
    """Book with an order, at a time when the clinic is closed: only the code is asked about."""
    body = {
        "procedures": ["caudal"],
        "start": "2026-11-29T03:00:00+02:00",
        "order_code": code,
        "patient": {
            "full_name": OLENA.full_name,
            "date_of_birth": BORN if is_right else NOT_BORN,
            "phone": OLENA.phone,
        },
    }
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    path = f"/api/v1/appointments/?clinic={clinic}" if clinic else "/api/v1/appointments/"
    answer = Client().post(path, body, content_type="application/json", headers=headers)
    if answer.status_code == 429:
        assert 1 <= int(answer.headers["Retry-After"]) <= WRONG_TRIES.get_expiry()
        return LOCKED
    assert answer.status_code == (409 if is_right else 400), answer.content
    return FREE


DOORS = {"page": page, "api": api}


def tries(code: str, doors: str, *, is_right: bool) -> list[str]:
    """Try at "page api page ...", one after the other."""
    return [DOORS[door](code, is_right) for door in doors.split()]


@pytest.mark.parametrize("last", DOORS)
@pytest.mark.parametrize(
    "doors",
    ["page " * 10, "api " * 10, "page " * 5 + "api " * 5, "page api " * 5],
    ids=["pages", "API", "five and five", "by turns"],
)
def test_ten_wrong_tries_lock_the_code_at_every_door(doors: str, last: str, order: Order) -> None:
    assert tries(order.code, doors, is_right=False) == [FREE] * 10
    assert DOORS[last](order.code, True) == LOCKED
    assert DOORS[last](order.code, False) == LOCKED


@pytest.mark.parametrize("door", DOORS)
def test_ten_right_tries_lock_nothing(door: str, order: Order) -> None:
    assert tries(order.code, f"{door} " * 12, is_right=True) == [FREE] * 12
    assert tries(order.code, f"{door} " * 10, is_right=False) == [FREE] * 10


def test_a_right_try_between_does_not_give_a_stranger_more(order: Order) -> None:
    assert tries(order.code, "page " * 9, is_right=False) == [FREE] * 9
    assert tries(order.code, "api page", is_right=True) == [FREE, FREE]
    assert tries(order.code, "api page", is_right=False) == [FREE, LOCKED]


def test_however_it_is_spelled_it_is_one_code(order: Order) -> None:
    spelled = [
        order.code,
        order.code.lower(),
        order.code.replace("-", " "),
        order.code.replace("-", ""),
        order.code.replace("0", "O").replace("1", "l"),
    ]
    ways = itertools.islice(itertools.product(DOORS, spelled), 10)
    assert [DOORS[door](typed, False) for door, typed in ways] == [FREE] * 10
    assert [door(order.code, True) for door in DOORS.values()] == [LOCKED, LOCKED]


def test_a_code_that_does_not_exist_is_counted_alike(order: Order) -> None:
    """Else the lock would tell which codes exist."""
    assert tries("MC4-K7T-9D", "page api " * 5, is_right=False) == [FREE] * 10
    assert tries("MC4-K7T-9D", "page api", is_right=False) == [LOCKED, LOCKED]
    assert tries(order.code, "page api", is_right=True) == [FREE, FREE]


def test_an_order_that_is_used_up_is_no_wrong_guess(world: World) -> None:
    used_up = signed(world, times=1).code
    patient = {"full_name": OLENA.full_name, "date_of_birth": BORN, "phone": OLENA.phone}
    body = {"order_code": used_up, "procedures": ["caudal"], "patient": patient}
    body["start"] = "2026-11-26T09:00:00+02:00"
    answers = [
        Client().post("/api/v1/appointments/", body, content_type="application/json").status_code
        for _ in range(12)
    ]
    assert answers == [201] + [400] * 11
    assert page(used_up, True) == FREE


def test_tries_at_another_clinic_tell_nothing_and_lock_nothing_here(order: Order) -> None:
    build_clinic(slug="elsewhere")
    answers = [api(order.code, False, clinic="elsewhere") for _ in range(11)]
    assert answers == [FREE] * 10 + [LOCKED]
    assert tries(order.code, "page api", is_right=True) == [FREE, FREE]


def test_staff_are_not_slowed_down_and_do_not_lock_a_patient_out(
    world: World, order: Order
) -> None:
    user: User = staff(world, Role.RECEPTION, "rita@medclinic.example")
    token = issue_api_token(user=user, name="test")[1]
    assert [api(order.code, False, token=token) for _ in range(12)] == [FREE] * 12
    assert tries(order.code, "page api", is_right=True) == [FREE, FREE]


def test_after_the_window_it_opens_again(world: World, order: Order) -> None:
    tries(order.code, "page api " * 6, is_right=False)
    key = WRONG_TRIES.key_for("secret", Secret.ORDER_CODE, str(world.clinic.pk), order.code)
    assert _limiter().storage.get(key) > 0
    _limiter().storage.clear(key)  # as Redis does when the quarter of an hour is over
    assert tries(order.code, "page api", is_right=True) == [FREE, FREE]


def test_without_redis_a_patient_with_an_order_still_comes_in(order: Order) -> None:
    location = f"redis://127.0.0.1:{free_port()}/0"
    broken = {**settings.CACHES["default"], "LOCATION": location}
    with override_settings(CACHES={"default": broken}):
        assert tries(order.code, "page api " * 6, is_right=False) == [FREE] * 12
        assert tries(order.code, "page api", is_right=True) == [FREE, FREE]


def test_right_references_are_not_counted_either(world: World) -> None:
    visit = book_appointment(
        clinic=world.clinic, codes=["consult_pain"], start=at(26, 9), request=request_for(), now=NOW
    )
    year, month, day = BORN.split("-")
    typed = {"birth_day": day, "birth_month": month, "birth_year": year}
    typed["reference"] = visit.reference
    pages = [Client().post("/visit/find/", typed) for _ in range(12)]
    assert {getattr(each, "url", "") for each in pages} == {"/visit/"}
