"""What is asked before a calendar file is handed out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinics.core.resource_kind import Kind
from clinics.errors import InvalidRequest
from scheduling.selectors.calendars import Detail, Scope
from web.staff.dates import parse_day

DETAILS = [
    (Detail.BUSY.value, _("Busy only")),
    (Detail.INITIALS.value, _("Initials and room")),
    (Detail.FULL.value, _("Names and reference")),
]


class DayField(forms.CharField):
    """A day, written 2026-11-24 as browsers send it."""

    widget = forms.DateInput(attrs={"type": "date", "class": "input", "autocomplete": "off"})

    def clean(self, value: Any) -> date:
        """Return the day, or say how one is written."""
        try:
            return parse_day(super().clean(value), field="")
        except InvalidRequest as error:
            raise ValidationError(str(error)) from error


class ExportForm(forms.Form):
    """The parameters of /staff/calendars/export.ics, in the order of the page.

    Whether the scope exists is not asked here: an unknown one is a page that is not there (404).
    """

    def __init__(self, *args: Any, scopes: Sequence[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.CharField(
            label=_("Whose calendar"),
            widget=forms.Select(attrs={"class": "input"}, choices=_grouped(scopes)),
            error_messages={"required": _("Choose whose calendar you need.")},
        )
        self.fields["detail"] = forms.ChoiceField(
            label=_("What it tells about patients"),
            choices=DETAILS,
            initial=Detail.BUSY,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("Choose busy, initials or full.")},
        )
        # "from" is a keyword of Python, so the fields are named here and not in the class.
        for name, label, asked in (
            ("from", _("First day"), _("Enter the first day.")),
            ("to", _("Last day"), _("Enter the last day.")),
        ):
            self.fields[name] = DayField(label=label, error_messages={"required": asked})

    def clean_detail(self) -> Detail:
        """Return the least when nothing was said."""
        return Detail(self.cleaned_data["detail"] or Detail.BUSY)


def _grouped(scopes: Sequence[Scope]) -> list[Any]:
    headings = {Kind.PRACTITIONER: _("Doctors"), Kind.ROOM: _("Rooms")}
    choices: list[Any] = [(each.key, each.name) for each in scopes if each.resource is None]
    for kind, heading in headings.items():
        found = [
            (each.key, each.name)
            for each in scopes
            if each.resource is not None and each.resource.kind == kind
        ]
        if found:
            choices.append((heading, found))
    return choices
