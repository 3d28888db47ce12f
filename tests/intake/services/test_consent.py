"""Consent texts and consents: which text counts, and that nothing agreed to ever changes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from intake.models import Consent, ConsentText
from intake.selectors.consent import consent_missing, consent_texts_for
from intake.services.consent import ConsentGiven, load_consent_texts, record_consent
from procedures.selectors import get_procedure
from scheduling.models import Appointment
from tests.notifications.visits import booked
from tests.world import NOW, World, at, build_clinic

ITEMS = ["I can ask questions.", "I can say no."]


def text(**fields: object) -> ConsentText:
    wording = {"version": 1, "language": "en", "title": "Consent", "items": ITEMS}
    return ConsentText.objects.create(**(wording | fields))


def asked(clinic: Clinic, *codes: str, language: str = "en") -> list[ConsentText]:
    types = [get_procedure(code) for code in codes]
    return consent_texts_for(clinic=clinic, types=types, language=language)


def agree(visit: Appointment, *texts: ConsentText) -> None:
    given = ConsentGiven([each.pk for each in texts], "Olena Bondar", NOW)
    record_consent(visit, given)


def test_the_most_special_text_counts_and_of_it_the_newest(world: World) -> None:
    tfesi, clinic = get_procedure("tfesi"), world.clinic
    order = [
        text(),
        text(version=2),
        text(clinic=clinic),
        text(procedure_type=tfesi),
        text(clinic=clinic, procedure_type=tfesi),
    ]
    for best in reversed(order):
        assert asked(clinic, "tfesi") == [best]
        ConsentText.objects.filter(pk=best.pk).update(is_active=False)
    assert asked(clinic, "tfesi") == []


def test_a_newer_version_counts_even_without_the_language(world: World) -> None:
    ukrainian = text(language="uk")
    assert asked(world.clinic, "tfesi", language="uk") == [ukrainian]
    english = text(version=2)
    assert asked(world.clinic, "tfesi", language="uk") == [english]


def test_a_consultation_asks_only_for_a_text_of_its_own(world: World) -> None:
    text()
    assert asked(world.clinic, "consult_pain") == []
    own = text(procedure_type=get_procedure("consult_pain"))
    assert asked(world.clinic, "consult_pain") == [own]


def test_a_visit_of_two_procedures_asks_each_text_once(world: World) -> None:
    general = text()
    special = text(procedure_type=get_procedure("stellate"))
    assert asked(world.clinic, "tfesi", "ilesi") == [general]
    assert set(asked(world.clinic, "tfesi", "stellate")) == {general, special}


def test_another_clinics_text_is_not_ours(world: World) -> None:
    elsewhere = build_clinic(slug="elsewhere").clinic
    foreign = text(clinic=elsewhere)
    assert asked(world.clinic, "tfesi") == []
    with pytest.raises(InvalidRequest):
        agree(booked(world), foreign)


def test_the_exact_wording_is_kept(world: World) -> None:
    visit = booked(world)
    agree(visit, text(version=3))
    kept = Consent.objects.get(appointment=visit)
    assert (kept.version, kept.language, kept.items) == (3, "en", ITEMS)
    assert (kept.given_by, kept.given_at) == ("Olena Bondar", NOW)


def test_a_text_in_use_cannot_be_changed_but_switched_off(world: World) -> None:
    used = text()
    used.title = "Better words"
    used.save()
    agree(booked(world), used)
    for change in ({"items": ["Other words."]}, {"version": 2}, {"title": "Other"}):
        with pytest.raises(DatabaseError, match="add a version"), transaction.atomic():
            ConsentText.objects.filter(pk=used.pk).update(**change)
    with pytest.raises(DatabaseError, match="add a version"), transaction.atomic():
        ConsentText.objects.filter(pk=used.pk)._raw_delete(using="default")
    assert ConsentText.objects.filter(pk=used.pk).update(is_active=False) == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_consent_is_never_changed(change: str, world: World) -> None:
    agree(booked(world), text())
    consents = Consent.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        consents.update(given_at=NOW - timedelta(days=1)) if change == "update" else (
            consents._raw_delete(using="default")
        )


def test_visits_without_consent_are_found_where_a_text_asks_for_it(world: World) -> None:
    missing = Appointment.objects.filter(consent_missing())
    visit, talk = booked(world), booked(world, code="consult_pain", start=at(27, 9))
    assert not missing.all().exists()
    general = text()
    assert list(missing.all()) == [visit]
    agree(visit, general)
    assert not missing.all().exists()
    text(procedure_type=get_procedure("consult_pain"))
    assert list(missing.all()) == [talk]


def test_the_examples_come_once_and_are_marked(world: World) -> None:
    assert load_consent_texts() == 2
    assert load_consent_texts() == 0
    assert set(ConsentText.objects.values_list("language", "is_example")) == {
        ("en", True),
        ("uk", True),
    }
    english, ukrainian = ConsentText.objects.order_by("language")
    assert len(english.items) == len(ukrainian.items)
