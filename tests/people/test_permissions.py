"""The role table, written out once more: a change of it is a decision, never a slip."""

import pytest

from people.models import Role, User
from people.permissions import Action, may

ROLES = (Role.DOCTOR, Role.NURSE, Role.RECEPTION, Role.MANAGER, Role.ADMIN)
TABLE = """
                    doctor  nurse  reception  manager  admin
switch_clinic       yes     yes    yes        yes      -
see_day             yes     yes    yes        yes      -
have_day            yes     -      -          -        -
see_board           yes     yes    yes        yes      -
see_visits          yes     yes    yes        yes      -
see_record          yes     yes    -          -        -
see_requests        yes     yes    yes        yes      -
confirm_called      yes     yes    yes        yes      -
answer_request      yes     -      -          -        -
see_alerts          yes     yes    yes        yes      -
take_alert          yes     yes    yes        yes      -
export_calendar     yes     yes    yes        yes      -
export_names        -       -      yes        yes      -
export_own_names    yes     -      -          -        -
book_for_patient    yes     -      yes        yes      -
change_visit        yes     -      yes        yes      -
undo_step_of_others -       -      -          yes      -
sign_order          yes     -      -          -        -
see_order           yes     -      -          -        -
see_resources       yes     yes    yes        yes      yes
see_support_pages   -       -      -          -        yes
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]


def test_the_table_knows_every_action_and_every_role() -> None:
    assert [row[0] for row in ROWS] == list(Action)
    assert TABLE.split()[: len(ROLES)] == list(ROLES) == list(Role)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_who_may_what(row: list[str]) -> None:
    action, *marks = row
    allowed = [role for role, mark in zip(ROLES, marks, strict=True) if mark == "yes"]
    for role in Role:
        assert may(role, Action(action)) == (role in allowed)
        assert may(User(role=role), Action(action)) == (role in allowed)


@pytest.mark.parametrize("action", Action)
def test_a_patient_may_nothing_here(action: Action) -> None:
    assert not may(None, action)
