"""Answering what patients asked for: a clinician accepts or declines, or time runs out.

All three lock the visit's row first, so that of racers one wins and the others are told.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest, NotAllowed
from clinics.models import Clinic
from people.models import User
from people.permissions import Action, may
from scheduling.core.booking_requests import DeclineReason
from scheduling.core.event_kind import EventKind
from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.events import record_event
from scheduling.services.flags import noted
from scheduling.services.locks import in_one_transaction
from scheduling.services.revisions import lock_appointment
from scheduling.services.steps import take_step

NOTE_LENGTH = 200

# What accepting a request says about it.
_ANSWERED: dict[str, Flag] = {
    Flag.MISSING_ORDER: Flag.ACCEPTED_WITHOUT_ORDER,
    Flag.BLOOD_THINNER: Flag.BLOOD_THINNER_REVIEWED,
}


@in_one_transaction
def accept_request(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    by: User,
    now: datetime,
    is_thinner_reviewed: bool = False,
) -> Appointment:
    """Make a request a booking; its time was kept all along.

    A blood thinner that was told keeps it from being accepted until the doctor says that the
    medicine is reviewed (R12); who said so, and when, is in the history.

    The flag `missing_order` becomes `accepted_without_order`: a clinician has answered for what
    the order would have said, and a warning that stays would teach staff to overlook warnings.
    Open health questions stay open: accepting stops no medicine.

    Too late is only what `expire_unanswered_requests` has ended, or whose time has come: a few
    seconds past the deadline the patient still prefers a yes.

    Raises:
        NotAllowed: `by` is no doctor.
        NotFound, StaleRevision: see lock_appointment.
        InvalidRequest: a blood thinner is not reviewed yet.
        NotPossible: it is answered, called off or run out already, or its time has come.
    """
    request = _lock_request(clinic, uid, revision, by)
    if request.during.lower <= now:
        raise NotPossible(_("The time that was asked for has passed."))
    if Flag.BLOOD_THINNER in request.flags and not is_thinner_reviewed:
        raise InvalidRequest(
            _("This patient takes a blood thinner. Accept it when the medicine is reviewed."),
            field="is_thinner_reviewed",
        )
    answered = [_ANSWERED.get(flag, flag) for flag in request.flags]
    request.flags = noted(answered, kept=request.flags)
    reviewed = {"blood_thinner": "reviewed"} if is_thinner_reviewed else {}
    _answer(
        request,
        Status.BOOKED,
        EventKind.ACCEPTED,
        now=now,
        by=by,
        after={"start": request.local_start, **reviewed},
    )
    return request


@in_one_transaction
def decline_request(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    by: User,
    now: datetime,
    reason: DeclineReason,
    note: str = "",
) -> Appointment:
    """Say no to a request and free its time; it cannot be undone, somebody may take the time.

    Args:
        reason: decides what the patient is told to do next.
        note: for colleagues; the patient never reads it.

    Raises:
        NotAllowed, NotFound, StaleRevision, NotPossible: see accept_request.
    """
    request = _lock_request(clinic, uid, revision, by)
    request.decline_reason, request.cancel_reason = reason, note[:NOTE_LENGTH]
    after = {"reason": reason}
    _answer(request, Status.CANCELLED, EventKind.DECLINED, now=now, by=by, after=after)
    return request


@in_one_transaction
def confirm_called(
    *, clinic: Clinic, uid: UUID, revision: int, by: User, now: datetime
) -> Appointment:
    """Note that somebody called whoever asked, and that it is them; the request still waits.

    The flag `call_only` becomes `called`: texts reach a landline no better than before. Pressed
    twice, the first press counts.

    Raises:
        NotFound, StaleRevision: see lock_appointment.
        NotPossible: it does not wait any more, or nobody has to be called.
    """
    found = Appointment.objects.filter(clinic=clinic, uid=uid).first()
    if found and found.status == Status.REQUESTED and Flag.CALLED in found.flags:
        return found
    request = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    if request.status != Status.REQUESTED or Flag.CALL_ONLY not in request.flags:
        raise NotPossible(_("This request does not wait for a call any more."))
    called = [Flag.CALLED if flag == Flag.CALL_ONLY else flag for flag in request.flags]
    request.flags = noted(called, kept=request.flags)
    request.revision += 1
    request.updated_at = now
    request.save(update_fields=["flags", "revision", "updated_at"])
    flags = {"before": {"flag": Flag.CALL_ONLY}, "after": {"flag": Flag.CALLED}}
    record_event(request, EventKind.CALLED, now=now, by=by, **flags)
    return request


@in_one_transaction
def expire_unanswered_requests(*, now: datetime, batch: int = 200) -> int:
    """End requests whose deadline has passed, the oldest first, at most a batch. Safe to repeat.

    A row that is locked is being answered this very moment: it is left to the next round.
    Returns the number of ended requests.
    """
    unanswered = list(
        Appointment.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(status=Status.REQUESTED, decide_by__lte=now)
        .order_by("decide_by", "pk")[:batch]
    )
    for request in unanswered:
        _answer(request, Status.EXPIRED, EventKind.UNANSWERED, now=now, by=None)
    return len(unanswered)


def _lock_request(clinic: Clinic, uid: UUID, revision: int, by: User) -> Appointment:
    if not may(by, Action.ANSWER_REQUEST):
        raise NotAllowed(_("Only a doctor can answer a request."))
    request = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    if request.status != Status.REQUESTED:
        raise NotPossible(_("This request does not wait for an answer any more."))
    return request


def _answer(
    request: Appointment,
    status: Status,
    kind: EventKind,
    *,
    now: datetime,
    by: User | None,
    after: Mapping[str, object] | None = None,
) -> None:
    request.decide_by = None
    fields = ("decide_by", "flags", "decline_reason", "cancel_reason")
    take_step(request, status, now=now, by=by, kind=kind, fields=fields, after=after)
