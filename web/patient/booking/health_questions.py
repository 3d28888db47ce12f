"""What a visit asks on the page of health and consent, and the form that asks it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from clinics.models import Clinic
from intake.models import ConsentText
from intake.selectors.consent import consent_texts_for
from procedures import blood_thinners
from procedures.models import ScreeningQuestion
from procedures.selectors import screening_questions_for, specs_for
from web.patient.draft import Draft
from web.templatetags.page_languages import page_language

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


@dataclass(frozen=True, slots=True)
class Asked:
    """Health questions, and texts to agree to."""

    questions: list[ScreeningQuestion]
    texts: list[ConsentText]


def asked_for(clinic: Clinic, draft: Draft) -> Asked:
    """Return what is asked for the chosen visit, in the language of the page. Cost: 2 queries."""
    return Asked(health_questions(draft), _texts(clinic, [draft.procedure, *draft.others]))


def asks_anything(clinic: Clinic, codes: Sequence[str]) -> bool:
    """Whether a visit of these procedures has the page at all."""
    return bool(screening_questions_for(codes) or _texts(clinic, codes))


def _texts(clinic: Clinic, codes: Sequence[str]) -> list[ConsentText]:
    return consent_texts_for(clinic=clinic, types=specs_for(codes), language=page_language())


def health_questions(draft: Draft) -> list[ScreeningQuestion]:
    """Return what the health page asks: nothing that was asked before the times. Cost: 1 query."""
    questions = screening_questions_for([draft.procedure, *draft.others])
    return [each for each in questions if each.code != blood_thinners.QUESTION or not draft.thinner]
