"""What a room of the staff's pages says of itself in the main menu."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from clinics.models import Clinic
from people.models import User
from people.permissions import Action


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place of the main menu, for those who may do `action` there.

    label: lazy words, or who is signed in and where decides them; those may cost a query.
    """

    action: Action
    url_name: str
    label: str | Promise | Callable[[User, Clinic | None], str]

    def label_for(self, user: User, clinic: Clinic | None) -> str:
        """Return what this member of staff reads."""
        return str(self.label(user, clinic) if callable(self.label) else self.label)
