"""Whether somebody takes a blood thinner, and which."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from procedures.models import AntithromboticLeadTime, ScreeningQuestion
from web.patient.booking.forms.health import ANSWERS

UNKNOWN = "unknown"


class MedicinesForm(forms.Form):
    """Yes, no or not sure; which ones only helps: without it the longest time counts."""

    answer = forms.ChoiceField(
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Answer yes, no or not sure.")},
    )
    medicines = forms.MultipleChoiceField(
        label=gettext_lazy("Which one, if you know?"),
        help_text=gettext_lazy("You find the name on the box. Tick more than one if you need to."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        question: ScreeningQuestion,
        lead_times: Iterable[AntithromboticLeadTime],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text_in(language)
        choices = [(each.code, each.plain_name_in(language)) for each in lead_times]
        choices.append((UNKNOWN, str(gettext_lazy("Another one, or I do not know"))))
        self.fields["medicines"].choices = choices  # type: ignore[attr-defined]

    def named(self) -> list[str]:
        """Return the medicines by code; none where one of them is not known, or none is taken."""
        chosen = self.cleaned_data["medicines"]
        is_known = self.cleaned_data["answer"] != "no" and UNKNOWN not in chosen
        return list(chosen) if is_known else []
