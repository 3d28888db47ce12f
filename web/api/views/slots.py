"""GET slots/ and slots/days/."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from intake.services.online_check import check_online
from procedures.selectors import open_consultations
from scheduling.core.online_policy import Stage
from scheduling.errors import OnlineRefused, RuleBroken
from scheduling.selectors.plan import VisitPlan, plan_visit
from scheduling.selectors.slots import available_slots, free_days
from web.api.serializers.problems import OPEN, answers
from web.api.serializers.slots import DaysSerializer, MonthQuery, SlotQuery, SlotsSerializer
from web.api.views.base import ApiView
from web.slot_answers import local_iso, slot_answer


class SlotsView(ApiView):
    """Free starts."""

    @extend_schema(
        auth=OPEN,
        operation_id="slots_list",
        summary="Free starts, earliest first",
        parameters=[SlotQuery],
        responses=answers({200: SlotsSerializer}, has_query=True),
    )
    def get(self, request: Request) -> Response:
        """Answer with offers; each can be held and booked as it is."""
        now = timezone.now()
        asked = self.read_query(SlotQuery, now=now)
        plan, refused = wished_visit(self, asked, now)
        if plan is None:
            return Response({"slots": [], "next": None, "refused": refused})
        found = available_slots(
            plan,
            first=asked["first"],
            last=asked["last"],
            now=now,
            part=asked.get("part"),
            limit=asked["limit"] + 1,
            after=asked.get("after"),
        )
        page, more = found[: asked["limit"]], len(found) > asked["limit"]
        zone = self.clinic.zone
        following = next_page(request, asked, local_iso(page[-1].start, zone)) if more else None
        return Response({"slots": [slot_answer(each, zone) for each in page], "next": following})


class SlotDaysView(ApiView):
    """How many free starts each day has."""

    @extend_schema(
        auth=OPEN,
        operation_id="slots_days",
        summary="Number of free starts, day by day",
        parameters=[MonthQuery],
        responses=answers({200: DaysSerializer}, has_query=True),
    )
    def get(self, request: Request) -> Response:
        """Answer with every day of a month from today on."""
        now = timezone.now()
        asked = self.read_query(MonthQuery, now=now)
        today = self.today(now)
        first, last = month_bounds(asked.get("month") or today.isoformat()[:7])
        first = max(first, today)
        plan, refused = wished_visit(self, asked, now)
        counts: dict[date, int] = {}
        if plan is not None and first <= last:
            counts = dict(free_days(plan, first=first, last=last, now=now, part=asked.get("part")))
        days = [
            {"date": day.isoformat(), "free": counts.get(day, 0)}
            for day in days_between(first, last)
        ]
        return Response({"days": days} if refused is None else {"days": days, "refused": refused})


def wished_visit(
    view: ApiView, asked: Mapping[str, Any], now: datetime
) -> tuple[VisitPlan | None, dict[str, Any] | None]:
    """Return the visit a search is for, or why there is none to search for."""
    try:
        plan = plan_visit(
            clinic=view.clinic,
            codes=asked["procedure"],
            now=now,
            practitioner=asked.get("practitioner"),
            is_staff=view.staff is not None,
        )
    except RuleBroken as error:
        return None, {"reason": str(error), "book_instead": []}
    try:
        check_online(plan.types, stage=Stage.OFFER, is_staff=view.staff is not None)
    except OnlineRefused as refused:
        return None, {"reason": str(refused), "book_instead": open_consultations()}
    return plan, None


def next_page(request: Request, asked: Mapping[str, Any], after: str) -> str:
    """Return the address that goes on after an entry, in the window that was searched."""
    query = {name: values for name, values in request.GET.lists() if any(values)}
    window = {"from": asked["first"].isoformat(), "to": asked["last"].isoformat(), "after": after}
    address = urlencode({**query, **window}, doseq=True)
    return request.build_absolute_uri(f"{request.path}?{address}")


def month_bounds(month: str) -> tuple[date, date]:
    """Return the first and last day of YYYY-MM."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def days_between(first: date, last: date) -> list[date]:
    """Return the days from first to last, both included; none if last is earlier."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
