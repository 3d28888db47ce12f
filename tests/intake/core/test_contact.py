"""The code of a contact check."""

from uuid import UUID

import pytest

from intake.core.contact import contact_code, is_code, typed_code

UID, OTHER = UUID(int=1), UUID(int=2)
KEY = b"the server's key"


def test_a_code_has_six_figures_and_belongs_to_its_check_and_key() -> None:
    code = contact_code(KEY, UID)
    assert len(code) == 6
    assert code.isdecimal()
    assert len({code, contact_code(KEY, OTHER), contact_code(b"another key", UID)}) == 3


@pytest.mark.parametrize(
    ("text", "read"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("123-456", "123456"), ("١٢٣456", "456")],
    ids=["plain", "with spaces", "with a dash", "other figures"],
)
def test_a_code_is_read_as_people_type_it(text: str, read: str) -> None:
    assert typed_code(text) == read


def test_only_the_right_code_is_the_code() -> None:
    code = contact_code(KEY, UID)
    assert is_code(KEY, UID, f"{code[:3]} {code[3:]}")
    assert not is_code(KEY, UID, contact_code(KEY, OTHER))
    assert not is_code(KEY, UID, "")
