"""The rows of "Check your answers"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinics.models import Clinic
from procedures.blood_thinners import QUESTION
from procedures.catalogue import current_catalogue
from procedures.models import ScreeningQuestion
from scheduling.models import Order
from web.patient.booking.contact_code import contact_url
from web.patient.booking.details_form import REGION_NAMES, RELATIONS
from web.patient.booking.order import medical_label, plain_label
from web.patient.booking.visit_request import VisitRequest
from web.patient.contact_words import contact_words, spoken_phone
from web.patient.draft import Draft
from web.patient.steps import is_call_only
from web.patient.times.hold import Held
from web.templatetags.clinic_time import birth_date, clock, date_long, date_mid
from web.templatetags.page_languages import page_language

Effect = ScreeningQuestion.Effect


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was answered, and the way to change it; `what` completes "Change ..." when read out."""

    term: str
    lines: list[str]
    url: str
    what: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Everything the rows are made of."""

    draft: Draft
    clinic: Clinic
    held: Held
    wanted: VisitRequest
    questions: list[ScreeningQuestion]

    @property
    def order(self) -> Order | None:
        """The order, if the chosen procedure has one."""
        return self.wanted.order


def answer_rows(told: Answered) -> list[AnswerRow]:
    """Return the rows in the order of the steps."""
    rows = [_time(told), _procedure(told)]
    if told.held.doctor:
        rows.append(_specialist(told))
    rows.append(_who(told))
    if told.draft.is_known and told.order:
        rows.append(_booked_by(told))
    rows.append(_contact(told))
    if told.draft.thinner and told.wanted.asks_blood_thinner:
        rows.append(_blood_thinner(told))
    if told.questions:
        rows.append(_health(told))
    if told.draft.ticked and told.draft.asks_health:
        rows.append(_agreed(told))
    return rows


def _time(told: Answered) -> AnswerRow:
    start, finish = told.held.start, told.held.finish_at
    words = {"start": clock(start, told.clinic), "finish": clock(finish, told.clinic)}
    lines = [date_long(start, told.clinic)]
    lines.append(_("Arrive at %(start)s, finished by %(finish)s") % words)
    url = reverse("patient:chosen_time")
    return AnswerRow(_("Date and time"), lines, url, _("date and time"), strong=True)


def _specialist(told: Answered) -> AnswerRow:
    url = reverse("patient:chosen_time")
    if told.draft.asks_specialist:
        query = urlencode({"next": reverse("patient:check")})
        url = f"{reverse('patient:specialist')}?{query}"
    return AnswerRow(_("Specialist"), [told.held.doctor], url, _("specialist"))


def _procedure(told: Answered) -> AnswerRow:
    lines = [line for each in _treatments(told) for line in each]
    if told.wanted.is_combined:
        url, what = reverse("patient:more"), _("procedures")
        return AnswerRow(_("Procedures, in one visit"), lines, url, what)
    need = told.draft.need if not told.order else ""
    url = f"{reverse('patient:procedures')}?need={need}" if need else reverse("patient:start")
    return AnswerRow(_("Procedure"), lines, url, _("procedure"))


def _treatments(told: Answered) -> Iterator[tuple[str, str]]:
    """Yield what patients and what doctors call each procedure, in the order of the visit."""
    for each, part in zip(told.wanted.types, told.wanted.parts, strict=True):
        is_ordered = told.order is not None and each == told.wanted.main
        levels = part.levels if is_ordered else [_region(level) for level in part.levels]
        medical = medical_label(each, part.side, ", ".join(levels))
        if is_ordered and told.order is not None:
            words = {"name": medical, "doctor": told.order.signed_by.name}
            medical = _("%(name)s, ordered by %(doctor)s") % words
        yield plain_label(each, part.side), medical


def _region(level: str) -> str:
    return str(REGION_NAMES.get(level, level))


def _who(told: Answered) -> AnswerRow:
    details = told.draft.details
    born = birth_date(date.fromisoformat(details["date_of_birth"]))
    lines = [details["full_name"], _("Born %(date)s") % {"date": born}]
    if told.draft.is_known:
        return AnswerRow(_("Who"), lines, reverse("patient:start"), _("who the visit is for"))
    if told.draft.has_carer:
        words = {"name": details["carer_name"], "who": _relation(details)}
        lines.append(_("Booked by %(name)s, %(who)s") % words)
    return AnswerRow(_("Who"), lines, reverse("patient:details"), _("who the visit is for"))


def _booked_by(told: Answered) -> AnswerRow:
    """Say who books: an order tells who the patient is, but not who sits in front of the page."""
    carer, lines = told.draft.carer, [_("The patient")]
    if carer:
        lines = [f"{carer['carer_name']}, {_relation(carer)}"]
    return AnswerRow(_("Booked by"), lines, reverse("patient:who"), _("who books"))


def _relation(details: dict[str, str]) -> str:
    return str(dict(RELATIONS).get(details.get("relation", ""), ""))


def _contact(told: Answered) -> AnswerRow:
    details, lines = told.draft.reached, []
    if told.draft.is_known and not told.draft.has_carer:
        return _contact_on_file(told)
    if details.get("phone"):
        phone = spoken_phone(details["phone"], told.clinic.calling_code)
        called = is_call_only(told.draft)
        words = _("We call %(phone)s") if called else _("Text message to %(phone)s")
        lines.append(words % {"phone": phone})
    if details.get("email") and not is_call_only(told.draft):
        lines.append(_("Email to %(email)s") % {"email": details["email"]})
    if told.draft.is_known:
        lines.append(_("The patient gets our messages, too."))
    return AnswerRow(_("Contact"), lines, contact_url(told.draft), _("contact"))


def _contact_on_file(told: Answered) -> AnswerRow:
    """Show only the end of what the clinic knows: the page is open to any holder of the order."""
    patient = told.order.patient if told.order else None
    lines = [contact_words(patient).capitalize()] if patient else []
    lines.append(_("Is it out of date? Call us on %(phone)s.") % {"phone": told.clinic.phone})
    return AnswerRow(_("Contact"), lines, "", "")


def _blood_thinner(told: Answered) -> AnswerRow:
    """Say what was asked before the times, with the way to change it."""
    language, known = page_language(), current_catalogue().lead_times
    drugs = {each.code: each.plain_name_in(language) for each in known}
    named = "; ".join(drugs.get(code, code) for code in told.draft.medicines)
    said = _said()[told.draft.thinner]
    url = f"{reverse('patient:medicines')}?{urlencode({'next': reverse('patient:check')})}"
    lines = [f"{said}: {named}" if named else said]
    return AnswerRow(_("Blood thinner"), lines, url, _("blood thinner"))


def _said() -> dict[str, str]:
    return {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}


def _health(told: Answered) -> AnswerRow:
    language, answers = page_language(), told.draft.answers
    questions = [each for each in told.questions if each.code != QUESTION or not told.draft.thinner]
    other = [
        question
        for question in questions
        if answers.get(question.code) != "no" or question.effect == Effect.CONFIRM
    ]
    words = _said()
    lines = [
        f"{question.text_in(language)} {words.get(answers.get(question.code, ''), '')}".strip()
        for question in other
    ]
    no = len(questions) - len(other)
    if no:
        said = ngettext("No to %(n)d question", "No to %(n)d questions", no) % {"n": no}
        lines.append(said)
    if told.draft.answered_at:
        at = datetime.fromisoformat(told.draft.answered_at)
        when = {"day": date_mid(at, told.clinic), "time": clock(at, told.clinic)}
        lines.append(_("Answered on %(day)s at %(time)s") % when)
    return AnswerRow(_("Health answers"), lines, reverse("patient:health"), _("health answers"))


def _agreed(told: Answered) -> AnswerRow:
    n = len(told.draft.ticked)
    said = ngettext("You ticked %(n)d point", "You ticked all %(n)d points", n) % {"n": n}
    return AnswerRow(_("Consent"), [said], f"{reverse('patient:health')}#consent", _("consent"))
