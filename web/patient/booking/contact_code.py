"""The code that proves a phone or an address: the ways it can go, and how it is sent."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from intake.core.contact import ContactChannel
from notifications.services.send_now import send_code
from notifications.transports.registry import sends_texts
from scheduling.errors import NotPossible
from scheduling.services.holds import extend_hold
from web.patient.contact_words import hidden_email, hidden_phone, spoken_phone
from web.patient.draft import Draft, save_draft
from web.patient.limits import CODE, count_or_wait
from web.patient.steps import is_call_only
from web.templatetags.page_languages import page_language


@dataclass(frozen=True, slots=True)
class Way:
    """One way to send a code; shown: where to, in words."""

    channel: ContactChannel
    address: str
    shown: str


def ways_to(draft: Draft, clinic: Clinic) -> list[Way]:
    """Return the ways a code can go, the quickest first; none if only a call reaches the person.

    What an order told about the patient is not shown to the holder of its paper: only its end.
    """
    details = draft.reached
    if is_call_only(draft):
        return []
    is_hidden = draft.is_known and not draft.has_carer
    phone, email = details.get("phone", ""), details.get("email", "")
    ways = []
    if phone and sends_texts():
        shown = spoken_phone(phone, clinic.calling_code)
        ways.append(Way(ContactChannel.TEXT, phone, hidden_phone(phone) if is_hidden else shown))
    if email:
        ways.append(Way(ContactChannel.EMAIL, email, hidden_email() if is_hidden else email))
    return ways


def contact_url(draft: Draft) -> str:
    """Return where the booker changes phone or email."""
    page = "patient:who" if draft.is_known else "patient:details"
    return f"{reverse(page)}#id_phone"


def is_proven(draft: Draft) -> bool:
    """Whether the phone or the address has been proven, and is still the one to be used."""
    details = draft.reached
    return bool(draft.proven) and draft.proven in (details.get("phone"), details.get("email"))


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
        channel: the way the patient asked for; else the quickest.

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
