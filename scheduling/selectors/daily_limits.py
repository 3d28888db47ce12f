"""Days on which a clinic does no more visits of a kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils.translation import get_language, gettext

from clinics.models import Clinic
from procedures.models import ProcedureType
from scheduling.core.rule_context import FullDay
from scheduling.core.status import COUNTED

# A visit counts once, however many of its procedures are of the kind; a hold counts until it ends.
_STARTS = """
SELECT DISTINCT procedure.procedure_type_id, visit.id, lower(visit.during)
FROM scheduling_appointment visit
JOIN scheduling_appointmentprocedure procedure ON procedure.appointment_id = visit.id
WHERE visit.clinic_id = %s AND procedure.procedure_type_id = ANY(%s)
  AND visit.status = ANY(%s) AND visit.id <> %s
  AND (visit.status <> 'held' OR visit.hold_expires_at > %s)
  AND lower(visit.during) >= %s AND lower(visit.during) < %s
"""


def limited(types: Sequence[ProcedureType]) -> list[ProcedureType]:
    """Return those of which only so many are done on a day, each once. Cost: no query."""
    return [each for each in dict.fromkeys(types) if each.max_per_day is not None]


def full_days(
    types: Sequence[ProcedureType], *, clinic: Clinic, now: datetime, ignoring: int | None = None
) -> tuple[FullDay, ...]:
    """Return the local days from today to the horizon on which no more of these are done.

    Args:
        ignoring: pk of a visit that does not stand in its own way.

    Cost: no query where none of the types has a limit, else 1.
    """
    if not (kinds := limited(types)):
        return ()
    taken = Counter(_taken(kinds, clinic, now, ignoring))
    return tuple(
        FullDay(day, reason_of(each))
        for each in kinds
        for day in sorted({day for _, day in taken})
        if each.max_per_day is not None and taken[each.pk, day] >= each.max_per_day
    )


def reason_of(limited_type: ProcedureType) -> str:
    """Say why no more are done on a day."""
    return gettext("%(name)s: all places of this day are taken (at most %(most)s).") % {
        "name": limited_type.plain_name_in(get_language() or ""),
        "most": limited_type.max_per_day,
    }


def _taken(
    kinds: Sequence[ProcedureType], clinic: Clinic, now: datetime, ignoring: int | None
) -> Iterator[tuple[int, date]]:
    """Yield type and local day of each visit that counts."""
    until = now + timedelta(days=clinic.horizon_days + 2)
    ids = [each.pk for each in kinds]
    window = [now, now - timedelta(days=2), until]
    with connection.cursor() as cursor:
        cursor.execute(_STARTS, [clinic.pk, ids, sorted(COUNTED), ignoring or 0, *window])
        rows = cursor.fetchall()
    for type_id, _, start in rows:
        yield type_id, start.astimezone(clinic.zone).date()
