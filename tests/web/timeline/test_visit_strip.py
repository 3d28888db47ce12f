from datetime import UTC, datetime, timedelta
from itertools import pairwise

from procedures.models import ProcedureType
from web.timeline.visit_strip import Span, strip_parts, typical_parts, typical_spans

NINE = datetime(2026, 11, 26, 7, tzinfo=UTC)


def procedure(category: str = "minimally_invasive", **minutes: int) -> ProcedureType:
    lengths = {"preparation_minutes": 15, "procedure_minutes": 20, "observation_minutes": 30}
    return ProcedureType(category=category, **(lengths | minutes))


def test_phases_follow_each_other_without_a_gap() -> None:
    spans = typical_spans(procedure(), NINE)
    assert [span.kind for span in spans] == ["preparation", "procedure", "observation"]
    assert [span.minutes for span in spans] == [15, 20, 30]
    assert spans[-1].end == NINE + timedelta(minutes=65)
    assert all(one.end == other.start for one, other in pairwise(spans))


def test_a_phase_without_length_is_absent() -> None:
    consultation = procedure("consultation", preparation_minutes=0, observation_minutes=0)
    (part,) = typical_parts(consultation)
    assert (part.tone, part.minutes, part.word) == ("consult", 20, "Consultation")
    assert len(typical_spans(consultation, NINE)) == 1


def test_parts_say_when_how_long_and_what() -> None:
    parts = strip_parts(typical_spans(procedure(), NINE), "minimally_invasive")
    assert [(part.tone, part.word) for part in parts] == [
        ("prep", "Prepare"),
        ("proc", "Procedure"),
        ("rest", "Rest"),
    ]
    assert parts[1].start == NINE + timedelta(minutes=15)


def test_minutes_are_elapsed_time_over_the_change_of_clocks() -> None:
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    span = Span("observation", start, start + timedelta(minutes=90))
    assert span.minutes == 90
