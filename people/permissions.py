"""Who may do what: the one table of roles. Pages, API calls, menus and services ask it.

A new staff page or call needs one line here. Which clinic's records somebody reaches is another
question: the selectors decide it by membership.
"""

from enum import StrEnum

from people.models.user import Role, User

_DOCTORS = frozenset({Role.DOCTOR})
_CLINICAL = frozenset({Role.DOCTOR, Role.NURSE})
_DESK = frozenset({Role.RECEPTION, Role.MANAGER})
# Administrators look after accounts and see no patients (reliability 5.2).
_PRACTICE = _CLINICAL | _DESK


class Action(StrEnum):
    """What a member of staff does on a page, by the API or through a service; and who may."""

    roles: frozenset[Role]

    def __new__(cls, value: str, roles: frozenset[Role]) -> "Action":
        """Keep the roles beside the name of the action."""
        action = str.__new__(cls, value)
        action._value_, action.roles = value, roles
        return action

    SWITCH_CLINIC = "switch_clinic", _PRACTICE
    SEE_DAY = "see_day", _PRACTICE
    HAVE_DAY = "have_day", _DOCTORS  # a day list of one's own
    SEE_BOARD = "see_board", _PRACTICE
    SEE_VISITS = "see_visits", _PRACTICE
    SEE_RECORD = "see_record", _CLINICAL  # what patients answered about their health
    SEE_REQUESTS = "see_requests", _PRACTICE
    CONFIRM_CALLED = "confirm_called", _PRACTICE
    ANSWER_REQUEST = "answer_request", _DOCTORS
    SEE_ALERTS = "see_alerts", _PRACTICE
    TAKE_ALERT = "take_alert", _PRACTICE
    EXPORT_CALENDAR = "export_calendar", _PRACTICE  # busy times and initials
    EXPORT_NAMES = "export_names", _DESK
    EXPORT_OWN_NAMES = "export_own_names", _DOCTORS  # of a calendar of one's own
    BOOK_FOR_PATIENT = "book_for_patient", _DOCTORS | _DESK
    CHANGE_VISIT = "change_visit", _DOCTORS | _DESK
    UNDO_STEP_OF_OTHERS = "undo_step_of_others", frozenset({Role.MANAGER})
    SIGN_ORDER = "sign_order", _DOCTORS
    SEE_ORDER = "see_order", _DOCTORS
    SEE_RESOURCES = "see_resources", frozenset(Role)
    # The way there; the support pages themselves ask for User.is_staff.
    SEE_SUPPORT_PAGES = "see_support_pages", frozenset({Role.ADMIN})


def may(who: User | Role | None, action: Action) -> bool:
    """Tell whether a member of staff, or a role, may do this; a patient (None) never may."""
    role = who.role if isinstance(who, User) else who
    return role in action.roles
