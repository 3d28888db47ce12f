"""Levels as doctors type them, against the regions the catalogue names."""

import pytest

from scheduling.core.body_parts import is_level_of

SPINE = ["cervical", "thoracic", "lumbar", "sacral"]


@pytest.mark.parametrize(
    ("level", "regions", "fits"),
    [
        pytest.param("L5", SPINE, True, id="a vertebra"),
        pytest.param("l4/5", SPINE, True, id="a disc, in small letters"),
        pytest.param("L5-S1", SPINE, True, id="a disc between two regions"),
        pytest.param("L5/S1", ["lumbar"], False, id="half of it is elsewhere"),
        pytest.param("Th12", SPINE, True, id="thoracic as some write it"),
        pytest.param("lumbar", SPINE, True, id="a whole region"),
        pytest.param("L9", SPINE, False, id="no such vertebra"),
        pytest.param("C0", SPINE, False, id="nor this"),
        pytest.param("L4/55", SPINE, False, id="nor its second half"),
        pytest.param("C6", ["lumbar"], False, id="another region"),
        pytest.param("T12-L1", ["T12-L1"], True, id="the only level there is"),
        pytest.param("T12", ["T12-L1"], False, id="not the half of it"),
        pytest.param("upper back", ["upper_back"], True, id="a muscle group"),
        pytest.param("L5", ["upper_back"], False, id="a vertebra where muscles are meant"),
        pytest.param("left knee", SPINE, False, id="something else"),
        pytest.param("L5", [], False, id="nowhere"),
    ],
)
def test_a_level_is_of_a_region(level: str, regions: list[str], fits: bool) -> None:
    assert is_level_of(level, regions) == fits
