"""Whom the patient would like to see: asked where there is a choice, and kept to the booking."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from clinics.models import Absence
from intake.services.holds import hold_slot
from scheduling.models import Allocation, Order
from tests.web.patient.conftest import OLENA_OPENS, Walk, text_of
from tests.world import NOW, World, add_resource, at

SPECIALIST, TIMES = "/book/specialist/", "/book/tfesi/"
ASKED = f"{SPECIALIST}?next=%2Fbook%2Ftfesi%2F"


def away(world: World, name: str, days: int = 200) -> None:
    """Leave somebody without a free time for so many days."""
    Absence.objects.create(
        clinic=world.clinic, resource=world[name], during=(NOW, NOW + timedelta(days=days))
    )


def choose(walk: Walk, whom: object, next_: str = TIMES) -> HttpResponse:
    page: HttpResponse = walk.client.post(SPECIALIST, {"practitioner": whom, "next": next_})
    return page


def held() -> str:
    return Allocation.objects.get(
        appointment__status="held", is_lead=True, released_at=None
    ).resource.name


@pytest.fixture
def asked(walk: Walk) -> Walk:
    """A browser that has not been asked for a specialist yet."""
    walk.sees("")
    return walk


def test_it_is_asked_before_the_times_where_there_is_a_choice(asked: Walk) -> None:
    page = asked.client.get(TIMES)
    assert page.url == ASKED
    words = text_of(asked.client.get(page.url))
    assert "Whom would you like to see?" in words
    assert words.index("Dr Amara Osei") < words.index("Dr Lena Vogt")
    assert "Dr Sofia Marchenko" not in words
    assert 'value="any" id="anyone" checked' in words
    assert "First available" in words
    assert asked.client.get("/book/consult_neurologist/").status_code == 200


def test_the_rows_say_who_it_is_and_from_when_on(asked: Walk, world: World) -> None:
    profile = world["Dr Lena Vogt"].practitioner
    assert profile is not None
    profile.speciality, profile.languages = "Pain specialist", ["en", "de", "xx"]
    profile.save()
    away(world, "Dr Amara Osei", days=7)
    words = text_of(asked.client.get(ASKED))
    assert "Pain specialist" in words
    assert "Languages: English, German, xx" in words
    assert words.count("First free day: Monday 2 November") == 2  # of all, and of Dr Vogt
    assert words.count("First free day: Monday 9 November") == 1


def test_who_has_no_free_day_is_named_and_cannot_be_chosen(asked: Walk, world: World) -> None:
    away(world, "Dr Lena Vogt")
    page = asked.client.get(ASKED)
    assert [one.name for one in page.context["choice"].full] == ["Dr Lena Vogt"]
    assert "No free day in the next 90 days" in text_of(page)
    assert f'value="{world["Dr Lena Vogt"].pk}"' not in text_of(page)


def test_only_active_profiles_who_can_do_it_are_listed(asked: Walk, world: World) -> None:
    skills = world["Dr Lena Vogt"].capabilities
    retired = add_resource(world, "practitioner", "Dr Retired", skills)
    profile = retired.practitioner
    assert profile is not None
    profile.is_active = False
    profile.save()
    add_resource(world, "practitioner", "Dr New", skills)
    names = [one.name for one in asked.client.get(ASKED).context["choice"].specialists]
    assert names == ["Dr Amara Osei", "Dr Lena Vogt", "Dr New"]


def test_with_one_specialist_there_is_nothing_to_choose(asked: Walk, world: World) -> None:
    world["Dr Lena Vogt"].is_active = False
    world["Dr Lena Vogt"].save()
    page = asked.client.get(TIMES)
    assert page.status_code == 200
    assert "Choose a specialist" not in text_of(page)
    assert asked.client.get(ASKED).url == TIMES


@pytest.mark.parametrize("whom", ["", "0", "x", "9" * 30])
def test_nobody_else_can_be_chosen(asked: Walk, whom: str) -> None:
    page = choose(asked, whom)
    assert page.status_code == 400
    assert "Choose whom you would like to see." in text_of(page)
    assert asked.client.session["booking"]["specialist"] == ""


@pytest.mark.parametrize("next_", ["//evil.example/", "/staff/", "/book/nothing/at/all/", ""])
def test_without_a_procedure_there_is_the_list(asked: Walk, next_: str) -> None:
    assert choose(asked, "any", next_).url == "/book/"


def test_what_is_refused_is_refused_here_too(asked: Walk) -> None:
    page = asked.client.get(f"{SPECIALIST}?next=/book/microdiscectomy/")
    assert page.status_code == 409
    assert "consultation" in text_of(page)


@pytest.mark.parametrize("whom", ["Dr Amara Osei", "Dr Lena Vogt"])
def test_times_and_hold_are_with_the_chosen_one(asked: Walk, world: World, whom: str) -> None:
    assert choose(asked, world[whom].pk).url == TIMES
    page = asked.client.get(TIMES)
    assert f"With {whom}." in text_of(page)
    assert page.context["first"].practitioner_name == whom
    assert text_of(page).count(f'name="practitioner" value="{world[whom].pk}"') == 2
    asked.keep(at(26, 9))
    assert held() == whom


def test_only_the_times_of_the_chosen_one_are_shown(asked: Walk, world: World) -> None:
    away(world, "Dr Lena Vogt", days=7)
    choose(asked, world["Dr Lena Vogt"].pk)
    page = asked.client.get(TIMES)
    assert page.context["first"].procedure_at >= at(9, 9)
    assert page.context["picker"].days[0].date == at(9, 9).date()
    gone = asked.keep(at(3, 9))
    assert gone.status_code == 409
    assert [slot.practitioner_name for slot in gone.context["nearest"]] == ["Dr Lena Vogt"] * 3


def test_a_time_that_somebody_else_takes_is_not_kept_with_another(
    asked: Walk, world: World
) -> None:
    choose(asked, world["Dr Lena Vogt"].pk)
    hold_slot(
        clinic=world.clinic, codes=["tfesi"], start=at(26, 9), now=NOW,
        practitioner=world["Dr Lena Vogt"].pk,
    )  # fmt: skip
    page = asked.keep(at(26, 9))
    assert page.status_code == 409
    assert page.context["nearest"]


def test_a_page_of_another_tab_keeps_whom_it_has_shown(asked: Walk, world: World) -> None:
    choose(asked, world["Dr Lena Vogt"].pk)
    shown = {"start": at(26, 9).isoformat(), "practitioner": world["Dr Amara Osei"].pk}
    asked.client.post(TIMES, shown)
    assert held() == "Dr Amara Osei"


def test_without_a_free_time_the_way_leads_to_the_first_available(
    asked: Walk, world: World
) -> None:
    choose(asked, world["Dr Lena Vogt"].pk)
    away(world, "Dr Lena Vogt")
    page = asked.client.get(TIMES)
    assert "Dr Lena Vogt has no free time at the moment." in text_of(page)
    assert 'name="practitioner" value="any"' in text_of(page)
    assert choose(asked, "any").url == TIMES
    assert asked.client.get(TIMES).context["first"].practitioner_name == "Dr Amara Osei"


def test_the_chosen_one_is_booked_with_an_order(walk: Walk, world: World, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.sees("")
    assert walk.client.get("/book/time/").url == f"{SPECIALIST}?next=%2Fbook%2Ftime%2F"
    page = walk.client.get(SPECIALIST)
    first = page.context["choice"].specialists[0]
    assert (first.name, first.has_ordered) == ("Dr Amara Osei", True)
    assert "Ordered this for you" in text_of(page)
    assert "tfesi" not in text_of(page)
    choose(walk, world["Dr Lena Vogt"].pk, "/book/time/")
    walk.keep(at(26, 9))
    walk.healthy()
    assert "Dr Lena Vogt" in text_of(walk.client.get("/book/check/"))
    walk.confirm()
    lead = Allocation.objects.get(appointment=walk.seen(), is_lead=True)
    assert lead.resource == world["Dr Lena Vogt"]


def test_change_on_the_check_page_leads_back_to_it(asked: Walk, world: World) -> None:
    choose(asked, world["Dr Lena Vogt"].pk)
    asked.keep(at(26, 9))
    asked.details()
    asked.healthy()
    assert f'href="{SPECIALIST}?next=%2Fbook%2Fcheck%2F"' in text_of(
        asked.client.get("/book/check/")
    )
    assert choose(asked, world["Dr Lena Vogt"].pk, "/book/check/").url == "/book/check/"
    assert choose(asked, world["Dr Amara Osei"].pk, "/book/check/").url == "/book/time/"
    assert held() == "Dr Lena Vogt"  # until another time is taken
    assert asked.keep(at(26, 9)).url == "/book/check/"
    assert held() == "Dr Amara Osei"


def test_who_does_not_do_all_of_the_visit_is_chosen_anew(asked: Walk, world: World) -> None:
    skills = [*world["Dr Lena Vogt"].capabilities, "neurologist"]
    for name in ("Dr Lena Vogt", "Dr Amara Osei"):
        world[name].capabilities = skills
        world[name].save()
    marchenko = world["Dr Sofia Marchenko"].pk
    choose(asked, marchenko, "/book/consult_neurologist/")
    assert "With Dr Sofia Marchenko" in text_of(asked.client.get("/book/consult_neurologist/"))
    assert asked.client.get(TIMES).url == ASKED
    assert "does not do everything in this visit" in text_of(asked.client.get(ASKED))


def test_whoever_begins_again_is_asked_again(asked: Walk, world: World) -> None:
    choose(asked, world["Dr Lena Vogt"].pk)
    asked.client.post("/", {"need": "repeat"})
    assert asked.client.session["booking"]["specialist"] == ""


def test_steps_count_the_page_only_where_it_is_asked(asked: Walk) -> None:
    steps = asked.client.get(ASKED).context["step"]
    choose(asked, "any")
    assert asked.client.get(TIMES).context["step"].number == steps.number + 1
    assert asked.client.get(TIMES).context["step"].total == steps.total
    alone = asked.client.get("/book/consult_neurologist/").context["step"]
    assert alone.number == steps.number


def test_another_language_keeps_what_is_ticked(asked: Walk, world: World) -> None:
    vogt = str(world["Dr Lena Vogt"].pk)
    asked.client.post("/language/uk/", {"page": ASKED, "practitioner": vogt, "next": TIMES})
    page = asked.client.get(ASKED)
    assert page.context["choice"].checked == vogt
    assert "До кого ви хотіли б прийти?" in text_of(page)


def test_looking_changes_nothing(asked: Walk) -> None:
    before = dict(asked.client.session)
    asked.client.get(TIMES, follow=True)
    assert dict(asked.client.session) == before


def test_the_page_costs_as_many_queries_for_many_as_for_two(
    asked: Walk, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        skills = world["Dr Lena Vogt"].capabilities
        add_resource(world, "practitioner", f"Dr Number {number}", skills)
    asked.client.get(ASKED)  # the first one reads the premises
    with django_assert_max_num_queries(10):
        assert len(asked.client.get(ASKED).context["choice"].free) == 7
