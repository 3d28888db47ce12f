"""Whom the patient would like to see."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from clinics.models import Resource
from web.patient.draft import ANYONE

REQUIRED = gettext_lazy("Choose whom you would like to see.")


class SpecialistForm(forms.Form):
    """One of those who can do the visit, or whoever is free first."""

    practitioner = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
    )

    def __init__(self, *args: Any, specialists: Iterable[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [str(each.pk) for each in specialists]
        self.fields["practitioner"].choices = [(id_, "") for id_ in (ANYONE, *ids)]  # type: ignore[attr-defined]
