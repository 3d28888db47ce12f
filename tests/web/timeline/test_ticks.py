import re

from web.timeline.ticks import minutes_css, ticks_css


def test_every_place_and_length_of_a_day_has_a_class() -> None:
    sheet = ticks_css()
    assert ".at-0{grid-column-start:1}" in sheet
    assert ".at-288{grid-column-start:289}" in sheet
    assert ".for-288{grid-column-end:span 288}" in sheet
    assert ".t-120{--ticks:120}" in sheet
    assert len(re.findall(r"\.for-", sheet)) == 288


def test_every_phase_length_on_the_grid_weighs_its_minutes() -> None:
    assert re.findall(r"\.m-(\d+)\{--min:\1\}", minutes_css()) == [
        str(minutes) for minutes in range(5, 301, 5)
    ]
