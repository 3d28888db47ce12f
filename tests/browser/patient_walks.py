"""Every page of the patient, in the order people meet them.

A walk is a list of stops in one browser window: how one gets there from the stop before, and words
that prove it. A new page is one more stop; the pages of staff have walks of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.browser.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Stop:
    """A page: its name in a failure, the way to it, and words it shows."""

    name: str
    way: Callable[[Visitor], object]
    words: str


VOGT, WHOM = "Dr Lena Vogt", "/book/specialist/?next=/book/tfesi/"
CANCEL = "/visit/cancel/"

PATIENT_WALKS: Mapping[str, Sequence[Stop]] = {
    "with an order": (
        Stop("start", lambda me: me.open("/"), "Book your visit"),
        Stop("start with errors", lambda me: me.press("Continue"), "There is a problem"),
        Stop("time with an order", lambda me: me.order(), "Ordered by Dr Amara Osei"),
        Stop("health", lambda me: me.later(), "Your health"),
        Stop("health with errors", lambda me: me.press("Continue"), "There is a problem"),
        Stop("time while one is kept", lambda me: me.open("/book/tfesi/"), "Choose a date"),
        Stop(
            "who books, with errors",
            lambda me: me.open("/book/who/").answer("Someone else"),
            "There is a problem",
        ),
        Stop("check", lambda me: me.open("/book/health/").healthy(), "Confirm booking"),
        Stop("consent", lambda me: me.open("/book/consent/"), "Your consent"),
        Stop("booked", lambda me: me.open("/book/check/").confirm(), "Get ready"),
        Stop("coming", lambda me: me.open("/visit/"), "Are you coming?"),
        Stop("confirmed", lambda me: me.press("I am coming"), "We know that you are coming"),
        Stop("nothing told", lambda me: me.open("/visit/tell/").press("Tell the"), "is a problem"),
        Stop("told", lambda me: me.tell("A new allergy"), "Thank you for telling us"),
        Stop("change", lambda me: me.open("/visit/change/").safe(), "Your time now"),
        Stop("check the new time", lambda me: me.time(), "Keep my current time"),
        Stop("cancel", lambda me: me.open(CANCEL), "Why do you cancel?"),
        Stop("cancel with errors", lambda me: me.press("Yes, cancel"), "There is a problem"),
        Stop("cancelled", lambda me: me.cancelled(), "Cancelled"),
    ),
    "without an order": (
        Stop(
            "everything", lambda me: me.booking("/book/?need=all"), "What would you like to book?"
        ),
        Stop("time", lambda me: me.procedure("Guided lower-back injection"), "I have an order"),
        Stop("filters", lambda me: me.narrowed("Friday", "A woman"), "2 filters in use"),
        Stop("no times fit", lambda me: me.open("/book/tfesi/?weekday=7"), "No times fit these"),
        Stop("all times", lambda me: me.open("/book/tfesi/"), "I have an order"),
        Stop("time not chosen", lambda me: me.press("Continue"), "There is a problem"),
        Stop("details", lambda me: me.time(), "How do we reach you?"),
        Stop("details with errors", lambda me: me.press("Continue"), "There is a problem"),
        Stop("check", lambda me: me.details().healthy(), "You have no order for this"),
        Stop("code", lambda me: me.press("Send me the code"), "Enter the code"),
        Stop("code with errors", lambda me: me.press("Ask for this time"), "There is a problem"),
        Stop("requested", lambda me: me.code(), "Requested, not booked yet"),
    ),
    "two procedures in one visit": (
        Stop(
            "blood thinners",
            lambda me: me.open("/").order_without_answer(),
            "Do you take a blood thinner",
        ),
        Stop("no answer", lambda me: me.press("Continue"), "There is a problem"),
        Stop("specialist", lambda me: me.answer("Yes"), "Whom would you like to see?"),
        Stop("days hidden", lambda me: me.sees_anyone(), "Because of your blood thinner"),
        Stop("more", lambda me: me.press("Add another procedure"), "Goes well together"),
        Stop("where", lambda me: me.press("Pulse treatment"), "Which side?"),
        Stop("where not chosen", lambda me: me.press("Add to the visit"), "There is a problem"),
        Stop("added", lambda me: me.added(), "2 procedures, one after the other"),
        Stop("check", lambda me: me.time().healthy(), "Procedures, in one visit"),
        Stop("asked for", lambda me: me.confirm(), "Requested, not booked yet"),
    ),
    "to a consultation": (
        Stop("consultations", lambda me: me.need("A first consultation"), "Consultations"),
        Stop("time", lambda me: me.procedure("Visit to the neurologist"), "First available"),
        Stop("all times", lambda me: me.last_day().procedure("Show all"), "8:10"),
        Stop("refused", lambda me: me.open("/book/microdiscectomy/"), "A consultation comes"),
        Stop("whom", lambda me: me.open("/book/tfesi/").answer("No"), "Whom would you like"),
        Stop("with somebody", lambda me: me.chooses(VOGT), f"With {VOGT}."),
        Stop("no time with them", lambda me: me.away(VOGT).open("/book/tfesi/"), "has no free"),
        Stop("no free day", lambda me: me.open(WHOM), "No free day in the next"),
    ),
    "stopped": (
        Stop("advice for anybody", lambda me: me.open("/book/emergency/"), "When to get help now"),
        Stop("first question", lambda me: me.open("/book/tfesi/"), "Safety questions 1 of 6"),
        Stop("no answer", lambda me: me.press("Continue"), "There is a problem"),
        Stop("second question", lambda me: me.answer("No"), "Safety questions 2 of 6"),
        Stop("emergency", lambda me: me.answer("Not sure"), "We have told the clinic"),
    ),
    "called back": (
        Stop("we call", lambda me: me.open("/book/").safe(q5="Yes"), "Where do we reach you?"),
        Stop("no number", lambda me: me.press("Call me"), "There is a problem"),
        Stop("number left", lambda me: me.phone("050 000 47 15"), "We call 050 000 47 15"),
    ),
    "a doctor first": (
        Stop("consultations", lambda me: me.open("/book/").safe(q6="Yes"), "A doctor has to see"),
        Stop("refused", lambda me: me.open("/book/tfesi/"), "A consultation comes first"),
    ),
    "asking and reading": (
        Stop("find", lambda me: me.open("/visit/find/"), "Find your booking"),
        Stop("find with errors", lambda me: me.press("Find my booking"), "There is a problem"),
        Stop("unknown link", lambda me: me.open("/visit/not-a-token/"), "We cannot find"),
        Stop("unknown page", lambda me: me.open("/nowhere/"), "We cannot find"),
        Stop("privacy", lambda me: me.open("/privacy/"), "What we keep"),
        Stop("accessibility", lambda me: me.open("/accessibility/"), "Where it fails"),
    ),
}
