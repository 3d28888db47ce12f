"""The message with a code: neutral, short, and of no use to anybody but who asked for it."""

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from clinics.models import Clinic
from intake.models import ContactCheck
from intake.services.contact import code_of


def code_letter(check: ContactCheck, clinic: Clinic) -> EmailMessage:
    """Return the message without its envelope, in the active language.

    The code stands first: phones offer it for the field, and a locked screen shows it whole.
    """
    words = {"code": code_of(check), "clinic": clinic.name}
    say = _("%(code)s is your code for %(clinic)s. Type it on the page where you asked for it. "
            "It counts for 10 minutes. We never ask for it by phone.")  # fmt: skip
    if check.channel == ContactCheck.Channel.TEXT:
        return EmailMessage(body=say % words)
    unasked = _("You did not ask for a code? Then you need not do anything: without it nothing is "
                "booked.")  # fmt: skip
    return EmailMessage(
        subject=_("%(code)s is your code for %(clinic)s") % words,
        body=f"{say % words}\n\n{unasked}\n",
    )
