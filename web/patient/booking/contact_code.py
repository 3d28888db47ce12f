"""Sending a code to whoever waits for it in front of the page."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from clinics.models import Clinic
from notifications.services.send_now import send_code
from scheduling.errors import NotPossible
from scheduling.services.holds import extend_hold
from web.patient.booking.contact import ways_to
from web.patient.draft import Draft, save_draft
from web.patient.limits import CODE, count_or_wait
from web.templatetags.page_languages import page_language


def send(
    request: HttpRequest,
    clinic: Clinic,
    draft: Draft,
    *,
    channel: str = "",
    is_new: bool = False,
) -> None:
    """Send a code, unless the last one is still good; the time is kept while it travels.

    Args:
        channel: the way wished for; else the quickest.

    Raises:
        TooManyCalls: very many codes were asked for from this address.
        whatever send_code raises.
    """
    count_or_wait(request, CODE)
    ways = ways_to(draft, clinic)
    way = next((each for each in ways if each.channel == channel), ways[0])
    now, hold = timezone.now(), UUID(draft.hold_id)
    check = send_code(
        clinic=clinic,
        hold=hold,
        token=draft.hold_token,
        channel=way.channel,
        address=way.address,
        language=draft.reached.get("language") or page_language(),
        now=now,
        is_new=is_new,
    )
    with suppress(NotPossible):
        extend_hold(clinic=clinic, uid=hold, token=draft.hold_token, now=now)
    draft.code_check, draft.proven = str(check.uid), ""
    save_draft(request.session, draft)
