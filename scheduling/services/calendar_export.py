"""Handing a calendar file to staff: who may have which, how much, and who was told about whom."""

from datetime import date

from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest, NotAllowed
from clinics.models import Clinic
from people.models import User
from people.services.access_log import record_accesses
from scheduling.ical import schedule_calendar, site_host
from scheduling.selectors.calendars import (
    Detail,
    Scope,
    allowed_details,
    calendar_entries,
    find_scope,
)

LONGEST_DAYS = 366
MOST_VISITS = 2000
"""A file of 2,000 visits takes about a second and half a megabyte (reliability.md 4.1)."""


def export_calendar(
    *, clinic: Clinic, scope_key: str, first: date, last: date, detail: Detail, by: User
) -> bytes:
    """Return the iCalendar file of a practitioner, a room or the clinic.

    Whoever gets names is written down, one row per patient (AccessLog).

    Args:
        scope_key: practitioner:<id>, room:<id> or clinic.
        first, last: local days, inclusive.

    Raises:
        NotFound: no such scope at this clinic.
        NotAllowed: more detail than the role may have.
        InvalidRequest: days in the wrong order, too many of them, or too many visits.
    """
    check_days(first, last)
    scope = find_scope(clinic, scope_key)
    _check_detail(by, scope, detail)
    entries = calendar_entries(user=by, scope=scope, first=first, last=last, limit=MOST_VISITS + 1)
    if len(entries) > MOST_VISITS:
        raise InvalidRequest(
            _(
                "These are more than %(most)s visits, too many for one file. Choose fewer days, "
                "or one doctor or room."
            )
            % {"most": f"{MOST_VISITS:,}"},
            field="to",
        )
    if detail is Detail.FULL:
        patients = [each.appointment.patient_id for each in entries]
        shown = [each for each in patients if each is not None]
        record_accesses(user=by, patients=shown, what="calendar export with names")
    return schedule_calendar(
        entries,
        detail=detail,
        host=site_host(),
        name=f"{scope.name}, {clinic.name}" if scope.resource else clinic.name,
        zone=clinic.zone,
        first=first,
        last=last,
    )


def check_days(first: date, last: date) -> None:
    """Check the days of an export.

    Raises:
        InvalidRequest: in the wrong order, or more than a leap year.
    """
    if last < first:
        raise InvalidRequest(_("The last day must not be before the first one."), field="to")
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidRequest(
            _("A file can hold at most %(days)s days. Choose an earlier last day.")
            % {"days": LONGEST_DAYS},
            field="to",
        )


def _check_detail(by: User, scope: Scope, detail: Detail) -> None:
    allowed = allowed_details(by, scope)
    if detail in allowed:
        return
    if not allowed:
        raise NotAllowed(_("Your account cannot export calendars. Ask your manager."))
    raise NotAllowed(
        _("You may export names only from your own calendar. Choose initials instead.")
    )
