"""Writing down who looked at whom."""

from people.models import AccessLog, Patient, User


def record_access(*, user: User, patient: Patient, what: str) -> AccessLog:
    """Record that a member of staff opened a patient's record.

    Args:
        what: the page or call, such as "api appointment"; never any content of the record.
    """
    return AccessLog.objects.create(user=user, patient=patient, what=what)
