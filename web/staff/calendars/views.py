"""Calendar files: the page to ask for one, and the file."""

from datetime import date, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinics.errors import InvalidRequest, NotAllowed
from clinics.models import Clinic
from people.models import User
from people.permissions import Action
from scheduling.ical import CONTENT_TYPE
from scheduling.selectors.calendars import calendar_scopes, find_scope
from scheduling.services.calendar_export import LONGEST_DAYS, MOST_VISITS, export_calendar
from web.staff.access import render_staff, staff_page
from web.staff.calendars.forms import ExportForm

USUAL_DAYS = 30
TARGETS = {"detail": "id_detail_0"}  # a group of radios is mended at its first


@require_safe
@staff_page(Action.EXPORT_CALENDAR)
def calendars(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask whose calendar, which days and how much. ?scope= and ?from= fill the form."""
    today = timezone.now().astimezone(clinic.zone).date()
    scope = request.GET.get("scope", "")
    initial = {
        "scope": find_scope(clinic, scope).key if scope else "clinic",
        "from": request.GET.get("from") or today.isoformat(),
        "to": (today + timedelta(days=USUAL_DAYS)).isoformat(),
    }
    form = ExportForm(initial=initial, scopes=calendar_scopes(clinic))
    return _page(request, clinic, form)


@require_safe
@staff_page(Action.EXPORT_CALENDAR)
def export(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Hand out the file; what is wrong with the wish is said on the page that asked for it."""
    user = request.user
    assert isinstance(user, User)
    form = ExportForm(request.GET, scopes=calendar_scopes(clinic))
    if not form.is_valid():
        return _page(request, clinic, form, status=HTTPStatus.BAD_REQUEST)
    first, last = form.cleaned_data["from"], form.cleaned_data["to"]
    try:
        content = export_calendar(
            clinic=clinic,
            scope_key=form.cleaned_data["scope"],
            first=first,
            last=last,
            detail=form.cleaned_data["detail"],
            by=user,
        )
    except InvalidRequest as error:
        form.add_error(error.field or None, str(error))
        return _page(request, clinic, form, status=HTTPStatus.BAD_REQUEST)
    except NotAllowed as error:
        form.add_error("detail", str(error))
        return _page(request, clinic, form, status=HTTPStatus.FORBIDDEN)
    return _file(content, first, last)


def _file(content: bytes, first: date, last: date) -> HttpResponse:
    """Return a download whose name tells no one's name."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"calendar-{first.isoformat()}-{last.isoformat()}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(
    request: HttpRequest, clinic: Clinic, form: ExportForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    errors = [
        {"text": text, "target": TARGETS.get(name) or f"id_{name}"}
        for name, texts in form.errors.items()
        for text in texts
    ]
    context = {"form": form, "errors": errors, "most_days": LONGEST_DAYS, "most": MOST_VISITS}
    return render_staff(request, clinic, "staff/calendars/calendars.html", context, status=status)
