"""Reading doctors' orders."""

from datetime import date

from scheduling.core.reference import InvalidReference, normalise_order_code
from scheduling.models import Clinic, Order


def find_order(*, clinic: Clinic, code: str, date_of_birth: date, on: date) -> Order | None:
    """Return a valid order for the person who knows both, or None. Cost: 1 query."""
    try:
        shown = normalise_order_code(code)
    except InvalidReference:
        return None
    return (
        Order.objects.select_related("patient", "procedure_type", "signed_by")
        .filter(
            clinic=clinic,
            code=shown,
            patient__date_of_birth=date_of_birth,
            revoked_at=None,
            valid_until__gte=on,
        )
        .first()
    )
