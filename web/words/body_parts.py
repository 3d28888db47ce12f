"""Sides and levels as doctors say them, in the reader's language."""

from django.utils.translation import gettext_lazy

SIDES = {
    "left": gettext_lazy("left"),
    "right": gettext_lazy("right"),
    "bilateral": gettext_lazy("both sides"),
    "midline": gettext_lazy("midline"),
}
REGIONS = {
    "cervical": gettext_lazy("cervical"),
    "thoracic": gettext_lazy("thoracic"),
    "lumbar": gettext_lazy("lumbar"),
    "sacral": gettext_lazy("sacral"),
    "whole_spine": gettext_lazy("whole spine"),
    "neck": gettext_lazy("neck"),
    "shoulder_girdle": gettext_lazy("shoulder girdle"),
    "upper_back": gettext_lazy("upper back"),
    "lower_back": gettext_lazy("lower back"),
    "buttock": gettext_lazy("buttock"),
    "upper_limb": gettext_lazy("upper limb"),
    "lower_limb": gettext_lazy("lower limb"),
}


def side_word(side: str) -> str:
    """Say a side; nothing for one that is unknown."""
    return str(SIDES.get(side, ""))


def level_word(level: str) -> str:
    """Say a region; a vertebra such as L5 is the same in every language."""
    return str(REGIONS.get(level, level.replace("_", " ")))
