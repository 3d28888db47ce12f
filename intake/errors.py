"""What intake refuses, and why."""

from django.utils.translation import gettext as _

from clinics.errors import Conflict


class WrongCode(Conflict):
    """The code typed is not the one we sent; `tries_left` more may be typed."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(_("This is not the code we sent."))
        self.tries_left = tries_left


class CodeOver(Conflict):
    """The code has run out, was replaced, used, or tried too often: only a new one helps."""

    def __init__(self) -> None:
        super().__init__(_("This code does not count any more. Ask for a new one."))


class TooManyCodes(Conflict):
    """No further code is sent for now, to nobody with this contact."""

    def __init__(self) -> None:
        super().__init__(
            _("We have sent several codes already. Please call us, we do it together.")
        )


class ContactUnproven(Conflict):
    """The phone or address was not proven by a code."""

    def __init__(self) -> None:
        super().__init__(_("We need the code we sent before this is booked."))
