"""What is booked in the demo, and how full its weeks are."""

from dataclasses import dataclass

from clinics.core.resource_kind import Kind
from demo.seed.clinic_facts import THU, TUE


@dataclass(frozen=True, slots=True)
class Share:
    """Procedures, by weight, that are booked until a kind of resource is busy enough.

    part: of the day's aim; 1.0 for what the clinic lives on. led_by: a capability; the visit goes
    to whoever has it and has most time that day. Empty: to whoever the service chooses. sessions:
    hours from which a day is filled without gaps, so that what is left can still be used. chance:
    of being done on a day at all. without: a capability of resources that do not count.
    """

    kind: Kind
    capability: str
    part: float
    weights: dict[str, int]
    led_by: str = ""
    sessions: tuple[int, ...] = (8, 10, 13, 15)
    chance: float = 1.0
    without: str = ""


SHARES = (
    Share(Kind.ROOM, "operating_theatre", 0.15, {
        "microdiscectomy": 4, "laminectomy": 2, "foraminotomy": 2, "kyphoplasty": 2,
        "vertebroplasty": 1, "spinal_fusion": 1, "corpectomy": 1,
    }, sessions=(8,), chance=0.6),
    Share(Kind.ROOM, "c_arm", 1.0, {
        "tfesi": 30, "ilesi": 14, "caudal": 8, "rfa_medial_branch": 14, "prf_drg": 8,
        "celiac_plexus": 3, "ganglion_impar": 5, "stellate": 6, "medial_branch_block": 12,
    }, led_by="spine_intervention"),
    Share(Kind.PRACTITIONER, "pain_specialist", 1.0, {
        "consult_pain": 6, "followup_procedure": 2, "medication_review": 2,
    }, led_by="pain_specialist"),
    Share(Kind.ROOM, "treatment_room", 0.25, {"tpi": 1}, without="c_arm"),
    Share(Kind.PRACTITIONER, "neurologist", 0.4, {"consult_neurologist": 3, "enmg": 1}),
    Share(Kind.PRACTITIONER, "neurosurgeon", 0.5, {
        "consult_neurosurgeon": 4, "followup_procedure": 1,
    }, led_by="neurosurgeon"),
    Share(Kind.PRACTITIONER, "orthopaedist", 0.35, {"consult_orthopaedist": 1}),
    Share(Kind.PRACTITIONER, "radiographer", 0.2, {
        "mri_spine": 4, "xray_functional": 2, "ct_spine": 1,
    }),
    Share(Kind.PRACTITIONER, "manual_therapist", 0.2, {"manual_therapy": 1}),
    Share(Kind.PRACTITIONER, "physiotherapist", 0.2, {"physiotherapy": 1}),
    Share(Kind.PRACTITIONER, "exercise_therapist", 0.2, {"exercise_therapy": 1}),
    Share(Kind.NURSE, "preassessment", 0.06, {"nurse_preassessment": 1}),
)  # fmt: skip

# On these days whoever operates does nothing else: an operation needs hours in one piece.
THEATRE_WEEKDAYS = (TUE, THU)
OPERATES = "spine_surgery"

# How full the weeks are, from the one before today's date to the sixth after it; about 60 %.
AIMS = (0.62, 0.65, 0.62, 0.60, 0.57, 0.54, 0.52, 0.48)


def aim_for(days_ahead: int) -> float:
    """Return how full a day should be that many days from today (negative: before)."""
    return AIMS[min(max(days_ahead // 7 + 1, 0), len(AIMS) - 1)]
