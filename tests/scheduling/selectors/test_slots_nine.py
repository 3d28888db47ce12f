"""What a visit of each procedure holds, in minutes after arrival, written down by hand.

The minutes are those of procedures/data/catalogue.json as a person adds them up: preparation, then
the procedure, the room until it is clean again, the bay for the rest.
"""

import pytest

from intake.services.booking import book_appointment
from people.models import Role, User
from procedures.selectors import active_procedures
from scheduling.core.status import Status
from scheduling.errors import OnlineRefused, SlotTaken
from scheduling.models import Allocation, Appointment
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots
from scheduling.services.cancellation import cancel_appointment
from tests.world import NOW, World, add_resource, at, request_for, staff

START = at(24, 9)
Held = set[tuple[str, int, int]]

# The nine of the article. Names are those of tests/world.py without their number or letter.
NINE: dict[str, Held] = {
    "tfesi": {("Bay", 0, 15), ("Dr", 15, 35), ("Procedure", 15, 45), ("Bay", 35, 65)},
    "ilesi": {("Bay", 0, 15), ("Dr", 15, 35), ("Procedure", 15, 45), ("Bay", 35, 65)},
    "caudal": {("Bay", 0, 15), ("Dr", 15, 30), ("Procedure", 15, 40), ("Bay", 30, 60)},
    "rfa_medial_branch": {
        ("Bay", 0, 15), ("Dr", 15, 45), ("Procedure", 15, 55), ("RF", 15, 45), ("Bay", 45, 75),
    },
    "prf_drg": {
        ("Bay", 0, 15), ("Dr", 15, 40), ("Procedure", 15, 50), ("RF", 15, 40), ("Bay", 40, 70),
    },
    "celiac_plexus": {("Bay", 0, 20), ("Dr", 20, 50), ("Procedure", 20, 60), ("Bay", 50, 110)},
    "ganglion_impar": {("Bay", 0, 10), ("Dr", 10, 30), ("Procedure", 10, 40), ("Bay", 30, 60)},
    "stellate": {("Bay", 0, 15), ("Dr", 15, 35), ("Procedure", 15, 45), ("Bay", 35, 80)},
    "tpi": {("Bay", 0, 5), ("Dr", 5, 20), ("Treatment", 5, 25), ("Bay", 20, 35)},
}  # fmt: skip

SURGEON, ANAESTHETIST = ("practitioner", "spine_surgery"), ("practitioner", "anaesthetist")
THEATRE = [SURGEON, ANAESTHETIST, ("room", "operating_theatre"), ("bay", "ward_bed"),
           ("bay", "pacu")]  # fmt: skip


def operation(preparation: int, over: int, clean: int, home: int) -> Held:
    """The anaesthetist is there from the preparation on."""
    return {
        ("ward_bed", 0, preparation),
        ("spine_surgery", preparation, over),
        ("anaesthetist", 0, over),
        ("operating_theatre", preparation, clean),
        ("pacu", over, home),
    }


# The other eighteen and the four suggested ones: what the test clinic lacks, and what is held.
OTHERS: dict[str, tuple[list[tuple[str, str]], Held]] = {
    "spinal_fusion": (THEATRE, operation(45, 225, 260, 315)),
    "microdiscectomy": (THEATRE, operation(30, 105, 135, 180)),
    "kyphoplasty": (THEATRE, operation(30, 90, 115, 210)),
    "vertebroplasty": (THEATRE, operation(30, 90, 115, 210)),
    "corpectomy": (THEATRE, operation(60, 300, 345, 420)),
    "laminectomy": (THEATRE, operation(30, 110, 140, 185)),
    "foraminotomy": (THEATRE, operation(30, 90, 120, 180)),
    "xray_functional": (
        [("practitioner", "radiographer"), ("room", "xray_room")],
        {("radiographer", 5, 20), ("xray_room", 5, 25)},
    ),
    "ct_spine": (
        [("practitioner", "radiographer"), ("room", "ct_room")],
        {("radiographer", 10, 25), ("ct_room", 10, 30)},
    ),
    "mri_spine": (
        [("practitioner", "radiographer_mri"), ("room", "mri_room")],
        {("radiographer_mri", 15, 45), ("mri_room", 15, 50)},
    ),
    "enmg": ([("room", "emg_room")], {("Dr", 5, 50), ("emg_room", 0, 55)}),
    "consult_neurologist": ([], {("Dr", 0, 45), ("Consulting", 0, 45)}),
    "consult_neurosurgeon": (
        [("practitioner", "neurosurgeon")],
        {("neurosurgeon", 0, 30), ("Consulting", 0, 30)},
    ),
    "consult_orthopaedist": (
        [("practitioner", "orthopaedist")],
        {("orthopaedist", 0, 30), ("Consulting", 0, 30)},
    ),
    "medication_review": ([], {("Dr", 0, 20), ("Consulting", 0, 25)}),
    "manual_therapy": (
        [("practitioner", "manual_therapist"), ("room", "therapy_room")],
        {("manual_therapist", 0, 30), ("therapy_room", 0, 35)},
    ),
    "physiotherapy": (
        [("practitioner", "physiotherapist"), ("room", "therapy_room")],
        {("physiotherapist", 0, 30), ("therapy_room", 0, 35)},
    ),
    "exercise_therapy": (
        [("practitioner", "exercise_therapist"), ("room", "gym")],
        {("exercise_therapist", 0, 45), ("gym", 0, 50)},
    ),
    "medial_branch_block": ([], NINE["tfesi"]),
    "consult_pain": ([], {("Dr", 0, 40), ("Consulting", 0, 40)}),
    "followup_procedure": (
        [("practitioner", "procedure_follow_up")],
        {("procedure_follow_up", 0, 15), ("Consulting", 0, 15)},
    ),
    "nurse_preassessment": ([("nurse", "preassessment")], {("preassessment", 0, 10)}),
}

# What becomes of a booking by a stranger without an order (design.md section 4).
AT_ONCE = {
    "consult_neurologist", "consult_neurosurgeon", "consult_orthopaedist", "medication_review",
    "consult_pain",
}  # fmt: skip
REFUSED = {
    "spinal_fusion", "microdiscectomy", "kyphoplasty", "vertebroplasty", "corpectomy",
    "laminectomy", "foraminotomy", "manual_therapy", "physiotherapy", "exercise_therapy",
    "nurse_preassessment",
}  # fmt: skip


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@clinic.example")


def book(world: World, code: str, by: User | None = None) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=[code], start=START, request=request_for(), now=NOW, by=by
    )


def held(appointment: Appointment) -> Held:
    """Return what a visit holds now, in minutes after arrival."""
    begin = int(START.timestamp()) // 60
    live = Allocation.objects.filter(appointment=appointment, released_at=None)
    return {
        (row.resource.name.split()[0], row.start_minute - begin, row.end_minute - begin)
        for row in live.select_related("resource")
    }


def offered(world: World, code: str) -> list[object]:
    plan = plan_visit(clinic=world.clinic, codes=[code], now=NOW, is_staff=True)
    day = START.date()
    return [slot.start for slot in available_slots(plan, first=day, last=day, now=NOW)]


def provide(world: World, lacking: list[tuple[str, str]]) -> None:
    for kind, skill in lacking:
        add_resource(world, kind, skill, [skill])


@pytest.mark.parametrize("code", NINE)
def test_each_of_the_nine_holds_all_it_needs_until_it_is_cancelled(world: World, code: str) -> None:
    before = offered(world, code)
    visit = book(world, code)
    assert visit.status == Status.REQUESTED
    assert held(visit) == NINE[code]
    home = max(end for name, _, end in NINE[code] if name == "Bay")
    assert (visit.during.upper - visit.during.lower).total_seconds() == home * 60

    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, reason="", now=NOW
    )
    assert held(visit) == set()
    assert offered(world, code) == before


@pytest.mark.parametrize("code", NINE)
def test_phases_of_each_of_the_nine_follow_one_another(world: World, code: str) -> None:
    visit = book(world, code)
    bays = sorted((start, end) for name, start, end in NINE[code] if name == "Bay")
    doctor = next((start, end) for name, start, end in NINE[code] if name == "Dr")
    planned = [
        tuple(
            (edge - START).total_seconds() / 60 for edge in (row.planned.lower, row.planned.upper)
        )
        for row in visit.phases.order_by("position")
    ]
    assert planned == [bays[0], doctor, bays[1]]


@pytest.mark.parametrize("code", OTHERS)
def test_staff_book_the_others_as_soon_as_there_is_all_they_need(
    world: World, rita: User, code: str
) -> None:
    lacking, expected = OTHERS[code]
    if lacking:
        assert offered(world, code) == []
        with pytest.raises(SlotTaken) as taken:
            book(world, code, by=rita)
        assert taken.value.nearest == ()
    provide(world, lacking)
    visit = book(world, code, by=rita)
    assert visit.status == Status.BOOKED
    assert held(visit) == expected


@pytest.mark.parametrize("code", [*NINE, *OTHERS])
def test_a_stranger_is_booked_reviewed_or_refused(world: World, code: str) -> None:
    provide(world, OTHERS.get(code, ([], set()))[0])
    if code in REFUSED:
        with pytest.raises(OnlineRefused) as refusal:
            book(world, code)
        assert refusal.value.suggestion == "consultation"
    else:
        expected = Status.BOOKED if code in AT_ONCE else Status.REQUESTED
        assert book(world, code).status == expected


def test_the_tables_have_the_whole_catalogue(world: World) -> None:
    assert {*NINE, *OTHERS} == set(active_procedures().values_list("code", flat=True))
    assert (len(NINE), len(OTHERS)) == (9, 18 + 4)
