"""The specialists a patient can choose from, as the page lists them."""

from dataclasses import dataclass
from datetime import date

from web.patient.draft import ANYONE
from web.patient.times.free_times import free_times
from web.patient.times.time_search import Question
from web.templatetags.page_languages import language_names, page_language


@dataclass(frozen=True, slots=True)
class ListedSpecialist:
    """One row. value: what the form sends; first_day: with a free time, None without any."""

    value: str
    name: str
    speciality: str
    languages: str
    first_day: date | None
    has_ordered: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Everybody; the doctor who ordered the visit first. soonest: the first free day of all."""

    soonest: date | None
    specialists: list[ListedSpecialist]
    checked: str

    @property
    def free(self) -> list[ListedSpecialist]:
        """Those who have a free time."""
        return [each for each in self.specialists if each.first_day]

    @property
    def full(self) -> list[ListedSpecialist]:
        """Those who have none: who looks for a doctor by name shall find out why."""
        return [each for each in self.specialists if not each.first_day]


def choice_of(question: Question, ticked: str) -> Choice:
    """Return who can do the visit, and from when on. Cost: 1 query, however many they are.

    Args:
        ticked: who was ticked in the form before its language was changed, if anybody.
    """
    zone, order = question.clinic.zone, question.wish.order
    free = free_times(question.plan, now=question.now)
    first = free.window.first_with_each()
    days = {who: start.astimezone(zone).date() for who, start in first.items()}
    listed = [
        ListedSpecialist(
            value=str(each.pk),
            name=each.name,
            speciality=each.practitioner.speciality_in(page_language()),
            languages=language_names(each.practitioner.languages),
            first_day=days.get(each.pk),
            has_ordered=order is not None and order.signed_by_id == each.practitioner_id,
        )
        for each in question.specialists
        if each.practitioner is not None
    ]
    listed.sort(key=lambda each: not each.has_ordered)
    wished = ticked or question.draft.specialist
    is_free = wished in {str(who) for who in days}
    return Choice(min(free.starts, default=None), listed, wished if is_free else ANYONE)
