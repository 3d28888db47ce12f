"""How whoever books is reached, and whether that is proven."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from clinics.models import Clinic
from intake.core.contact import Channel
from web.patient.contact_words import hidden_email, hidden_phone, spoken_phone
from web.patient.draft import Draft


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
    details = draft.reached
    if is_call_only(draft):
        return []
    is_hidden = draft.is_known and not draft.has_carer
    phone, email = details.get("phone", ""), details.get("email", "")
    ways = []
    if phone and settings.SMS_GATEWAY_DOMAIN:
        shown = spoken_phone(phone, clinic.calling_code)
        ways.append(Way(Channel.TEXT, phone, hidden_phone(phone) if is_hidden else shown))
    if email:
        ways.append(Way(Channel.EMAIL, email, hidden_email() if is_hidden else email))
    return ways


def is_call_only(draft: Draft) -> bool:
    """Whether neither text nor mail reaches the person, so that staff call before it is firm."""
    details = draft.reached
    takes_text = bool(details.get("phone") and settings.SMS_GATEWAY_DOMAIN)
    return bool(details.get("call_only")) or not (takes_text or details.get("email"))


def needs_code(draft: Draft) -> bool:
    """Whether a booking has the step of the code; an order has proven the patient, but no carer."""
    by_another = draft.has_carer or (draft.is_known and draft.for_other)
    is_needed = by_another or not draft.order_code
    return is_needed and not (draft.details_done and is_call_only(draft))


def contact_url(draft: Draft) -> str:
    """Return where the phone or the email of whoever books is changed."""
    page = "patient:who" if draft.is_known else "patient:details"
    return f"{reverse(page)}#id_phone"


def is_proven(draft: Draft) -> bool:
    """Whether the phone or the address has been proven, and is still the one to be used."""
    details = draft.reached
    return bool(draft.proven) and draft.proven in (details.get("phone"), details.get("email"))
