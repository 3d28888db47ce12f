"""Signing orders, and using them."""

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from people.models import Patient, Practitioner
from people.services.patients import PatientDetails, identity_of, record_patient
from procedures.models import ProcedureType
from scheduling.core.body_parts import example_levels, is_level_of
from scheduling.core.reference import InvalidReference, new_order_code, normalise_order_code
from scheduling.core.status import COUNTED
from scheduling.errors import UnknownOrder
from scheduling.models import Order
from scheduling.selectors.plan import BodyPart
from scheduling.services.locks import in_one_transaction, lock_person


def sign_order(
    *,
    clinic: Clinic,
    patient: Patient,
    procedure_type: ProcedureType,
    signed_by: Practitioner,
    valid_until: date,
    now: datetime,
    side: str = "",
    levels: Sequence[str] = (),
    times_allowed: int = 1,
    is_test_positive: bool = False,
) -> Order:
    """Record a doctor's instruction and give it a code the patient can type.

    Raises:
        InvalidRequest: side or levels do not fit the procedure, or the last day has passed.
    """
    check_body_part(procedure_type, BodyPart(side, tuple(levels)), is_complete=True)
    # West of Greenwich the day of signing, which the database keeps in UTC, may be tomorrow's.
    if valid_until < max(now.astimezone(zone).date() for zone in (clinic.zone, UTC)):
        raise InvalidRequest(_("Choose a later last day."), field="valid_until")
    return Order.objects.create(
        clinic=clinic,
        code=new_order_code(secrets.randbelow),
        patient=patient,
        procedure_type=procedure_type,
        side=side,
        levels=list(levels),
        signed_by=signed_by,
        signed_at=now,
        valid_until=valid_until,
        times_allowed=times_allowed,
        is_test_positive=is_test_positive,
    )


@in_one_transaction
def sign_order_for(
    *,
    clinic: Clinic,
    details: PatientDetails,
    procedure_type: ProcedureType,
    signed_by: Practitioner,
    valid_until: date,
    now: datetime,
    side: str = "",
    levels: Sequence[str] = (),
    times_allowed: int = 1,
    is_test_positive: bool = False,
) -> Order:
    """Sign an order for a person who may not be on file yet; both are written, or neither.

    Raises:
        InvalidRequest: see sign_order.
    """
    lock_person(identity_of(details.full_name, details.date_of_birth))
    return sign_order(
        clinic=clinic,
        patient=record_patient(details=details),
        procedure_type=procedure_type,
        signed_by=signed_by,
        valid_until=valid_until,
        now=now,
        side=side,
        levels=levels,
        times_allowed=times_allowed,
        is_test_positive=is_test_positive,
    )


def lock_order(*, clinic: Clinic, code: str, date_of_birth: date, now: datetime) -> Order:
    """Return a usable order, its row locked so that it is not used up twice at once.

    Raises:
        UnknownOrder: no such code, another date of birth, or revoked.
        InvalidRequest: it cannot be a code, or the order is over or used up.
    """
    try:
        compact = normalise_order_code(code)
    except InvalidReference as error:
        raise InvalidRequest(error.args[0], field="order_code") from error
    order = (
        Order.objects.select_for_update(of=["self"], no_key=True)
        .select_related("patient", "procedure_type")
        .filter(clinic=clinic, code=compact, patient__date_of_birth=date_of_birth, revoked_at=None)
        .first()
    )
    if order is None:
        raise UnknownOrder
    if order.valid_until < now.astimezone(clinic.zone).date():
        raise InvalidRequest(
            _("This order is no longer valid. Please call us."), field="order_code"
        )
    if order.appointments.filter(status__in=COUNTED).count() >= order.times_allowed:
        raise InvalidRequest(
            _("All visits of this order are booked already. Please call us."), field="order_code"
        )
    return order


def check_body_part(
    procedure_type: ProcedureType, part: BodyPart, *, is_complete: bool = False
) -> None:
    """Check side and levels against the catalogue.

    Args:
        is_complete: what the catalogue requires must be there; else it may come later.

    Raises:
        InvalidRequest: names side or level, and the allowed values.
    """
    allowed = procedure_type.laterality_values
    if part.side and part.side not in allowed:
        choices = ", ".join(allowed) or "none"
        raise InvalidRequest(
            _("Possible sides here: %(sides)s.") % {"sides": choices}, field="side"
        )
    if is_complete and procedure_type.laterality == "required" and not part.side:
        raise InvalidRequest(
            _("Say which side: %(sides)s.") % {"sides": ", ".join(allowed)}, field="side"
        )
    most = procedure_type.max_levels_per_session
    if most is not None and len(part.levels) > most:
        raise InvalidRequest(_("At most %(most)s in one session.") % {"most": most}, field="level")
    _check_levels(procedure_type, part.levels)
    if is_complete and procedure_type.level_rule == "required" and not part.levels:
        example = (example_levels(procedure_type.regions) or ["L5"])[-1]
        raise InvalidRequest(
            _("Say which level, for example %(level)s.") % {"level": example}, field="level"
        )


def _check_levels(procedure_type: ProcedureType, levels: Sequence[str]) -> None:
    """Check that levels, which are typed free, can be where the procedure is done."""
    regions = procedure_type.regions
    wrong = [each for each in levels if not is_level_of(each, regions)]
    if not wrong:
        return
    if not regions:
        raise InvalidRequest(_("No level is named for this procedure."), field="level")
    words = {
        "level": wrong[0],
        "levels": ", ".join(each.replace("_", " ") for each in regions),
        "examples": ", ".join(example_levels(regions)),
    }
    said = _("%(level)s is no level for this. Possible levels here: %(levels)s.")
    if words["examples"]:
        said = _(
            "%(level)s is no level for this. Possible levels here: %(levels)s; for example "
            "%(examples)s."
        )
    raise InvalidRequest(said % words, field="level")


def body_part_of(order: Order, wished: BodyPart) -> BodyPart:
    """Return side and levels of an order; a different wish needs the ordering doctor (R17).

    Raises:
        InvalidRequest: side or level differ from the order.
    """
    ordered = BodyPart(order.side, tuple(order.levels))
    if wished.side and wished.side != ordered.side:
        raise InvalidRequest(_("The order names another side. Please call us."), field="side")
    if wished.levels and set(wished.levels) != set(ordered.levels):
        raise InvalidRequest(_("The order names another level. Please call us."), field="level")
    return ordered
