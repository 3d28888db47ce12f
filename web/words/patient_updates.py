"""What patients tell before a visit, in their words and in those of staff."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.core.patient_updates import Topic

# As patients choose it, what matters most first.
CHOICES = (
    (
        Topic.SYMPTOM.value,
        gettext_lazy("New numbness or weakness, or trouble with bladder or bowel"),
    ),
    (Topic.INFECTION.value, gettext_lazy("Fever, an infection or antibiotics")),
    (Topic.FALL.value, gettext_lazy("A fall or an accident")),
    (Topic.BLOOD_THINNER.value, gettext_lazy("A new medicine that thins the blood")),
    (Topic.MEDICINE.value, gettext_lazy("Another new medicine")),
    (Topic.PREGNANT.value, gettext_lazy("I am pregnant, or may be")),
    (Topic.ALLERGY.value, gettext_lazy("A new allergy")),
    (Topic.OTHER.value, gettext_lazy("Something else")),
)

_SHORT = {
    Topic.SYMPTOM: gettext_lazy("new numbness, weakness, bladder or bowel"),
    Topic.INFECTION: gettext_lazy("fever, infection or antibiotics"),
    Topic.FALL: gettext_lazy("a fall or an accident"),
    Topic.BLOOD_THINNER: gettext_lazy("new blood thinner"),
    Topic.MEDICINE: gettext_lazy("new medicine"),
    Topic.PREGNANT: gettext_lazy("pregnant, or may be"),
    Topic.ALLERGY: gettext_lazy("new allergy"),
    Topic.OTHER: gettext_lazy("something else"),
}


def topic_words(topics: Iterable[str]) -> str:
    """Return the topics as staff read them, in one line."""
    return ", ".join(str(_SHORT[Topic(topic)]) for topic in topics)


def news_flag(topic: str) -> str:
    """Say on a list of staff that a patient told this."""
    return _("Told us: %(what)s") % {"what": topic_words([topic])}


def read_flag(topic: str) -> str:
    """Say that a patient told this and that somebody has taken it over."""
    return _("Told us, taken over: %(what)s") % {"what": topic_words([topic])}
