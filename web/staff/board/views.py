"""The day of the whole clinic: as a list, or as lanes."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from clinics.core.resource_kind import Kind
from clinics.errors import NotFound
from clinics.models import Clinic, Resource
from clinics.selectors.closed_times import closed_times
from clinics.selectors.resources import active_resources
from intake.selectors.day import visits_of_day
from people.models import User
from people.permissions import Action
from people.services.access_log import record_access, record_list
from web.staff.access import render_staff, staff_page
from web.staff.board.lanes import build_board
from web.staff.board.list import BoardRow, build_rows, count_rows, narrow
from web.staff.board.panel import panel_phases
from web.staff.dates import asked_day, day_links

VIEWS = {
    "list": _("List"),
    "all": _("All"),
    "specialists": _("Specialists"),
    "rooms": _("Rooms"),
    "bays": _("Bays"),
}
LONGEST_SEARCH = 100
SEARCH = "board_search"
"""Key of the session."""


@require_safe
@staff_page(Action.SEE_BOARD)
def board(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show one day: ?date=, ?view=, ?practitioner=, and ?visit= picks one out.

    ?found=1 shows only what was searched for last; the words are a name and stay out of addresses.
    """
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    day = asked_day(request, clinic, now)
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS else "list"
    resources = list(active_resources(clinic))
    people = [each for each in resources if each.kind == Kind.PRACTITIONER]
    practitioner = _asked_practitioner(request, people)
    words = request.session.get(SEARCH, "") if "found" in request.GET else ""
    visits = visits_of_day(user=user, clinic=clinic, day=day)
    record_list(user=user, what=f"board {clinic.slug} {day}")
    rows = build_rows(visits, day=day, now=now)
    shown = narrow(rows, practitioner=practitioner.pk if practitioner else None, words=words)
    context: dict[str, Any] = {
        "dates": day_links(request, clinic, day, now),
        "kept": _kept(day.isoformat(), practitioner, words),
        "view": view,
        "views": VIEWS,
        "people": people,
        "practitioner": practitioner,
        "words": words,
        "rows": shown,
        "is_narrowed": bool(words or practitioner),
        "now": now,
        **count_rows(rows),
    }
    if view != "list":
        found = {row.appointment.pk for row in shown}
        kept = [each for each in visits if each.appointment.pk in found]
        picked = _asked_visit(request)
        closed = closed_times(clinic=clinic, resources=resources, day=day)
        context["board"] = build_board(
            kept, resources, closed, view=view, zone=clinic.zone, now=now, picked=picked
        )
        context["row"] = _opened(rows, picked, user)
        context["phases"] = panel_phases(
            next((each for each in visits if each.appointment.uid == picked), None)
        )
    return render_staff(request, clinic, "staff/board/board.html", context)


@require_POST
@staff_page(Action.SEE_BOARD)
def find(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Remember what is searched for, and show it on the board."""
    words = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    request.session[SEARCH] = words
    names = ("date", "view", "practitioner")
    asked = {name: request.POST[name] for name in names if request.POST.get(name)}
    query = urlencode(asked | ({"found": 1} if words else {}))
    return redirect(f"{reverse('staff:board')}?{query}")


def _opened(rows: list[BoardRow], picked: UUID | None, user: User) -> BoardRow | None:
    """Return the visit that is picked out, and write down who looked at it."""
    row = next((row for row in rows if row.appointment.uid == picked), None)
    if row is not None:
        record_access(user=user, patient=row.patient, what="board, one visit")
    return row


def _kept(day: str, practitioner: Resource | None, words: str) -> str:
    """Return what other views of the same day keep of the address."""
    asked = {
        "date": day,
        "practitioner": practitioner.pk if practitioner else "",
        "found": 1 if words else "",
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _asked_practitioner(request: HttpRequest, people: list[Resource]) -> Resource | None:
    """Return the practitioner of ?practitioner=.

    Raises:
        NotFound: nobody with this id treats here.
    """
    asked = request.GET.get("practitioner", "")
    if not asked:
        return None
    found = next((each for each in people if str(each.pk) == asked), None)
    if found is None:
        raise NotFound(_("There is no such doctor at this clinic."))
    return found


def _asked_visit(request: HttpRequest) -> UUID | None:
    """Return the visit to pick out; what is no id picks nothing."""
    try:
        return UUID(request.GET.get("visit", ""))
    except ValueError:
        return None
