"""Writing down who looked at whom."""

from collections.abc import Iterable

from people.models import AccessLog, Patient, User


def record_access(*, user: User, patient: Patient, what: str) -> AccessLog:
    """Record that a member of staff opened a patient's record.

    Args:
        what: the page or call, such as "api appointment"; never any content of the record.
    """
    return AccessLog.objects.create(user=user, patient=patient, what=what)


def record_list(*, user: User, what: str) -> AccessLog:
    """Record that a member of staff looked at a list of patients. Cost: 1 query.

    Args:
        what: which list, such as "board medclinic 2026-11-26".
    """
    return AccessLog.objects.create(user=user, patient=None, what=what)


def record_accesses(*, user: User, patients: Iterable[int], what: str) -> None:
    """Record that a member of staff was shown several patients at once. Cost: 1 query.

    Args:
        patients: ids; each is recorded once.
        what: as for record_access.
    """
    AccessLog.objects.bulk_create(
        AccessLog(user=user, patient_id=each, what=what) for each in sorted(set(patients))
    )
