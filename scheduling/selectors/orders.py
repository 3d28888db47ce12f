"""Reading doctors' orders."""

from datetime import date

from clinics.core.messages import Words
from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.core.reference import InvalidReference, normalise_order_code
from scheduling.models import Order

UNKNOWN = Words("There is no such order.")


def get_order(*, clinic: Clinic, code: str) -> Order:
    """Return an order, valid or not, to a doctor of the clinic. Cost: 1 query.

    Raises:
        NotFound: unknown at this clinic, or no code at all.
    """
    try:
        shown = normalise_order_code(code)
    except InvalidReference as error:
        raise NotFound(UNKNOWN) from error
    order = (
        Order.objects.select_related("patient", "procedure_type", "signed_by")
        .filter(clinic=clinic, code=shown)
        .first()
    )
    if order is None:
        raise NotFound(UNKNOWN)
    return order


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
