import pytest
from django.core.exceptions import ObjectDoesNotExist
from pytest_django import DjangoAssertNumQueries

from procedures.errors import UnknownProcedure
from procedures.models import ProcedureType
from procedures.selectors import (
    active_procedures,
    combination_verdicts,
    get_procedure,
    instructions_for,
    screening_questions_for,
    specs_for,
)

pytestmark = pytest.mark.usefixtures("catalogue")

NOT_CODES = ["", "nothing", "TFESI", "tfesi\x00", "\ud800", "🦴", "x" * 10_000, "tfesi; drop"]


def retire(code: str) -> None:
    ProcedureType.objects.filter(code=code).update(is_active=False)


def test_active_procedures_are_in_catalogue_order() -> None:
    listed = [procedure.code for procedure in active_procedures()]
    assert len(listed) == 31
    assert listed[:2] == ["tfesi", "ilesi"]
    assert listed[-1] == "nurse_preassessment"


def test_retired_procedures_are_not_offered() -> None:
    retire("tfesi")
    assert "tfesi" not in [procedure.code for procedure in active_procedures()]
    with pytest.raises(UnknownProcedure):
        get_procedure("tfesi")
    with pytest.raises(UnknownProcedure):
        specs_for(["tpi", "tfesi"])


def test_get_procedure_finds_by_code() -> None:
    assert get_procedure("tfesi").plain_name == "Guided lower-back injection"


@pytest.mark.parametrize("code", NOT_CODES)
def test_anything_else_is_an_unknown_procedure(code: str) -> None:
    with pytest.raises(UnknownProcedure) as unknown:
        get_procedure(code)
    assert unknown.value.codes == (code,)
    with pytest.raises(UnknownProcedure):
        specs_for([code])


def test_unknown_procedure_names_every_unknown_code_once() -> None:
    with pytest.raises(UnknownProcedure) as unknown:
        specs_for(["b", "tfesi", "a", "b"])
    assert unknown.value.codes == ("b", "a")
    assert not isinstance(unknown.value, ObjectDoesNotExist)


def test_specs_come_in_the_order_asked_with_their_needs(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    specs_for(["tpi"])  # whoever asks first after a change reads the tables
    with django_assert_num_queries(1):
        specs = specs_for(["tpi", "tfesi", "tpi"])
        kinds = [[need.kind for need in spec.needs.all()] for spec in specs]
    assert [spec.code for spec in specs] == ["tpi", "tfesi", "tpi"]
    assert kinds == [["practitioner", "room", "bay", "bay"]] * 3


def verdicts(*codes: str) -> list[tuple[str, str, int | None]]:
    return [(one.verdict, one.rule, one.min_hours) for one in combination_verdicts(codes)]


@pytest.mark.parametrize(
    ("label", "codes", "expected"),
    [
        (
            "two epidurals: refused in one region, and unusual anyway",
            ["tfesi", "ilesi"],
            [
                ("forbidden", "r2_two_epidurals_one_region", None),
                ("warn", "r7_different_spinal_injections", None),
            ],
        ),
        (
            "the same epidural twice is not of different kinds",
            ["tfesi", "tfesi"],
            [("forbidden", "r2_two_epidurals_one_region", None)],
        ),
        (
            "both sides of the neck",
            ["stellate", "stellate"],
            [
                ("forbidden", "r1_stellate_both_sides_24h", 24),
                ("forbidden", "r1_stellate_both_sides_48h", 48),
                ("warn", "r8_two_sympathetic_blocks", None),
            ],
        ),
        (
            "therapy after an epidural",
            ["tfesi", "manual_therapy"],
            [("forbidden", "r10_therapy_after_neuraxial", 48)],
        ),
        ("therapy before an epidural", ["manual_therapy", "tfesi"], []),
        (
            "test block and ablation",
            ["medial_branch_block", "rfa_medial_branch"],
            [
                ("forbidden", "r6_test_block_then_ablation", None),
                ("warn", "r7_different_spinal_injections", None),
            ],
        ),
        (
            "ablation named first: the rule holds both ways round",
            ["rfa_medial_branch", "medial_branch_block"],
            [
                ("forbidden", "r6_test_block_then_ablation", None),
                ("warn", "r7_different_spinal_injections", None),
            ],
        ),
        ("nerve test after a block", ["tpi", "enmg"], [("warn", "r11_enmg_after_block", 24)]),
        ("nerve test first", ["enmg", "tpi"], []),
        (
            "epidural and trigger points",
            ["tfesi", "tpi"],
            [("good", "tfesi_with_trigger_points", None)],
        ),
        (
            "pictures, then the doctor",
            ["mri_spine", "consult_neurosurgeon"],
            [("good", "r16_imaging_then_consultation", None)],
        ),
        (
            "stellate with an epidural",
            ["stellate", "ilesi"],
            [("warn", "r8_sympathetic_with_epidural", None)],
        ),
        (
            "an operation and an injection",
            ["microdiscectomy", "tpi"],
            [("forbidden", "operation_with_injection", None)],
        ),
        (
            "conservative care",
            ["physiotherapy", "exercise_therapy"],
            [("good", "conservative_together", None)],
        ),
        ("one procedure alone", ["tfesi"], []),
        ("nothing", [], []),
    ],
)
def test_combination_verdicts(
    label: str, codes: list[str], expected: list[tuple[str, str, int | None]]
) -> None:
    assert verdicts(*codes) == expected, label


def test_every_pair_of_a_longer_visit_is_judged() -> None:
    rules = {rule for _, rule, _ in verdicts("tfesi", "tpi", "ilesi")}
    assert {"tfesi_with_trigger_points", "ilesi_with_trigger_points"} <= rules
    assert "r2_two_epidurals_one_region" in rules


def test_verdicts_take_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        combination_verdicts(["tfesi", "tpi", "ilesi", "stellate"])


def test_a_past_visit_may_be_of_a_retired_type() -> None:
    retire("tfesi")
    assert verdicts("tfesi", "manual_therapy") == [("forbidden", "r10_therapy_after_neuraxial", 48)]


def test_unknown_code_has_no_verdict() -> None:
    with pytest.raises(UnknownProcedure):
        combination_verdicts(["tfesi", "nothing"])


def test_questions_of_a_combined_visit_come_once_in_the_order_of_the_questionnaire() -> None:
    questions = screening_questions_for(["stellate", "tpi"])
    codes = [question.code for question in questions]
    positions = [question.position for question in questions]
    assert positions == sorted(set(positions))
    assert {"glaucoma_heart_lung", "anticoagulant"} <= set(codes)
    assert "mri_metal" not in codes


def test_instructions_of_a_combined_visit_come_once_the_earliest_first() -> None:
    instructions = instructions_for(["tfesi", "tpi"])
    texts = [(one.day_offset, one.text) for one in instructions]
    assert len(texts) == len(set(texts))
    assert [day for day, _ in texts] == sorted((day for day, _ in texts), reverse=True)
    assert texts[0][0] == 14
    assert len([text for _, text in texts if text.startswith("Write down every medicine")]) == 1
