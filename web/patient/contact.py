"""How whoever books is reached, and whether that is proven."""

from dataclasses import dataclass

from django.conf import settings

from scheduling.core.contact import Channel
from scheduling.models import Clinic
from web.patient.draft import Draft
from web.patient.speaking import hidden_email, hidden_phone, spoken_phone


@dataclass(frozen=True, slots=True)
class Way:
    """One way to send a code; shown: where to, in words."""

    channel: Channel
    address: str
    shown: str


def ways_to(draft: Draft, clinic: Clinic) -> list[Way]:
    """Return the ways a code can go, the quickest first; none if only a call reaches the person.

    What an order told about the patient is not shown to whoever holds its paper: only its end.
    """
    details = draft.details
    if is_call_only(draft):
        return []
    phone, email = details.get("phone", ""), details.get("email", "")
    ways = []
    if phone and settings.SMS_GATEWAY_DOMAIN:
        shown = spoken_phone(phone, clinic.calling_code)
        ways.append(Way(Channel.TEXT, phone, hidden_phone(phone) if draft.is_known else shown))
    if email:
        ways.append(Way(Channel.EMAIL, email, hidden_email() if draft.is_known else email))
    return ways


def is_call_only(draft: Draft) -> bool:
    """Whether neither text nor mail reaches the person, so that staff call before it is firm."""
    details = draft.details
    takes_text = bool(details.get("phone") and settings.SMS_GATEWAY_DOMAIN)
    return bool(details.get("call_only")) or not (takes_text or details.get("email"))


def needs_code(draft: Draft) -> bool:
    """Whether a booking has the step of the code; an order has proven the person already."""
    return not draft.order_code and not (draft.details_done and is_call_only(draft))


def is_proven(draft: Draft) -> bool:
    """Whether the phone or the address has been proven, and is still the one to be used."""
    details = draft.details
    return bool(draft.proven) and draft.proven in (details.get("phone"), details.get("email"))
