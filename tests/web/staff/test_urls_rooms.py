"""Every staff page asks the role table, and the menu shows what the table allows."""

import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, reverse

from people.models import Role, User
from people.permissions import Action, may
from tests.web.conftest import SignIn
from tests.world import World
from web.staff import urls
from web.staff.access import home_of

PAGES = {
    "accept_request": Action.ANSWER_REQUEST,
    "acknowledge_alert": Action.TAKE_ALERT,
    "alerts": Action.SEE_ALERTS,
    "board": Action.SEE_BOARD,
    "calendars": Action.EXPORT_CALENDAR,
    "confirm_called": Action.CONFIRM_CALLED,
    "day": Action.SEE_DAY,
    "decline_request": Action.ANSWER_REQUEST,
    "export": Action.EXPORT_CALENDAR,
    "find": Action.SEE_BOARD,
    "record": Action.SEE_RECORD,
    "requests": Action.SEE_REQUESTS,
    "switch_clinic": Action.SWITCH_CLINIC,
}
MENUS = {
    Role.DOCTOR: ["My day", "Board", "Requests", "Calendars"],
    Role.NURSE: ["Board", "Doctors", "Requests", "Calendars"],
    Role.RECEPTION: ["Board", "Doctors", "Requests", "Calendars"],
    Role.MANAGER: ["Board", "Doctors", "Requests", "Calendars"],
    Role.ADMIN: ["Support pages"],
}


def patterns(found: list[URLPattern | URLResolver] = urls.urlpatterns) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def test_every_page_names_its_action() -> None:
    assert {each.name: getattr(each.callback, "action", None) for each in patterns()} == PAGES


@pytest.mark.parametrize("role", Role)
def test_every_page_refuses_whom_the_table_refuses(role: Role, signed_in: SignIn) -> None:
    browser = signed_in(role)
    for page in patterns():
        has_uid = "uid" in page.pattern.converters
        path = reverse(f"staff:{page.name}", args=[uuid.UUID(int=1)] if has_uid else [])
        answers = {browser.get(path).status_code, browser.post(path).status_code} - {405}
        is_refused = answers == {403}
        assert is_refused == (not may(role, PAGES[page.name])), (page.name, answers)


@pytest.mark.parametrize("role", Role)
def test_the_menu_begins_with_the_start_page(role: Role, staffed: World, signed_in: SignIn) -> None:
    page = signed_in(role).get("/staff/calendars/")
    user = User.objects.get(email=f"{role}@clinic.example")
    menu = page.context["staff_nav"]
    assert [label for label, _address in menu] == MENUS[role]
    assert menu[0][1] == home_of(user)
