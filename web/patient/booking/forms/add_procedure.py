"""Where an added procedure is done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.models import ProcedureType
from web.patient.booking.forms.details import ASKED_RULES, UNSURE, region_choices, side_choices


class PlaceForm(forms.Form):
    """Side and region of one procedure, where the catalogue wants them; else it has no fields."""

    side = forms.ChoiceField(
        label=gettext_lazy("Which side?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the side.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Which part of the body?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the part of the body.")},
    )

    def __init__(self, *args: Any, procedure: ProcedureType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs_side = procedure.laterality == ProcedureType.Laterality.REQUIRED
        self._offer("side", side_choices(procedure.laterality_values) if needs_side else ())
        needs_region = procedure.level_rule in ASKED_RULES
        self._offer("level", region_choices(procedure.regions) if needs_region else ())

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        known = list(choices)
        field = self.fields[name]
        if len(known) < 2:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [*known, (UNSURE, _("Not sure"))]

    def place(self) -> dict[str, str]:
        """Return side and level as the draft keeps them."""
        return {name: str(self.cleaned_data.get(name, "")) for name in ("side", "level")}
