"""What a visit can need."""

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of resources."""

    PRACTITIONER = "practitioner"
    NURSE = "nurse"
    ROOM = "room"
    BAY = "bay"
    EQUIPMENT = "equipment"
