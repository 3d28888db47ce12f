"""Another language in the middle of a form, with everything that stands in it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from clinics.errors import NotFound
from clinics.models import Clinic
from web.patient.form_recovery import keep_unsent
from web.patient.pages import patient_page
from web.templatetags.page_languages import translated_languages


@require_POST
@patient_page
def language(request: HttpRequest, clinic: Clinic, code: str) -> HttpResponse:
    """Show the page again in this language; its form travels along and is not sent."""
    if code not in translated_languages():
        raise NotFound
    page = page_of(request)
    keep_unsent(request, page)
    answer = redirect(page)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer


def page_of(request: HttpRequest) -> str:
    """Return the page the button stands on; an address that takes forms only shows none."""
    page = request.POST.get("page", "")
    if not (page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)):
        return reverse("patient:start")
    shown_instead = {
        reverse("patient:keep_hold"): reverse("patient:check"),
        reverse("patient:coming"): reverse("patient:visit"),
        reverse("patient:ready"): reverse("patient:visit"),
    }
    return shown_instead.get(page, page)
