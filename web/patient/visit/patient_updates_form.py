"""What is new before a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.core.patient_updates import Topic
from web.patient.text_fields import PlainText
from web.words.patient_updates import CHOICES

LONGEST = 500


class NewsForm(forms.Form):
    """Choices first, because typing hurts; words of one's own are enough, too."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What is new?"),
        help_text=gettext_lazy("Choose everything that fits."),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = PlainText(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("A sentence or two, for example the name of a medicine."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "input", "rows": "4", "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("Please use 500 signs or fewer.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["topics"]:
            if not cleaned["text"]:
                self.add_error("topics", _("Choose what is new, or say it in your own words."))
            cleaned["topics"] = [Topic.OTHER.value]
        return cleaned
