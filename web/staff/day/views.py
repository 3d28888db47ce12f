"""The day of one practitioner."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinics.core.messages import Words
from clinics.errors import NotFound
from clinics.models import Clinic, Resource
from clinics.selectors.closed_times import closed_times
from clinics.selectors.resources import active_practitioners
from intake.selectors.day import visits_of_day
from people.models import User
from people.permissions import Action, may
from people.services.access_log import record_list
from scheduling.selectors.day import practitioner_resource
from web.staff.access import render_staff, staff_page
from web.staff.dates import asked_day, day_links
from web.staff.day.page import build_day_page

UNKNOWN = Words("There is no such doctor at this clinic.")


@require_safe
@staff_page(Action.SEE_DAY)
def day(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show one's own day, or with ?practitioner= a colleague's; ?date= another day."""
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    shown = asked_day(request, clinic, now)
    people = [] if may(user, Action.HAVE_DAY) else list(active_practitioners(clinic))
    resource = _asked_resource(request, clinic, user, people)
    context = {
        "dates": day_links(request, clinic, shown, now),
        "now": now,
        "people": people,
        "resource": resource,
        "may_open": may(user, Action.SEE_RECORD),
        "is_own": may(user, Action.HAVE_DAY) and "practitioner" not in request.GET,
    }
    if resource is not None:
        visits = visits_of_day(user=user, clinic=clinic, day=shown, resource=resource)
        record_list(user=user, what=f"day list {clinic.slug} {shown} {resource.pk}")
        closed = closed_times(clinic=clinic, resources=[resource], day=shown)[resource.pk]
        context["page"] = build_day_page(
            visits, resource=resource, closed=closed, day=shown, zone=clinic.zone, now=now
        )
    return render_staff(request, clinic, "staff/day/day.html", context)


def _asked_resource(
    request: HttpRequest, clinic: Clinic, user: User, people: list[Resource]
) -> Resource | None:
    """Return whose day is asked for: one's own, and for colleagues the first of the list.

    Raises:
        NotFound: nobody with this id treats here.
    """
    asked = request.GET.get("practitioner", "")
    if not asked:
        own = may(user, Action.HAVE_DAY)
        return practitioner_resource(user, clinic) if own else next(iter(people), None)
    known = people or list(active_practitioners(clinic))
    found = next((each for each in known if str(each.pk) == asked), None)
    if found is None:
        raise NotFound(UNKNOWN)
    return found
