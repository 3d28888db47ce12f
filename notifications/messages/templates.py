"""What each kind of message says first. Everything else is the same in all of them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from notifications.messages.context import Facts
from notifications.schedule import MessageKind


@dataclass(frozen=True, slots=True)
class Tidings:
    """The words that differ.

    subject: of the mail. headline: above the visit, large. state: what stands. short: state in a
    text message. ask: what we want to know, before the link to answer at. onward: what to do when
    it will not take place. is_on: the visit will take place as far as we know.
    """

    subject: str
    headline: str
    state: str
    short: str
    ask: str = ""
    onward: str = ""
    is_on: bool = True


def tidings_for(kind: str, facts: Facts, *, is_moved: bool) -> Tidings:
    """Return the words of a message in the active language.

    Args:
        is_moved: the patient was told another time before, which is void now.
    """
    if kind == MessageKind.CONFIRMATION and is_moved:
        return _moved(facts)
    return _WORDS[MessageKind(kind)](facts)


def _named(facts: Facts) -> dict[str, str]:
    return {
        "clinic": facts.clinic.name,
        "date": facts.date_mid,
        "start": facts.start,
        "finish": facts.finish,
        "answer_by": facts.answer_by,
    }


def _confirmation(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("Your appointment at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Arrive at %(start)s") % _named(facts),
        state=_("Your appointment is booked. Finished by %(finish)s.") % _named(facts),
        short=_("your appointment is booked"),
    )


def _moved(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("New time at %(clinic)s: %(date)s, %(start)s") % _named(facts),
        headline=_("Arrive at %(start)s") % _named(facts),
        state=_("Your appointment was moved to this time. Finished by %(finish)s.") % _named(facts),
        short=_("your appointment was moved"),
    )


def _request(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("Your request at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Arrive at %(start)s") % _named(facts),
        state=_(
            "Finished by %(finish)s. Not booked yet: we keep this time for you while a clinician "
            "reviews your request. We answer by %(answer_by)s."
        )
        % _named(facts),
        short=_("we have your request, not booked yet"),
    )


def _reminder(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("Reminder: your appointment at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Arrive at %(start)s") % _named(facts),
        state=_("We are expecting you. Finished by %(finish)s.") % _named(facts),
        short=_("reminder of your appointment"),
        ask=_(
            "Please tell us with one press that you are coming. If anything about your health has "
            "changed since you booked, tell us here before you come:"
        ),
    )


def _cancellation(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("Cancelled: your appointment at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Cancelled"),
        state=_("Your appointment from %(start)s to %(finish)s will not take place.")
        % _named(facts),
        short=_("your appointment is cancelled"),
        onward=_("You can book a new time online or by phone."),
        is_on=False,
    )


def _declined(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("About your request at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Not booked"),
        state=_(
            "A clinician has looked at your request: we cannot book this time for you. What you "
            "can do instead is on your booking page."
        ),
        short=_("we could not book your request, the link says what to do now"),
        onward=_("You can book a consultation or another time online, or call us."),
        is_on=False,
    )


def _unanswered(facts: Facts) -> Tidings:
    return Tidings(
        subject=_("About your request at %(clinic)s, %(date)s, %(start)s") % _named(facts),
        headline=_("Not booked"),
        state=_(
            "We are sorry: we did not answer your request in time. It has ended, and this time is "
            "no longer kept for you."
        ),
        short=_("sorry, we did not answer your request in time, it has ended"),
        onward=_("Please call us, or ask for another time online."),
        is_on=False,
    )


_WORDS = {
    MessageKind.CONFIRMATION: _confirmation,
    MessageKind.REQUEST: _request,
    MessageKind.REMINDER: _reminder,
    MessageKind.CANCELLATION: _cancellation,
    MessageKind.DECLINED: _declined,
    MessageKind.UNANSWERED: _unanswered,
}
