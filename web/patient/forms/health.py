"""The health questions of a procedure."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from procedures.models import ScreeningQuestion

ANSWERS = (
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("unsure", gettext_lazy("Not sure")),
)


class HealthForm(forms.Form):
    """One yes, no or not sure for every question; none is guessed beforehand."""

    def __init__(
        self, *args: Any, questions: Iterable[ScreeningQuestion], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            text = question.text_in(language)
            self.fields[question.code] = forms.ChoiceField(
                label=text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Answer yes, no or not sure.")},
            )

    def answers(self) -> Mapping[str, str]:
        """Return question code to answer."""
        return dict(self.cleaned_data)
