"""The rows of the list of alerts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from intake.core.patient_updates import is_urgent
from intake.models import ClinicAlert, VisitNews
from web.templatetags.clinic_time import clock24, date_short
from web.words.flags import FlagWords
from web.words.patient_updates import topic_words


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert. said: question and answer of everything that was not a plain no."""

    alert: ClinicAlert
    flag: FlagWords
    who: str
    phones: list[str]
    said: list[tuple[str, str]]
    is_late: bool


def alert_rows(alerts: Iterable[ClinicAlert], *, now: datetime) -> list[AlertRow]:
    """Return the rows in the order given."""
    return [_row(alert, now) for alert in alerts]


def _row(alert: ClinicAlert, now: datetime) -> AlertRow:
    patient = alert.patient
    known = [alert.phone, patient.phone if patient else ""]
    return AlertRow(
        alert=alert,
        flag=_flag(alert),
        who=patient.full_name if patient else _("Somebody without an order"),
        phones=list(dict.fromkeys(filter(None, known))),
        said=_told(alert.news) if alert.news else _said(_answers(alert)),
        is_late=alert.acknowledged_at is None and alert.due_at < now,
    )


def _flag(alert: ClinicAlert) -> FlagWords:
    if alert.kind == ClinicAlert.Kind.EMERGENCY:
        return FlagWords("danger", _("Sent to emergency care"))
    if alert.news:
        words = _("News of a visit, read it today") if is_urgent(alert.news.topics) else ""
        return FlagWords("warn" if words else "info", words or _("News of a visit"))
    return FlagWords("warn", _("Call today"))


def _told(news: VisitNews) -> list[tuple[str, str]]:
    visit = news.appointment
    when = {"day": date_short(visit.during.lower, visit.clinic.zone)}
    when |= {"time": clock24(visit.during.lower, visit.clinic.zone), "ref": visit.reference}
    told = [
        (_("Visit"), _("%(day)s, %(time)s, %(ref)s") % when),
        (_("What is new"), topic_words(news.topics)),
        (_("In their words"), news.text),
    ]
    return [line for line in told if line[1]]


def _answers(alert: ClinicAlert) -> list[dict[str, str]]:
    return alert.triage.answers if alert.triage else []


def _said(answers: list[dict[str, str]]) -> list[tuple[str, str]]:
    words = {"yes": _("Yes"), "unsure": _("Not sure")}
    return [
        (f"{each['text']} {each['hint']}".strip(), words.get(each["answer"], each["answer"]))
        for each in answers
        if each["answer"] != "no"
    ]
