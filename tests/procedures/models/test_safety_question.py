"""The questions asked before any time is shown: what ships, and what nobody can switch off."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from people.models import User
from procedures.models import SafetyQuestion
from procedures.selectors import safety_questions
from procedures.services.load_catalogue import LoadReport, load_catalogue
from tests.procedures.document import Document, entry

TIERS = ["emergency"] * 3 + ["today"] * 2 + ["consultation"]

# Words of the field for what the answers may point at: the patient must not read them.
DIAGNOSES = re.compile(
    r"cauda|equina|abscess|discitis|metasta|fracture|stroke|paresis"
    r"|інсульт|абсцес|метастаз|перелом|кінськ|парез",
    re.IGNORECASE,
)
COMFORT = re.compile(r"\bworry|\bharmless|\bnormal\b|\busually\b|хвилю|безпечн|норм", re.IGNORECASE)


@pytest.fixture
def support(client: Client, catalogue: LoadReport) -> Client:
    client.force_login(User.objects.create_superuser("support@medclinic.example", "secret"))
    return client


def form_of(question: SafetyQuestion, **changed: Any) -> dict[str, Any]:
    names = ("code", "text", "hint", "tier", "position")
    values: dict[str, Any] = {name: getattr(question, name) for name in names}
    words = json.dumps(question.translations)
    kept = {"translations": words, "initial-translations": words}
    return {**values, **kept, "is_active": "on", **changed}


def edit(support: Client, question: SafetyQuestion, **changed: Any) -> int:
    url = reverse("admin:procedures_safetyquestion_change", args=[question.pk])
    response = support.post(url, form_of(question, **changed))
    question.refresh_from_db()
    return response.status_code


def test_six_questions_ship_the_most_urgent_first(catalogue: LoadReport) -> None:
    assert [question.tier for question in safety_questions()] == TIERS


def test_every_wording_is_a_plain_question_in_both_languages(shipped: Mapping[str, Any]) -> None:
    for row in shipped["safety_questions"]:
        for text, hint in ((row["text"], row["hint"]), (row["text_uk"], row["hint_uk"])):
            assert text.endswith("?")
            assert len(text.split()) <= 28
            assert not DIAGNOSES.search(text + hint), row["code"]
            assert not COMFORT.search(text + hint), row["code"]
        assert re.search("[а-яіїєґ]", row["text_uk"])


def test_question_speaks_the_language_of_the_page(catalogue: LoadReport) -> None:
    question = SafetyQuestion.objects.get(code="unwell")
    assert question.text_in("uk-UA") == question.translations["uk"]["text"]
    assert question.hint_in("uk") == question.translations["uk"]["hint"]
    question.translations = {}
    assert question.text_in("uk") == question.text
    assert question.hint_in("uk") == question.hint


@pytest.mark.parametrize(
    "change",
    ["is_active = false", "tier = 'whenever'"],
    ids=["switched off", "unknown tier"],
)
def test_database_keeps_emergency_questions_asked(change: str, catalogue: LoadReport) -> None:
    with pytest.raises(IntegrityError, match="procedures_safety"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE procedures_safetyquestion SET {change} WHERE tier = 'emergency'")


def test_less_urgent_question_can_be_switched_off(catalogue: LoadReport) -> None:
    SafetyQuestion.objects.filter(tier="consultation").update(is_active=False)
    assert [question.tier for question in safety_questions()] == TIERS[:-1]


def test_emergency_cannot_be_made_less_of(catalogue: LoadReport) -> None:
    question = SafetyQuestion.objects.get(code="new_weakness")
    question.tier = "today"
    with pytest.raises(ValidationError, match="stays an emergency"):
        question.full_clean()


def test_less_urgent_question_can_be_raised(catalogue: LoadReport) -> None:
    question = SafetyQuestion.objects.get(code="unwell")
    question.tier = "emergency"
    question.full_clean()
    question.save()
    assert [one.tier for one in safety_questions()].count("emergency") == 4


def test_file_without_an_emergency_question_leaves_it_asked(
    catalogue: LoadReport, document: Document
) -> None:
    for code in ("new_weakness", "unwell"):
        row = entry(document, code, table="safety_questions")
        document["safety_questions"].remove(row)
    report = load_catalogue(document=document)
    assert report.deactivated == ("safety question unwell",)
    assert "new_weakness" in {question.code for question in safety_questions()}


def test_editing_raises_the_version_and_saving_alone_does_not(support: Client) -> None:
    question = SafetyQuestion.objects.get(code="unwell")
    assert edit(support, question) == 302
    assert question.version == 1
    assert edit(support, question, text="Do you feel ill?") == 302
    assert (question.text, question.version) == ("Do you feel ill?", 2)


@pytest.mark.parametrize("changed", [{"is_active": ""}, {"tier": "today"}], ids=["off", "lower"])
def test_form_refuses_to_switch_off_an_emergency(changed: dict[str, str], support: Client) -> None:
    question = SafetyQuestion.objects.get(code="new_weakness")
    assert edit(support, question, **changed) == 200
    assert (question.tier, question.is_active, question.version) == ("emergency", True, 1)


def test_support_pages_show_and_never_delete(support: Client) -> None:
    question = SafetyQuestion.objects.get(code="new_weakness")
    page = support.get(reverse("admin:procedures_safetyquestion_changelist"))
    assert question.text in page.content.decode()
    url = reverse("admin:procedures_safetyquestion_delete", args=[question.pk])
    assert support.post(url, {"post": "yes"}).status_code == 403
