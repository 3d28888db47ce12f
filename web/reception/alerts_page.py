"""The rows of the list of alerts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from scheduling.models import ClinicAlert
from web.staff_words import Flag


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert. said: question and answer of everything that was not a plain no."""

    alert: ClinicAlert
    flag: Flag
    who: str
    phones: list[str]
    said: list[tuple[str, str]]
    is_late: bool


def alert_rows(alerts: Iterable[ClinicAlert], *, now: datetime) -> list[AlertRow]:
    """Return the rows in the order given."""
    return [_row(alert, now) for alert in alerts]


def _row(alert: ClinicAlert, now: datetime) -> AlertRow:
    patient = alert.triage.patient
    known = [alert.phone, patient.phone if patient else ""]
    return AlertRow(
        alert=alert,
        flag=_flag(alert.kind),
        who=patient.full_name if patient else _("Somebody without an order"),
        phones=list(dict.fromkeys(filter(None, known))),
        said=_said(alert.triage.answers),
        is_late=alert.acknowledged_at is None and alert.due_at < now,
    )


def _flag(kind: str) -> Flag:
    if kind == ClinicAlert.Kind.EMERGENCY:
        return Flag("danger", _("Sent to emergency care"))
    return Flag("warn", _("Call today"))


def _said(answers: list[dict[str, str]]) -> list[tuple[str, str]]:
    words = {"yes": _("Yes"), "unsure": _("Not sure")}
    return [
        (f"{each['text']} {each['hint']}".strip(), words.get(each["answer"], each["answer"]))
        for each in answers
        if each["answer"] != "no"
    ]
