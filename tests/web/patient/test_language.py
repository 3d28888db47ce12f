"""Choosing a language: on every page, remembered, and nothing typed is lost by it."""

from tests.web.patient.conftest import Walk
from tests.world import at

START = at(26, 9)
A_YEAR = 365 * 24 * 60 * 60


def switch(walk: Walk, language: str, page: str) -> str:
    answer = walk.client.post("/i18n/setlang/", {"language": language, "next": page})
    return str(answer.url)


def test_the_switch_leads_back_to_the_same_page_in_the_other_language(walk: Walk) -> None:
    page = "/book/tfesi/?day=2026-11-27"
    english = walk.client.get(page).content.decode()
    assert f'name="next" value="{page}"' in english
    assert 'value="uk" lang="uk">Українська<' in english
    assert switch(walk, "uk", page) == page
    ukrainian = walk.client.get(page).content.decode()
    assert '<html lang="uk">' in ukrainian
    assert "27 листопада (п’ятниця)" in ukrainian or "27 листопада (п&#x27;ятниця)" in ukrainian


def test_the_choice_is_remembered_after_the_browser_was_closed(walk: Walk) -> None:
    switch(walk, "uk", "/")
    cookie = walk.client.cookies["django_language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("uk", A_YEAR, "Lax")
    del walk.client.cookies["session"]
    assert '<html lang="uk">' in walk.client.get("/").content.decode()


def test_switching_keeps_the_booking_and_becomes_the_language_of_messages(walk: Walk) -> None:
    walk.keep(START, "consult_neurologist")
    switch(walk, "uk", "/book/details/")
    page = walk.client.get("/book/details/")
    assert "26 листопада (четвер), прийти на 9:00" in page.content.decode()
    walk.details(language=page.context["form"]["language"].value())
    if walk.client.session["booking"]["asks_health"]:
        walk.healthy()
    walk.confirm()
    visit = walk.seen()
    assert visit.patient is not None
    assert (visit.during.lower, visit.patient.language) == (START, "uk")


def test_the_switch_never_leads_to_another_site(walk: Walk) -> None:
    assert switch(walk, "uk", "https://evil.example/") == "/"
