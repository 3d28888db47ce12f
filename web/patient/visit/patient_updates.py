"""What a patient tells the clinic before a visit."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from intake.core.patient_updates import ASKED_ABOUT, Topic, is_urgent
from intake.selectors.patient_updates import last_news
from intake.services.patient_updates import tell_news
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from web.patient.form_fields import PlainText
from web.patient.form_recovery import unsent
from web.patient.guards import not_stopped, question_url
from web.patient.pages import form_issues, message_page, render_page
from web.patient.safety.answers import forget_safety
from web.patient.visit.ticket import ticket_of
from web.patient.visit_session import remembered_visit
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


@not_stopped
def tell(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask what is new; what may be a red flag leads to the safety questions, asked anew."""
    visit = remembered_visit(request, clinic)
    if visit is None:
        return redirect("patient:find_visit")
    if not ticket_of(visit, now=timezone.now()).is_coming:
        return redirect("patient:visit")
    form = NewsForm(request.POST if request.method == "POST" else None, initial=unsent(request))
    if request.method == "POST" and form.is_valid():
        return _keep(request, visit, form)
    context = {
        "form": form,
        "errors": form_issues(form),
        "main_form": "tell",
        "back": reverse("patient:visit"),
    }
    return render_page(request, clinic, "patient/visit/patient_updates.html", context)


def _keep(request: HttpRequest, visit: Appointment, form: NewsForm) -> HttpResponse:
    topics, clinic = form.cleaned_data["topics"], visit.clinic
    try:
        tell_news(
            clinic=clinic,
            uid=visit.uid,
            topics=topics,
            text=form.cleaned_data["text"],
            now=timezone.now(),
        )
    except NotPossible:
        return message_page(
            request,
            clinic,
            heading=_("Please call us"),
            paragraphs=[_("We could not take this in online. Please call us, we listen.")],
            go=(reverse("patient:visit"), _("Show my visit")),
            is_urgent=True,
        )
    if ASKED_ABOUT.isdisjoint(topics):
        return redirect("patient:told")
    forget_safety(request.session)
    return redirect(question_url(1, reverse("patient:told")))


@require_safe
@not_stopped
def told(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say what happens now with what was told."""
    visit = remembered_visit(request, clinic)
    news = last_news(visit) if visit else None
    if news is None:
        return redirect("patient:visit")
    follow = _("We read it before your visit. If anything has to change, we call you.")
    if is_urgent(news.topics):
        follow = _("A clinician reads it once we are open, and calls you if anything must change.")
    return message_page(
        request,
        clinic,
        heading=_("Thank you for telling us"),
        paragraphs=[
            follow,
            _("Until you hear from us, your visit stays as it is. Do not stop any medicine "
              "yourself; ask us first."),
        ],
        go=(reverse("patient:visit"), _("Back to my visit")),
    )  # fmt: skip
