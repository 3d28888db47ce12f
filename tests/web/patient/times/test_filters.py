"""Narrowing down the times: what is shown, what is kept in links, and with whom and where."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse, QueryDict
from pytest_django import DjangoAssertNumQueries

from clinics.models import Absence, Closure
from people.models import Practitioner
from scheduling.models import Allocation
from scheduling.selectors.specialists import STEP_FREE
from tests.web.patient.conftest import Walk, text_of
from tests.world import NOW, World, add_resource, at
from web.patient.times.filters import Filters, read_filters

TIMES = "/book/tfesi/"
BAD = "part=noon&weekday=0&weekday=8&weekday=x&room=sea_view&clinician=x&language=%3Cb%3E"


def names(page: HttpResponse) -> list[str]:
    return [each.name for each in page.context["filters"]]


def options(page: HttpResponse, name: str) -> list[str]:
    (found,) = (each for each in page.context["filters"] if each.name == name)
    return [option.value for option in found.options]


def taken(kind: str) -> set[str]:
    rows = Allocation.objects.filter(released_at=None, resource__kind=kind)
    return set(rows.values_list("resource__name", flat=True))


@pytest.fixture
def world(world: World) -> World:
    """A clinic in which one procedure room of two is reached without steps."""
    world["Procedure B"].capabilities.append(STEP_FREE)
    world["Procedure B"].save()
    return world


def test_everything_that_can_make_a_difference_is_offered(walk: Walk) -> None:
    page = walk.client.get(TIMES)
    assert names(page) == ["part", "weekday", "room", "clinician", "language"]
    assert options(page, "part") == ["morning", "afternoon"]
    assert options(page, "weekday") == ["1", "2", "3", "4", "5"]
    assert options(page, "clinician") == ["", "female", "male"]
    assert options(page, "language") == ["", "de", "uk"]  # both speak English
    assert "in use" not in text_of(page)


def test_what_cannot_make_a_difference_is_not_offered(walk: Walk, world: World) -> None:
    Practitioner.objects.update(gender="unknown", languages=["uk"])
    world["Procedure A"].is_active = False
    world["Procedure A"].save()
    assert names(walk.client.get(TIMES)) == ["part", "weekday"]


def test_whoever_is_chosen_is_not_filtered(walk: Walk, world: World) -> None:
    walk.sees(str(world["Dr Lena Vogt"].pk))
    page = walk.client.get(f"{TIMES}?clinician=male&language=uk&part=afternoon")
    assert names(page) == ["part", "weekday", "room"]
    assert page.context["first"].practitioner_name == "Dr Lena Vogt"
    assert page.context["filters_used"] == 1


@pytest.mark.parametrize(
    ("query", "used", "first"),
    [
        ("part=afternoon", 1, at(2, 12)),
        ("part=morning&part=afternoon", 1, at(2, 11)),
        ("weekday=3&weekday=4", 1, at(4, 8)),
        ("part=afternoon&weekday=5", 2, at(6, 12)),
        ("clinician=female&language=de", 2, at(2, 11)),
        ("clinician=&language=", 0, at(2, 11)),
        (BAD, 0, at(2, 11)),
    ],
)
def test_the_first_available_time_fits(walk: Walk, query: str, used: int, first: object) -> None:
    page = walk.client.get(f"{TIMES}?{query}")
    assert page.context["filters_used"] == used
    assert page.context["first"].start == first


def every_filter() -> Iterator[Filters]:
    parts, days = ([], ["morning"], ["morning", "afternoon"]), ([], [0], [1, 4])
    for each in product(parts, days, (True, False), ("", "female"), ("", "de", "uk")):
        part, weekdays, step_free, clinician, language = each
        yield Filters(frozenset(part), frozenset(weekdays), step_free, clinician, language)


def test_an_address_says_what_was_ticked() -> None:
    for filters in every_filter():
        query = QueryDict(urlencode(filters.query))
        assert read_filters(query, has_specialist=False) == filters


def test_every_link_and_form_keeps_them(walk: Walk) -> None:
    query = "part=afternoon&weekday=4&room=step_free&clinician=female"
    page = walk.client.get(f"{TIMES}?{query}")
    picker = page.context["picker"]
    links = [picker.action, picker.next.url, *(day.url for day in picker.days)]
    assert all(link.endswith(f"&{query}") for link in links)
    assert {day.date.weekday() for day in picker.days} == {3}
    other = page.context["choose_specialist"]
    assert QueryDict(other.partition("?")[2])["next"] == f"{TIMES}?{query}"
    wrong = walk.client.post(picker.action, {})
    assert wrong.status_code == 400
    assert wrong.context["picker"].action == picker.action
    assert "4 filters in use" in text_of(wrong)


def test_a_time_under_a_filter_is_kept_with_that_person_in_that_room(walk: Walk) -> None:
    query = "room=step_free&clinician=female"
    for _ in range(3):  # among equals the service takes any
        page = walk.client.post(f"{TIMES}?{query}", {"start": at(26, 9).isoformat()})
        assert page.status_code == 302
        assert taken("room") == {"Procedure B"}
        assert taken("practitioner") == {"Dr Lena Vogt"}


@pytest.mark.parametrize("named", ["Dr Amara Osei", "Dr Sofia Marchenko"])
def test_a_filter_counts_more_than_a_name_it_forbids(walk: Walk, world: World, named: str) -> None:
    shown = {"start": at(26, 9).isoformat(), "practitioner": world[named].pk}
    walk.client.post(f"{TIMES}?clinician=female", shown)
    assert taken("practitioner") == {"Dr Lena Vogt"}


def test_a_time_that_fits_nobody_is_gone_and_the_nearest_fit(walk: Walk, world: World) -> None:
    Absence.objects.create(
        clinic=world.clinic, resource=world["Dr Lena Vogt"], during=(NOW, at(10, 8))
    )
    page = walk.client.post(f"{TIMES}?clinician=female", {"start": at(6, 9).isoformat()})
    assert page.status_code == 409
    nearest = page.context["nearest"]
    assert {slot.practitioner_name for slot in nearest} == {"Dr Lena Vogt"}
    assert all(slot.start >= at(10, 7) for slot in nearest)


def test_no_times_fit_and_the_way_to_all_of_them(walk: Walk, world: World) -> None:
    during = (NOW, NOW + timedelta(days=200))
    Closure.objects.create(clinic=world.clinic, resource=world["Procedure B"], during=during)
    page = walk.client.get(f"{TIMES}?room=step_free")
    assert "No times fit these filters." in text_of(page)
    assert f'<a href="{TIMES}">Show all times</a>' in text_of(page)
    assert "1 filter in use" in text_of(page)
    assert "There is no free time at the moment" not in text_of(page)


@pytest.mark.parametrize("query", ["language=fr", "weekday=7", "part=evening"])
def test_what_nobody_offers_fits_nothing(walk: Walk, query: str) -> None:
    page = walk.client.get(f"{TIMES}?{query}")
    assert page.context["first"] is None
    assert page.context["filters_used"] == 1


def test_they_are_kept_while_a_specialist_is_chosen(walk: Walk, world: World) -> None:
    whom = {"practitioner": world["Dr Lena Vogt"].pk, "next": f"{TIMES}?room=step_free"}
    assert walk.client.post("/book/specialist/", whom).url == f"{TIMES}?room=step_free"


def test_a_fragment_is_narrowed_too(walk: Walk) -> None:
    page = walk.client.get(f"{TIMES}?weekday=4", headers={"HX-Request": "true"})
    assert {day.date.weekday() for day in page.context["picker"].days} == {3}


def test_filters_cost_one_search_more(
    walk: Walk, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        add_resource(world, "practitioner", f"Dr {number}", world["Dr Lena Vogt"].capabilities)
    walk.client.get(TIMES)  # the first one reads the premises
    with django_assert_max_num_queries(10):
        walk.client.get(f"{TIMES}?part=morning&room=step_free&clinician=female")
