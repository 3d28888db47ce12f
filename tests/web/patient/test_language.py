"""Choosing a language: on every page, remembered, and nothing typed is lost by it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from scheduling.models import Order
from tests.web.patient.conftest import DETAILS, OLENA_OPENS, Clock, Walk
from tests.world import NOW, World, at

START = at(26, 9)
CONSULT = "consult_neurologist"
A_YEAR = 365 * 24 * 60 * 60
BUTTON = re.compile(r'<button class="linkish" form="(\w+)"\s+formaction="/language/uk/"')


def switch(walk: Walk, language: str, page: str, /, **typed: object) -> str:
    """Press the button of a language, with what stands in the form of the page."""
    answer = walk.client.post(f"/language/{language}/", {"page": page} | typed)
    return str(answer.url)


def test_the_switch_leads_back_to_the_same_page_in_the_other_language(walk: Walk) -> None:
    page = "/book/tfesi/?day=2026-11-27"
    english = walk.client.get(page).content.decode()
    assert f'name="next" value="{page}"' in english
    assert re.search(r'value="uk" lang="uk">\s*Українська<', english)
    walk.client.post("/i18n/setlang/", {"language": "uk", "next": page})
    ukrainian = walk.client.get(page).content.decode()
    assert '<html lang="uk">' in ukrainian
    assert "27 листопада (п’ятниця)" in ukrainian or "27 листопада (п&#x27;ятниця)" in ukrainian


@pytest.mark.parametrize("address", ["/language/uk/", "/i18n/setlang/"])
def test_the_choice_is_remembered_after_the_browser_was_closed(address: str, walk: Walk) -> None:
    walk.client.post(address, {"language": "uk", "next": "/", "page": "/"})
    cookie = walk.client.cookies["django_language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("uk", A_YEAR, "Lax")
    del walk.client.cookies["session"]
    assert '<html lang="uk">' in walk.client.get("/").content.decode()


def test_switching_keeps_the_booking_and_becomes_the_language_of_messages(walk: Walk) -> None:
    walk.keep(START, CONSULT)
    switch(walk, "uk", "/book/details/", language="en")
    page = walk.client.get("/book/details/")
    assert "26 листопада (четвер), прийти на 9:00" in page.content.decode()
    walk.details(language=page.context["form"]["language"].value())
    if walk.client.session["booking"]["asks_health"]:
        walk.healthy()
    walk.confirm()
    visit = walk.seen()
    assert visit.patient is not None
    assert (visit.during.lower, visit.patient.language) == (START, "uk")


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "book/", ""])
def test_the_switch_never_leads_to_another_site(page: str, walk: Walk) -> None:
    assert switch(walk, "uk", page) == "/"
    answer = walk.client.post("/i18n/setlang/", {"language": "uk", "next": "//evil.example/"})
    assert answer.url == "/"


def test_no_such_language_is_no_page(walk: Walk) -> None:
    assert walk.client.post("/language/xx/", {"page": "/"}).status_code == 404
    assert walk.client.get("/language/uk/").status_code == 405


def held(walk: Walk, order: Order) -> str:
    walk.keep(START, CONSULT)
    return "/book/details/"


def in_health(walk: Walk, order: Order) -> str:
    held(walk, order)
    walk.details()
    return "/book/health/"


def in_who(walk: Walk, order: Order) -> str:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(START)
    return "/book/who/"


def in_code(walk: Walk, order: Order) -> str:
    in_health(walk, order)
    walk.healthy()
    walk.client.post("/book/check/")
    return "/book/code/"


def booked(walk: Walk, order: Order) -> None:
    in_code(walk, order)
    walk.prove()


def in_tell(walk: Walk, order: Order) -> str:
    booked(walk, order)
    return "/visit/tell/"


def in_cancel(walk: Walk, order: Order) -> str:
    booked(walk, order)
    return "/visit/cancel/"


def called_back(walk: Walk, order: Order) -> str:
    walk.client.post("/", {"need": "consultation"})
    walk.safe(unwell="yes")
    return "/book/today/"


def asked_again(walk: Walk, order: Order) -> str:
    walk.client.post("/", {"need": "consultation"})
    return "/book/safety/1/?next=/book/tfesi/"


PAGES: dict[str, tuple[Callable[[Walk, Order], str], dict[str, object]]] = {
    "start": (lambda walk, order: "/", {"need": "order", "code": "half", "birth_day": "14"}),
    "safety": (asked_again, {"answer": "unsure"}),
    "call back": (called_back, {"phone": "050 00"}),
    "medicines": (
        lambda walk, order: "/book/medicines/?next=/book/tfesi/",
        {"answer": "yes", "medicines": ["apixaban", "warfarin"]},
    ),
    "details": (held, DETAILS | {"full_name": "Taras B", "language": "uk", "call_only": "on"}),
    "health": (in_health, {}),
    "who": (in_who, {"who": "other", "carer_name": "Anna", "phone": "050"}),
    "code": (in_code, {"code": "123"}),
    "find": (lambda walk, order: "/visit/find/", {"reference": "K7P", "birth_year": "1966"}),
    "tell": (in_tell, {"topics": ["allergy"], "text": "Penicillin,\nI think"}),
    "cancel": (in_cancel, {"reason": "ill", "revision": "1"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_typed_is_lost_by_it(name: str, walk: Walk, order: Order) -> None:
    way, typed = PAGES[name]
    page = way(walk, order)
    shown = walk.client.get(page)
    button = BUTTON.search(shown.content.decode())
    assert button, "the buttons carry the form along"
    assert f'id="{button[1]}"' in shown.content.decode()
    if name == "health":
        typed = {shown.context["form"].question_fields()[0].name: "unsure"}
    assert switch(walk, "uk", page, **typed) == page
    answer = walk.client.get(page)
    form = answer.context["form"]
    assert '<html lang="uk">' in answer.content.decode()
    assert not form.is_bound, "nobody is told that half of it is missing"
    for field in set(typed) & set(form.fields):
        value = form[field].value()
        assert value == typed[field] or [value] == typed[field], field


def test_enter_sends_the_form_and_presses_no_language(walk: Walk) -> None:
    walk.keep(START, CONSULT)
    text = walk.client.get("/book/details/").content.decode()
    first = re.findall(r'<button[^>]*form="details"[^>]*>', text)[0]
    assert "formaction" not in first
    assert 'tabindex="-1" aria-hidden="true"' in first


def test_what_was_typed_is_gone_once_a_form_is_sent(walk: Walk, world: World) -> None:
    switch(walk, "uk", "/visit/find/", reference="K7P")
    walk.client.post("/visit/find/", {"reference": "K7P-4MD-2XQ"})
    assert "unsent" not in walk.client.session
    assert walk.client.get("/visit/find/").context["form"]["reference"].value() is None


def test_what_was_typed_is_for_this_page_and_a_quarter_of_an_hour(walk: Walk, clock: Clock) -> None:
    switch(walk, "uk", "/visit/find/", reference="K7P")
    assert "reference" not in walk.client.get("/").context["form"].initial
    clock.now = NOW + timedelta(minutes=16)
    assert walk.client.get("/visit/find/").context["form"].initial == {}


def test_an_untouched_form_leaves_nothing_behind(world: World, clock: Clock) -> None:
    browser = Client()
    browser.post("/language/uk/", {"page": "/visit/find/", "leave_empty": ""})
    assert "session" not in browser.cookies


def test_keeping_longer_on_the_page_of_the_code_keeps_its_figures(walk: Walk, order: Order) -> None:
    page = in_code(walk, order)
    walk.client.post("/book/hold/", {"next": page, "code": "123"})
    assert walk.client.get(page).context["form"]["code"].value() == "123"


@pytest.mark.parametrize(
    ("page", "shown"),
    [("/book/hold/", "/book/check/"), ("/visit/coming/", "/visit/"), ("/visit/ready/", "/visit/")],
)
def test_an_address_that_only_takes_forms_is_not_shown(page: str, shown: str, walk: Walk) -> None:
    assert switch(walk, "uk", page) == shown
