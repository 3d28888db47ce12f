"""The health questions of a procedure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intake.models import ConsentText
from procedures.models import ScreeningQuestion

ANSWERS = (
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("unsure", gettext_lazy("Not sure")),
)


TICK = "consent-"


class HealthForm(forms.Form):
    """One yes, no or not sure for every question, one tick for every item of consent.

    Nothing is guessed beforehand.
    """

    def __init__(
        self,
        *args: Any,
        questions: Iterable[ScreeningQuestion],
        language: str,
        texts: Sequence[ConsentText] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        self._ask(questions, language)
        for text in texts:
            for name, item in ticks_of(text).items():
                self.fields[name] = forms.BooleanField(
                    label=item, error_messages={"required": gettext_lazy("Tick this to go on.")}
                )

    def _ask(self, questions: Iterable[ScreeningQuestion], language: str) -> None:
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
        return {name: value for name, value in self.cleaned_data.items() if not is_tick(name)}

    def ticked(self) -> list[str]:
        """Return the names of the ticks."""
        return [name for name in self.cleaned_data if is_tick(name)]

    def question_fields(self) -> list[forms.BoundField]:
        """Return the questions, as the page shows them."""
        return [field for field in self if not is_tick(field.name)]

    def consents(self) -> list[tuple[ConsentText, list[forms.BoundField]]]:
        """Return each text with its ticks, as the page shows them."""
        return [(text, [self[name] for name in ticks_of(text)]) for text in self.texts]


def ticks_of(text: ConsentText) -> dict[str, str]:
    """Return the items of a text by the names of their ticks; another text has other names."""
    return {f"{TICK}{text.pk}-{number}": item for number, item in enumerate(text.items, start=1)}


def is_tick(name: str) -> bool:
    """Whether a field is an item of consent."""
    return name.startswith(TICK)


def texts_ticked(ticked: Iterable[str]) -> list[int]:
    """Return the ids of the texts whose items were ticked."""
    ids = {name.removeprefix(TICK).partition("-")[0] for name in ticked}
    return sorted(int(each) for each in ids if each.isascii() and each.isdecimal())
