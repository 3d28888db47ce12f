"""Whose calendar can be asked for, and how much of it."""

import pytest

from clinics.errors import NotFound
from people.models import Role
from scheduling.selectors.calendars import (
    Detail,
    Scope,
    allowed_details,
    calendar_scopes,
    find_scope,
)
from tests.world import World, build_clinic, staff

EVERYTHING = tuple(Detail)
UNNAMED = (Detail.BUSY, Detail.INITIALS)


def test_scopes_are_the_clinic_its_doctors_and_its_rooms(world: World) -> None:
    scopes = calendar_scopes(world.clinic)

    assert scopes[0] == Scope(world.clinic)
    kinds = [each.resource.kind for each in scopes[1:] if each.resource]
    assert kinds == ["practitioner"] * 3 + ["room"] * 4


def test_every_scope_is_found_by_its_key(world: World) -> None:
    for scope in calendar_scopes(world.clinic):
        assert find_scope(world.clinic, scope.key) == scope


@pytest.mark.parametrize(
    "key",
    ["", "Clinic", "practitioner:", "room:x", "room:0", "room:-1", "room: 1", "room:٣", "bay:1",
     "practitioner:1:2", "room:" + "9" * 30, "clinic:1", "\x00", "👩"],
)  # fmt: skip
def test_what_is_no_scope_is_not_found(world: World, key: str) -> None:
    with pytest.raises(NotFound):
        find_scope(world.clinic, key)


@pytest.mark.parametrize("name", ["Dr Amara Osei", "Procedure A"])
def test_scope_of_another_clinic_is_not_found(world: World, name: str) -> None:
    other = build_clinic(slug="elsewhere")
    key = Scope(other.clinic, other[name]).key

    assert find_scope(other.clinic, key).resource == other[name]
    with pytest.raises(NotFound):
        find_scope(world.clinic, key)


def test_kind_must_fit_the_resource(world: World) -> None:
    with pytest.raises(NotFound):
        find_scope(world.clinic, f"room:{world['Dr Amara Osei'].pk}")


@pytest.mark.parametrize(
    ("role", "own", "others", "room", "clinic"),
    [
        (Role.RECEPTION, EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING),
        (Role.MANAGER, EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING),
        (Role.DOCTOR, EVERYTHING, UNNAMED, UNNAMED, UNNAMED),
        (Role.NURSE, UNNAMED, UNNAMED, UNNAMED, UNNAMED),
        (Role.ADMIN, (), (), (), ()),
    ],
)
def test_detail_by_role(
    world: World,
    role: Role,
    own: tuple[Detail, ...],
    others: tuple[Detail, ...],
    room: tuple[Detail, ...],
    clinic: tuple[Detail, ...],
) -> None:
    user = staff(world, role, "me@clinic.example")
    mine = world["Dr Amara Osei"].practitioner
    assert mine is not None
    mine.user = user if role == Role.DOCTOR else None
    mine.save()
    scopes = [
        Scope(world.clinic, world[name])
        for name in ("Dr Amara Osei", "Dr Lena Vogt", "Procedure A")
    ]

    found = [allowed_details(user, each) for each in [*scopes, Scope(world.clinic)]]

    assert found == [own, others, room, clinic]
