"""What may be added to a visit, and in which order it is done."""

from procedures.selectors import specs_for
from scheduling.selectors.combinations import Addition, additions, in_sequence
from scheduling.selectors.plan import BodyPart
from tests.world import World, add_resource


def added_to(world: World, code: str, part: BodyPart) -> dict[str, Addition]:
    (procedure,) = specs_for([code])
    found = additions(clinic=world.clinic, parts=[(procedure, part)])
    return {each.procedure.code: each for each in found}


def test_r16_tests_come_first_then_talks_then_treatment(world: World) -> None:
    codes = ["physiotherapy", "tpi", "consult_pain", "mri_spine", "tfesi"]
    parts = [(each, BodyPart()) for each in specs_for(codes)]
    assert [each.code for each, _ in in_sequence(parts)] == [
        "mri_spine",
        "consult_pain",
        "tpi",
        "tfesi",
        "physiotherapy",
    ]


def test_what_goes_well_is_first_and_what_is_forbidden_says_why(world: World) -> None:
    found = added_to(world, "caudal", BodyPart())
    assert next(iter(found)) == "ganglion_impar"
    assert found["ganglion_impar"].is_good
    assert "Only one epidural" in found["tfesi"].reason
    assert "48 hours" in found["physiotherapy"].reason
    assert "a doctor should agree" in found["medial_branch_block"].warning


def test_another_region_may_make_it_possible(world: World) -> None:
    assert not added_to(world, "tfesi", BodyPart("left", ("L5",)))["ilesi"].reason
    assert added_to(world, "tfesi", BodyPart("left"))["ilesi"].reason


def test_what_no_room_could_do_together_is_left_out(world: World) -> None:
    assert "tpi" not in added_to(world, "caudal", BodyPart())
    add_resource(world, "room", "Procedure T", ["image_guidance", "treatment_room"])
    assert added_to(world, "caudal", BodyPart())["tpi"].is_good


def test_what_patients_cannot_book_is_left_out(world: World) -> None:
    found = added_to(world, "caudal", BodyPart())
    assert not {"microdiscectomy", "nurse_preassessment"} & found.keys()
