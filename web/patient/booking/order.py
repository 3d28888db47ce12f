"""The doctor's order a patient came with, and what is said of a procedure."""

from datetime import date

from django.utils.translation import gettext as _

from clinics.models import Clinic
from procedures.models import ProcedureType
from scheduling.models import Order
from scheduling.selectors.orders import find_order
from web.patient.draft import Draft
from web.templatetags.page_languages import page_language
from web.words.body_parts import level_word, side_word

SIDES = {
    "left": lambda: _("left side"),
    "right": lambda: _("right side"),
    "bilateral": lambda: _("both sides"),
}


def order_of(draft: Draft, clinic: Clinic, today: date) -> Order | None:
    """Return the order the patient opened, while it is valid."""
    if not (draft.order_code and draft.order_birth):
        return None
    born = date.fromisoformat(draft.order_birth)
    return find_order(clinic=clinic, code=draft.order_code, date_of_birth=born, on=today)


def order_for(draft: Draft, clinic: Clinic, procedure: ProcedureType, today: date) -> Order | None:
    """Return the order if it is for this procedure."""
    order = order_of(draft, clinic, today)
    return order if order and order.procedure_type_id == procedure.pk else None


def plain_label(procedure: ProcedureType, side: str = "") -> str:
    """Return what patients call it: Guided lower-back injection, left side."""
    name = procedure.plain_name_in(page_language())
    return f"{name}, {SIDES[side]()}" if side in SIDES else name


def medical_label(procedure: ProcedureType, side: str = "", levels: str = "") -> str:
    """Return the name doctors use, with the body part: Caudal injection (left, L5)."""
    words = [side_word(side), *(level_word(each) for each in levels.split(", "))]
    where, name = ", ".join(filter(None, words)), procedure.name_in(page_language())
    return f"{name} ({where})" if where else name
