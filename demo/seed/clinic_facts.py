"""What the demo clinics have: people, rooms, bays, machines, and when they work. Invented."""

from dataclasses import dataclass
from datetime import time

Hours = tuple[tuple[int, time, time], ...]

MON, TUE, WED, THU, FRI = range(5)
WEEK = (MON, TUE, WED, THU, FRI)


@dataclass(frozen=True, slots=True)
class Thing:
    """One resource to be. hours: (weekday, start, end); empty follows the doors.

    speciality: in English and in Ukrainian. gender: of a person.
    """

    kind: str
    name: str
    capabilities: tuple[str, ...]
    hours: Hours = ()
    speciality: tuple[str, str] = ("", "")
    languages: tuple[str, ...] = ("en",)
    gender: str = "unknown"


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """One clinic to be; `fields` are those of the Clinic model. pace: how busy it is."""

    fields: dict[str, object]
    doors: Hours
    things: tuple[Thing, ...]
    pace: float = 1.0


def weekly(days: tuple[int, ...], *spans: str) -> Hours:
    """Return hours written as people write them: weekly(WEEK, "08:30-12:30", "13:30-17:00")."""
    return tuple(
        (day, *(time.fromisoformat(edge) for edge in span.split("-")))  # type: ignore[misc]
        for day in days
        for span in spans
    )


def person(name: str, speciality: str, skills: str, hours: Hours, languages: str = "en") -> Thing:
    """Return somebody patients come to see."""
    return Thing(
        "practitioner",
        name,
        tuple(skills.split()),
        hours,
        (speciality, SPECIALITIES_UK[speciality]),
        tuple(languages.split()),
        "male" if name in MEN else "female",
    )


def place(kind: str, names: str, capabilities: str) -> list[Thing]:
    """Return rooms, bays or machines that are alike; they follow the doors."""
    return [Thing(kind, name, tuple(capabilities.split())) for name in names.split(", ")]


MEN = frozenset({"Dr Ihor Melnyk", "Dr Henrik Lindqvist", "Paulo Teixeira", "Jonas Weber"})
SPECIALITIES_UK = {
    "Pain specialist": "Лікар з лікування болю",
    "Neurosurgeon": "Нейрохірург",
    "Neurologist": "Невролог",
    "Orthopaedist-traumatologist": "Ортопед-травматолог",
    "Manual therapist": "Мануальний терапевт",
    "Physiotherapist": "Фізичний терапевт",
    "Exercise therapist": "Фахівець з лікувальної фізкультури",
    "Radiographer": "Рентгенолаборант",
    "Radiographer (MRI)": "Рентгенолаборант (МРТ)",
    "Anaesthetist": "Анестезіолог",
}
PAIN = "pain_specialist spine_intervention trigger_points prescribing procedure_follow_up"

KYIV = ClinicFacts(
    fields={
        "slug": "medclinic",
        "name": "MedClinic",
        "tagline": "pain and spine clinic",
        "time_zone": "Europe/Kyiv",
        "place": "Kyiv",
        "address": "18 Lypova Street, Kyiv",
        "directions": "Step-free entrance from the yard. The lift is on the left.",
        "phone": "044 000 12 34",
        "calling_code": "380",
        "emergency_number": "112",
        "alert_email": "alerts@medclinic.example",
        "escalation_email": "on-call@medclinic.example",
        "opening_note": "Monday to Friday, 8:00 to 18:00",
        "is_default": True,
        "translations": {
            "uk": {
                "tagline": "клініка лікування болю та хребта",
                "place": "Київ",
                "address": "вул. Липова, 18, Київ",
                "directions": "Вхід без сходів із двору. Ліфт ліворуч.",
                "opening_note": "з понеділка до п’ятниці, 8:00–18:00",
            },
        },
    },
    doors=weekly(WEEK, "08:00-18:00"),
    things=(
        person(
            "Dr Amara Osei",
            "Pain specialist",
            PAIN,
            weekly(WEEK, "08:30-12:30", "13:30-17:30"),
            "en uk",
        ),
        person(
            "Dr Lena Vogt",
            "Pain specialist",
            PAIN,
            weekly(WEEK, "08:30-12:00", "13:00-17:00"),
            "en de uk",
        ),
        person(
            "Dr Ihor Melnyk",
            "Neurosurgeon",
            "neurosurgeon spine_intervention spine_surgery trigger_points prescribing"
            " procedure_follow_up",
            # On theatre days an operation does not stop for lunch.
            weekly((MON, WED, FRI), "08:30-12:30", "13:30-17:00")
            + weekly((TUE, THU), "08:30-18:00"),
            "uk en",
        ),
        person(
            "Dr Sofia Marchenko",
            "Neurologist",
            "neurologist trigger_points prescribing",
            weekly(WEEK, "08:30-13:00", "14:00-17:00"),
            "uk en",
        ),
        person(
            "Dr Henrik Lindqvist",
            "Orthopaedist-traumatologist",
            "orthopaedist trigger_points prescribing",
            weekly((MON, TUE, WED, THU), "09:00-13:00", "14:00-17:30")
            + weekly((FRI,), "09:00-13:00"),
            "en uk",
        ),
        person(
            "Paulo Teixeira",
            "Manual therapist",
            "manual_therapist",
            weekly(WEEK, "09:00-13:00", "14:00-18:00"),
            "en pt uk",
        ),
        person(
            "Iryna Kovalenko",
            "Physiotherapist",
            "physiotherapist",
            weekly(WEEK, "08:00-12:00", "12:30-16:30"),
            "uk en",
        ),
        person(
            "Mei Tan",
            "Exercise therapist",
            "exercise_therapist",
            weekly(WEEK, "10:00-14:00", "14:30-18:00"),
            "en uk",
        ),
        person(
            "Aisha Rahman",
            "Radiographer",
            "radiographer",
            weekly(WEEK, "08:00-12:30", "13:00-17:00"),
            "en uk",
        ),
        person(
            "Jonas Weber",
            "Radiographer (MRI)",
            "radiographer radiographer_mri",
            weekly(WEEK, "09:00-13:00", "13:30-18:00"),
            "en de uk",
        ),
        person(
            "Dr Nadia Haddad",
            "Anaesthetist",
            "anaesthetist",
            weekly((TUE, THU), "08:00-18:00"),
            "en uk",
        ),
        Thing(
            "nurse",
            "Oksana Hryn",
            ("preassessment",),
            weekly(WEEK, "08:00-12:00", "13:00-17:00"),
        ),
        # Trigger points are treated there too, when they come with an injection in one visit;
        # alone they go to the treatment room, which the ranking prefers.
        *place(
            "room",
            "Procedure A",
            "procedure_room c_arm image_guidance treatment_room step_free",
        ),
        *place("room", "Procedure B", "procedure_room c_arm image_guidance treatment_room"),
        # With an ultrasound machine: caudal and stellate blocks need no C-arm there.
        *place("room", "Treatment 1", "treatment_room image_guidance"),
        *place("room", "Consulting 1", "consulting_room step_free"),
        *place("room", "Consulting 2, Consulting 3", "consulting_room"),
        *place("room", "X-ray", "xray_room"),
        *place("room", "CT", "ct_room"),
        *place("room", "MRI", "mri_room"),
        *place("room", "Nerve tests", "emg_room"),
        *place("room", "Therapy room", "therapy_room"),
        *place("room", "Gym", "gym"),
        *place("room", "Theatre", "operating_theatre"),
        *place("bay", "Bay 1, Bay 2, Bay 3, Bay 4, Bay 5", "preparation recovery"),
        *place("bay", "PACU 1", "pacu"),
        *place("bay", "Ward bed 1, Ward bed 2", "ward_bed"),
        *place("equipment", "RF generator 1, RF generator 2", "rf_generator"),
    ),
)

LISBON = ClinicFacts(
    fields={
        "slug": "medclinic-lisbon",
        "name": "MedClinic Lisbon",
        "tagline": "pain and spine clinic",
        "time_zone": "Europe/Lisbon",
        "place": "Lisbon",
        "address": "7 Rua das Flores, Lisbon",
        "phone": "21 000 12 34",
        "calling_code": "351",
        "emergency_number": "112",
        "alert_email": "alerts@medclinic.example",
        "escalation_email": "on-call@medclinic.example",
        "opening_note": "Monday to Friday, 9:00 to 18:00",
        "slot_step_minutes": 15,
        "translations": {
            "uk": {
                "tagline": "клініка лікування болю та хребта",
                "place": "Лісабон",
                "opening_note": "з понеділка до п’ятниці, 9:00–18:00",
            },
        },
    },
    doors=weekly(WEEK, "09:00-18:00"),
    pace=0.25,
    things=(
        person(
            "Dr Rita Pinto",
            "Pain specialist",
            PAIN,
            weekly(WEEK, "09:00-13:00", "14:00-18:00"),
            "pt en",
        ),
        *place("room", "Consulting 1", "consulting_room"),
        *place("room", "Treatment 1", "treatment_room"),
        *place("bay", "Bay 1", "preparation recovery"),
    ),
)
