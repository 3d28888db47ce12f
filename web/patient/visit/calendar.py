"""The visit in a calendar: as a file, and by links to calendars of other firms.

The addresses of the links leave to third parties, so they say "Appointment, <clinic>" and nothing
more: no procedure, no person, no reference.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.ical import CONTENT_TYPE, site_host, visit_calendar
from web.patient.pages import patient_page
from web.patient.visit_session import remembered_visit


@require_safe
@patient_page
def visit_ics(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Download the visit: when and where, nothing clinical, not even in the file's name."""
    visit = remembered_visit(request, clinic)
    if visit is None:
        raise NotFound(_("No visit is open in this browser."))
    content = visit_calendar(visit, host=site_host())
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
MAP = "https://www.openstreetmap.org/search"


def google_link(*, title: str, start: datetime, end: datetime, zone: str, place: str) -> str:
    """Return Google's page for a new entry. start, end: aware; zone: IANA name."""
    dates = "/".join(f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (start, end))
    query = {"action": "TEMPLATE", "text": title, "dates": dates, "ctz": zone, "location": place}
    return f"{GOOGLE}?{urlencode(query)}"


def outlook_link(*, title: str, start: datetime, end: datetime, place: str) -> str:
    """Return Outlook's page for a new entry. start, end: aware."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": _instant(start),
        "enddt": _instant(end),
        "location": place,
    }
    return f"{OUTLOOK}?{urlencode(query)}"


def map_link(address: str) -> str:
    """Return a map of the clinic's address; the address is no secret."""
    return f"{MAP}?{urlencode({'query': address})}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
