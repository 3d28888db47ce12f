import json
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core import serializers
from django.db import connection

from procedures.errors import CatalogueInvalid
from procedures.models import (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    Need,
    PreparationInstruction,
    ProcedureScreen,
    ProcedureType,
    RepeatLimit,
    SafetyQuestion,
    ScreeningQuestion,
)
from procedures.services.load_catalogue import CATALOGUE, LoadReport, load_catalogue
from tests.procedures.document import entry

pytestmark = pytest.mark.django_db

MODELS = (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    Need,
    PreparationInstruction,
    ProcedureScreen,
    ProcedureType,
    RepeatLimit,
    SafetyQuestion,
    ScreeningQuestion,
)
Document = dict[str, Any]


def everything() -> list[str]:
    """Return every row of the catalogue, to compare."""
    return [
        serializers.serialize("json", model._default_manager.order_by("pk")) for model in MODELS
    ]


def test_load_creates_every_entry() -> None:
    report = load_catalogue()
    assert len(report.created) == 193
    assert (report.updated, report.unchanged, report.deactivated) == ((), (), ())
    assert ProcedureType.objects.count() == 31
    assert "procedure type tfesi" in report.created


def test_rows_are_what_the_file_says(catalogue: LoadReport, shipped: Document) -> None:
    for position, row in enumerate(shipped["procedures"], start=1):
        procedure = ProcedureType.objects.get(code=row["code"])
        assert procedure.position == position
        nested = ("screens", "needs", "instructions", "repeat_limits")
        for field, value in row.items():
            if field.endswith("_uk"):
                assert procedure.said(field.removesuffix("_uk"), "uk") == value
            elif field not in nested:
                assert getattr(procedure, field) == value, (row["code"], field)
        questions = [one.question.code for one in procedure.procedure_screens.all()]
        assert questions == row["screens"]
        assert [one.text for one in procedure.instructions.all()] == [
            one["text"] for one in row["instructions"]
        ]
        assert [one.capabilities for one in procedure.needs.all()] == [
            one["capabilities"] for one in row["needs"]
        ]
        assert [one.min_days for one in procedure.repeat_limits.all()] == [
            one.get("min_days") for one in row.get("repeat_limits", [])
        ]


def test_sides_of_a_rule_point_at_procedure_types(catalogue: LoadReport) -> None:
    rule = CombinationRule.objects.get(code="r6_test_block_then_ablation")
    assert rule.first == ProcedureType.objects.get(code="medial_branch_block")
    assert rule.second == ProcedureType.objects.get(code="rfa_medial_branch")
    assert (rule.first_group, rule.second_group) == ("", "")


def test_second_load_changes_nothing(catalogue: LoadReport) -> None:
    before = everything()
    report = load_catalogue()
    assert len(report.unchanged) == len(catalogue.created)
    assert (report.created, report.updated, report.deactivated) == ((), (), ())
    assert everything() == before


def test_load_overwrites_what_was_edited_by_hand(catalogue: LoadReport) -> None:
    ProcedureType.objects.filter(code="tfesi").update(online_policy="staff", is_active=False)
    assert load_catalogue().updated == ("procedure type tfesi",)
    procedure = ProcedureType.objects.get(code="tfesi")
    assert (procedure.online_policy, procedure.is_active) == ("order_or_review", True)


def drop_last_need(document: Document) -> None:
    entry(document, "tfesi")["needs"].pop()


def add_instruction(document: Document) -> None:
    entry(document, "tfesi")["instructions"].append(
        {"day_offset": 0, "text": "Smile.", "text_uk": "Усміхніться."}
    )


def change_limit(document: Document) -> None:
    entry(document, "tfesi")["repeat_limits"][0]["min_days"] = 21


def turn_screens_round(document: Document) -> None:
    entry(document, "tfesi")["screens"].reverse()


def move_need(document: Document) -> None:
    entry(document, "tfesi")["needs"].reverse()


@pytest.mark.parametrize(
    "change", [drop_last_need, add_instruction, change_limit, turn_screens_round, move_need]
)
def test_change_of_something_nested_updates_its_procedure_type_alone(
    catalogue: LoadReport, document: Document, change: Callable[[Document], None]
) -> None:
    change(document)
    assert load_catalogue(document=document).updated == ("procedure type tfesi",)
    procedure = ProcedureType.objects.get(code="tfesi")
    row = entry(document, "tfesi")
    assert [one.kind for one in procedure.needs.all()] == [one["kind"] for one in row["needs"]]
    assert [one.text for one in procedure.instructions.all()] == [
        one["text"] for one in row["instructions"]
    ]
    assert [one.question.code for one in procedure.procedure_screens.all()] == row["screens"]
    assert load_catalogue(document=document).updated == ()


def test_unchanged_rows_keep_their_identity(catalogue: LoadReport, document: Document) -> None:
    before = list(Need.objects.values_list("pk", flat=True))
    entry(document, "tfesi")["needs"][1]["minutes_after"] = 15
    load_catalogue(document=document)
    assert list(Need.objects.values_list("pk", flat=True)) == before
    room = Need.objects.get(procedure_type__code="tfesi", kind="room")
    assert room.minutes_after == 15


def test_what_the_file_no_longer_has_is_retired_and_reported(
    catalogue: LoadReport, document: Document
) -> None:
    document["procedures"].remove(entry(document, "vertebroplasty"))
    document["combination_rules"].remove(
        entry(document, "two_operations", table="combination_rules")
    )
    report = load_catalogue(document=document)
    assert report.deactivated == (
        "procedure type vertebroplasty",
        "combination rule two_operations",
    )
    retired = ProcedureType.objects.get(code="vertebroplasty")
    assert not retired.is_active
    assert retired.needs.count() == 5
    assert load_catalogue(document=document).deactivated == ()


def test_what_comes_back_is_active_again(catalogue: LoadReport, document: Document) -> None:
    document["procedures"].remove(entry(document, "vertebroplasty"))
    load_catalogue(document=document)
    assert "procedure type vertebroplasty" in load_catalogue().updated
    assert ProcedureType.objects.get(code="vertebroplasty").is_active


def test_faulty_document_leaves_a_loaded_database_untouched(
    catalogue: LoadReport, document: Document
) -> None:
    before = everything()
    entry(document, "tfesi")["plain_name"] = "Changed"
    entry(document, "stellate")["procedure_minutes"] = 33
    entry(document, "tpi")["needs"][0]["capabilities"] = ["juggling"]
    with pytest.raises(CatalogueInvalid) as invalid:
        load_catalogue(document=document)
    assert {fault.item for fault in invalid.value.faults} == {
        "procedure type stellate",
        "procedure type tpi, need 1",
    }
    assert everything() == before


def test_faulty_document_leaves_an_empty_database_empty(document: Document) -> None:
    document["procedures"][-1]["name"] = ""
    with pytest.raises(CatalogueInvalid):
        load_catalogue(document=document)
    assert [model._default_manager.count() for model in MODELS] == [0] * len(MODELS)


def test_progress_counts_every_entry_of_every_table() -> None:
    steps: list[tuple[str, int, int]] = []
    load_catalogue(on_progress=lambda table, done, total: steps.append((table, done, total)))
    assert len(steps) == 193
    assert [step for step in steps if step[1] == step[2]] == [
        ("sources", 55, 55),
        ("capabilities", 33, 33),
        ("screening_questions", 22, 22),
        ("safety_questions", 6, 6),
        ("antithrombotics", 15, 15),
        ("procedures", 31, 31),
        ("combination_rules", 31, 31),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "is not a JSON document"),
        (b"\xff\xfe", "is not a JSON document"),
        (b'{"version": "1", "version": "2"}', "the key 'version' comes twice"),
    ],
)
def test_unreadable_file_is_a_fault(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(content)
    with pytest.raises(CatalogueInvalid) as invalid:
        load_catalogue(path=path)
    assert reason in invalid.value.faults[0].reason
    assert invalid.value.faults[0].field == str(path)


def test_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CatalogueInvalid) as invalid:
        load_catalogue(path=tmp_path / "nowhere.json")
    assert "No such file" in invalid.value.faults[0].reason


def test_file_can_be_given(tmp_path: Path, document: Document) -> None:
    document["version"] = "of the clinic"
    path = tmp_path / "clinic.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert load_catalogue(path=path).version == "of the clinic"
    assert path != CATALOGUE


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_both_succeed() -> None:
    reports: list[LoadReport] = []

    def load() -> None:
        try:
            reports.append(load_catalogue())
        finally:
            connection.close()

    loads = [Thread(target=load) for _ in range(2)]
    for one in loads:
        one.start()
    for one in loads:
        one.join()
    assert sorted(len(report.created) for report in reports) == [0, 193]
    assert ProcedureType.objects.count() == 31
