"""Text messages: two segments at most, nothing of them on a locked screen tells more than when."""

from django.utils.translation import gettext as _

from notifications.messages.context import Facts
from notifications.messages.templates import Tidings

MOST_SEGMENTS = 2

# GSM 03.38: one septet each; those of the second line take two.
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = set("^{}\\[~]|€\f")
GSM_ALONE, GSM_JOINED = 160, 153
UCS2_ALONE, UCS2_JOINED = 70, 67


def text_body(facts: Facts, tidings: Tidings) -> str:
    """Return the words: as many as fit into two segments, the time and the link always."""
    words = {
        "clinic": facts.clinic.name,
        "state": tidings.short,
        "date": facts.date_short,
        "start": facts.start,
        "finish": facts.finish,
        "place": facts.clinic.words.place,
        "reference": facts.reference,
        "link": facts.manage_url,
    }
    candidates = [template % words for template in _templates(tidings)]
    return next((each for each in candidates if segments(each) <= MOST_SEGMENTS), candidates[-1])


def segments(text: str) -> int:
    """Return how many messages the networks make of a text.

    Source: 3GPP TS 23.038 (alphabets), TS 23.040 (joined messages lose 7 septets or 3 characters).
    """
    if all(sign in _GSM or sign in _GSM_EXTENDED for sign in text):
        length = sum(2 if sign in _GSM_EXTENDED else 1 for sign in text)
        alone, joined = GSM_ALONE, GSM_JOINED
    else:
        length = len(text.encode("utf-16-be")) // 2
        alone, joined = UCS2_ALONE, UCS2_JOINED
    return 1 if length <= alone else -(-length // joined)


def _templates(tidings: Tidings) -> list[str]:
    """Return the wordings, from the fullest to the barest; what stands outlives the reference.

    Cyrillic has 134 characters for everything, and a link alone takes 80 of them.
    """
    brief = [
        "%(clinic)s: %(state)s %(date)s %(start)s-%(finish)s %(link)s",
        "%(state)s %(date)s %(start)s-%(finish)s %(link)s",
    ]
    if not tidings.is_on:
        return [
            _("%(clinic)s: %(state)s: %(date)s, %(start)s to %(finish)s (%(place)s time). "
              "Ref %(reference)s %(link)s"),
            *brief,
            _("%(clinic)s: %(state)s: %(date)s, %(start)s to %(finish)s. Ref %(reference)s"),
            "%(state)s %(date)s %(start)s-%(finish)s %(reference)s",
        ]  # fmt: skip
    return (_asking() if tidings.ask else []) + [
        _("%(clinic)s: %(state)s. %(date)s: arrive %(start)s, finished by %(finish)s "
          "(%(place)s time). Ref %(reference)s. Details and changes: %(link)s"),
        _("%(clinic)s: %(state)s. %(date)s: arrive %(start)s, finished by %(finish)s. "
          "Ref %(reference)s %(link)s"),
        "%(clinic)s: %(state)s %(date)s %(start)s-%(finish)s %(reference)s %(link)s",
        *brief,
        "%(date)s %(start)s-%(finish)s %(reference)s %(link)s",
    ]  # fmt: skip


def _asking() -> list[str]:
    """Return the wordings that ask for news as well: words go before the question does."""
    return [
        _("%(clinic)s: %(state)s. %(date)s: arrive %(start)s, finished by %(finish)s "
          "(%(place)s time). Ref %(reference)s. Are you coming? Anything new about your health? "
          "Tell us: %(link)s"),
        _("%(date)s: arrive %(start)s, finished by %(finish)s. Ref %(reference)s. Health changed? "
          "Tell us: %(link)s"),
        "%(clinic)s: %(date)s %(start)s-%(finish)s. " + _("Anything new?") + " %(link)s",
        "%(date)s %(start)s-%(finish)s %(reference)s " + _("Anything new?") + " %(link)s",
    ]  # fmt: skip
