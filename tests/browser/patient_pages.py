"""Every page of the patient: how one gets there, and the heading that proves it.

A new page is one more line; pages for staff have a table of their own beside this one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.browser.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Case:
    """A page: the way to it, and words of its h1."""

    way: Callable[[Visitor], object]
    heading: str


TIME, DETAILS, HEALTH = "Choose a date and time", "Your details", "Your health"

PATIENT_PAGES: Mapping[str, Case] = {
    "start": Case(lambda me: me.open("/"), "Book your visit"),
    "start with errors": Case(lambda me: me.open("/").press("Continue"), "Book your visit"),
    "consultations": Case(lambda me: me.need("A first consultation"), "What would you like"),
    "everything": Case(lambda me: me.open("/book/?need=all"), "What would you like"),
    "time": Case(lambda me: me.open("/book/consult_neurologist/"), TIME),
    "time with an order": Case(lambda me: me.order(), TIME),
    "time not chosen": Case(lambda me: me.open("/book/tfesi/").press("Continue"), TIME),
    "time while one is kept": Case(lambda me: me.order().time().open("/book/tfesi/"), TIME),
    "refused": Case(lambda me: me.open("/book/microdiscectomy/"), "A consultation comes first"),
    "details": Case(lambda me: me.open("/book/tfesi/").time(), DETAILS),
    "details with errors": Case(
        lambda me: me.open("/book/tfesi/").time().press("Continue"), DETAILS
    ),
    "health": Case(lambda me: me.order().time(), HEALTH),
    "health with errors": Case(lambda me: me.order().time().press("Continue"), HEALTH),
    "check": Case(lambda me: me.order().time().healthy(), "Check your answers"),
    "check without an order": Case(
        lambda me: me.open("/book/tfesi/").time().details().healthy(), "Check your answers"
    ),
    "booked": Case(lambda me: me.booked(), "Arrive at"),
    "requested": Case(lambda me: me.requested(), "Arrive at"),
    "cancel": Case(lambda me: me.booked().open("/visit/cancel/"), "Cancel the visit"),
    "cancel with errors": Case(
        lambda me: me.booked().open("/visit/cancel/").press("Yes, cancel"), "Cancel the visit"
    ),
    "cancelled": Case(lambda me: me.booked().cancelled(), "Arrive at"),
    "find": Case(lambda me: me.open("/visit/find/"), "Find your booking"),
    "find with errors": Case(
        lambda me: me.open("/visit/find/").press("Find my booking"), "Find your booking"
    ),
    "unknown link": Case(lambda me: me.open("/visit/not-a-token/"), "We cannot find"),
    "unknown page": Case(lambda me: me.open("/nowhere/"), "We cannot find"),
    "privacy": Case(lambda me: me.open("/privacy/"), "Privacy"),
    "accessibility": Case(lambda me: me.open("/accessibility/"), "Accessibility"),
}
