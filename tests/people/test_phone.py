"""Phones as people type them, in several countries."""

import pytest

from people.phone import InvalidPhone, normalise_phone

UKRAINE, PORTUGAL, GERMANY, BRITAIN, ITALY = "380", "351", "49", "44", "39"


@pytest.mark.parametrize(
    ("typed", "code", "stored"),
    [
        ("050 000 47 12", UKRAINE, "+380500004712"),
        ("50 000 47 12", UKRAINE, "+380500004712"),
        ("+380 50 000 47 12", UKRAINE, "+380500004712"),
        ("+380 (0)50 000 47 12", UKRAINE, "+380500004712"),
        ("+3800500004712", UKRAINE, "+380500004712"),
        ("00380 50 000 47 12", UKRAINE, "+380500004712"),
        ("(044) 000-12-34", UKRAINE, "+380440001234"),
        ("050.000.47.12", UKRAINE, "+380500004712"),
        ("912 345 678", PORTUGAL, "+351912345678"),
        ("00351912345678", UKRAINE, "+351912345678"),
        ("030 12345678", GERMANY, "+493012345678"),
        ("+49 (0)30 12345678", GERMANY, "+493012345678"),
        ("020 7946 0018", BRITAIN, "+442079460018"),
        ("+44 (0)20 7946 0018", UKRAINE, "+442079460018"),
        ("06 1234 5678", ITALY, "+390612345678"),
        ("+39 06 1234 5678", UKRAINE, "+390612345678"),
        ("٠٥٠٠٠٠٤٧١٢", UKRAINE, "+380500004712"),
        ("＋380500004712", UKRAINE, "+380500004712"),
    ],
)
def test_a_number_is_stored_as_the_whole_world_dials_it(typed: str, code: str, stored: str) -> None:
    assert normalise_phone(typed, calling_code=code) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "050 11",
        "4712",
        "call me",
        "050 000 47 12 34 56 78",
        "+",
        "+999 1234567",
        "050 000 47 12 ext. 5",
        "000",
        "112",
    ],
)
def test_what_reaches_nobody_is_refused_with_a_way_to_mend_it(typed: str) -> None:
    with pytest.raises(InvalidPhone, match="country code"):
        normalise_phone(typed, calling_code=UKRAINE)


@pytest.mark.parametrize("code", ["", "0", "999"])
def test_a_clinic_without_a_country_takes_whole_numbers(code: str) -> None:
    assert normalise_phone("+380500004712", calling_code=code) == "+380500004712"
    with pytest.raises(InvalidPhone):
        normalise_phone("050 000 47 12", calling_code=code)
