"""The search that the pages of specialists and of times are about."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from clinics.models import Clinic, Resource
from intake.services.online_check import check_online
from people.models import Practitioner
from procedures.models import ProcedureType
from scheduling.core.filters import Narrowing
from scheduling.selectors.plan import VisitPlan, narrow
from scheduling.selectors.specialists import able_specialists
from web.patient.booking.visit_request import VisitRequest, plan_of, visit_request_of
from web.patient.draft import ANYONE, Draft, load_draft
from web.patient.safety.answers import load_safety
from web.patient.times.filters import Filters, read_filters
from web.patient.times.free_times import FreeTimes, free_times
from web.patient.times.hold import Held, held_time_if_any


@dataclass(frozen=True, slots=True)
class TimeSearch:
    """The search for a time of a visit. plan: not narrowed; specialists: who can do all of it.

    asked: the parameters of the address.
    """

    clinic: Clinic
    wanted: VisitRequest
    plan: VisitPlan
    specialists: list[Resource]
    draft: Draft
    held: Held | None
    now: datetime
    asked: QueryDict

    @property
    def filters(self) -> Filters:
        """What the times are narrowed down to."""
        return read_filters(self.asked, has_specialist=self.chosen is not None)

    @property
    def lacks_blood_thinner(self) -> bool:
        """Whether days depend on a blood thinner, and the patient has not been asked yet."""
        return self.wanted.asks_blood_thinner and not self.draft.thinner

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one specialist to choose from."""
        return len(self.specialists) > 1

    @property
    def chosen(self) -> Resource | None:
        """Whom the patient has chosen; None for the first who is free."""
        chosen = self.draft.specialist
        return next((each for each in self.specialists if str(each.pk) == chosen), None)

    @property
    def lacks_specialist(self) -> bool:
        """Whether there is a choice that has not been made, or not for this visit."""
        return self.has_choice and self.draft.specialist != ANYONE and self.chosen is None

    @property
    def people(self) -> list[Practitioner]:
        """The specialists whose gender and languages may be filtered: none once one is chosen."""
        if self.chosen is not None:
            return []
        return [each.practitioner for each in self.specialists if each.practitioner]

    @property
    def narrowing(self) -> Narrowing:
        """The times, people and rooms the patient keeps to."""
        return self.filters.narrowing(self.specialists, self.chosen)

    @property
    def narrow_plan(self) -> VisitPlan:
        """The visit as the patient would like it."""
        return narrow(self.plan, self.narrowing)

    def free(self) -> FreeTimes:
        """Read what is free; the time the patient keeps already counts as free to them."""
        return free_times(self.narrow_plan, now=self.now)

    def free_without_filters(self) -> FreeTimes:
        """Read what is free with whom the patient has chosen."""
        narrowing = Filters().narrowing(self.specialists, self.chosen)
        return free_times(narrow(self.plan, narrowing), now=self.now)


def time_search_of(request: HttpRequest, clinic: Clinic, procedure: ProcedureType) -> TimeSearch:
    """Return the search of this browser, for the patient as far as known.

    Raises:
        OnlineRefused: not to be booked here, or not before a consultation.
        RuleBroken: these are not done in one visit.
    """
    now = timezone.now()
    draft = load_draft(request.session)
    wanted = visit_request_of(draft, clinic, procedure.code, now=now)
    check_online(wanted.types, order=wanted.order, safety=load_safety(request.session).outcome)
    held = held_time_if_any(draft, clinic)
    plan = plan_of(wanted, clinic, draft, now=now, ignoring=held.pk if held else None)
    specialists = able_specialists(plan)
    draft.asks_specialist = len(specialists) > 1
    return TimeSearch(clinic, wanted, plan, specialists, draft, held, now, request.GET)
