from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from web.patient.visit.calendar import google_link, map_link, outlook_link

START = datetime(2026, 11, 26, 7, tzinfo=UTC)
END = datetime(2026, 11, 26, 8, 5, tzinfo=UTC)
TITLE = "Appointment, MedClinic"
PLACE = "18 Lypova Street, Kyiv"


def test_google_gets_the_instant_and_the_zone() -> None:
    link = google_link(title=TITLE, start=START, end=END, zone="Europe/Kyiv", place=PLACE)
    query = parse_qs(urlsplit(link).query)
    assert query["dates"] == ["20261126T070000Z/20261126T080500Z"]
    assert query["ctz"] == ["Europe/Kyiv"]
    assert set(query) == {"action", "text", "dates", "ctz", "location"}


def test_outlook_gets_the_instant() -> None:
    link = outlook_link(title=TITLE, start=START, end=END, place=PLACE)
    query = parse_qs(urlsplit(link).query)
    assert (query["startdt"], query["enddt"]) == (
        ["2026-11-26T07:00:00Z"],
        ["2026-11-26T08:05:00Z"],
    )
    assert query["subject"] == [TITLE]


def test_map_shows_the_clinic_and_nobody_else() -> None:
    assert parse_qs(urlsplit(map_link(PLACE)).query) == {"query": [PLACE]}
