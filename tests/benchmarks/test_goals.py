"""What is said of a figure never flatters it."""

import math

import pytest

from benchmarks.goals import Goal, rounded
from benchmarks.report import BEGIN, END, put_into

SIXTH = 1 / 6


@pytest.mark.parametrize(
    ("figure", "is_ceiling", "shown"),
    [
        pytest.param(3.991, True, "4.00", id="a ceiling is rounded up"),
        pytest.param(0.1699, False, "0.16", id="a floor is rounded down"),
        pytest.param(0.25, False, "0.25", id="an exact figure stays"),
        pytest.param(math.inf, True, "-", id="there is none"),
    ],
)
def test_figures_are_rounded_against_us(figure: float, is_ceiling: bool, shown: str) -> None:
    assert rounded(figure, is_ceiling=is_ceiling) == shown


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        pytest.param(0.166, "**missed**", id="shown as 0.16, and below a sixth"),
        pytest.param(0.2, "met, aim missed", id="between must and aim"),
        pytest.param(0.34, "met, aim too", id="above both"),
    ],
)
def test_the_verdict_looks_at_the_exact_figure(figure: float, verdict: str) -> None:
    assert Goal("B5", "bookings", figure, SIXTH, 1 / 3, is_ceiling=False).verdict == verdict


def test_without_an_aim_a_goal_is_met_or_missed() -> None:
    assert Goal("issue", "bookings", 0.2, SIXTH, None, is_ceiling=False).verdict == "met"


def test_figures_are_put_between_their_marks() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert put_into(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="marks"):
        put_into("nothing here", "new")
