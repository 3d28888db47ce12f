"""Reading professional profiles."""

from people.models import Practitioner, User


def find_practitioner(user: User) -> Practitioner | None:
    """Return the active profile of a member of staff, or None. Cost: 1 query."""
    return Practitioner.objects.filter(user=user, is_active=True).first()
