import pytest

from clinics.core.grid import Grid, beginning_in, indexes, runs, shifted, touched, within

GRID = Grid(1000, 12)  # [1000, 1060)


def bits(mask: int) -> list[int]:
    return list(indexes(mask))


@pytest.mark.parametrize(
    ("spans", "inside", "touching"),
    [
        pytest.param([(1000, 1010)], [0, 1], [0, 1], id="on the grid"),
        pytest.param([(1002, 1013)], [1], [0, 1, 2], id="off the grid rounds both ways"),
        pytest.param([(900, 1005)], [0], [0], id="begins before the window"),
        pytest.param([(1055, 2000)], [11], [11], id="ends after it"),
        pytest.param([(900, 950), (1060, 1070)], [], [], id="outside"),
        pytest.param([(1001, 1004)], [], [0], id="shorter than a tick"),
    ],
)
def test_spans_become_masks(
    spans: list[tuple[int, int]], inside: list[int], touching: list[int]
) -> None:
    assert bits(within(spans, GRID)) == inside
    assert bits(touched(spans, GRID)) == touching


@pytest.mark.parametrize(
    ("span", "beginning"),
    [
        pytest.param((1000, 1010), [0, 1], id="on the grid"),
        pytest.param((1001, 1011), [1, 2], id="off the grid: the tick at 1010 begins inside"),
        pytest.param((1001, 1005), [], id="no tick begins inside"),
        pytest.param((0, 1005), [0], id="begins before the window"),
        pytest.param((1055, 2000), [11], id="ends after it"),
        pytest.param((1010, 1000), [], id="empty"),
    ],
)
def test_starts_are_refused_from_the_first_to_before_the_last(
    span: tuple[int, int], beginning: list[int]
) -> None:
    assert bits(beginning_in(span, GRID)) == beginning


@pytest.mark.parametrize("length", range(1, 9))
def test_runs_agree_with_counting(length: int) -> None:
    free = 0b1110_0111_1101_1111
    counted = [i for i in range(16) if all(free >> (i + k) & 1 for k in range(length))]
    assert bits(runs(free, length)) == counted


def test_shifting_drops_what_falls_out_in_front() -> None:
    assert shifted(0b1011, -1) == 0b101
    assert shifted(0b1011, 2) == 0b101100


def test_covering_grid_contains_both_ends() -> None:
    grid = Grid.covering(1003, 1021)
    assert (grid.origin, grid.end) == (1000, 1025)
    assert grid.minute(grid.index(1021)) == 1020
