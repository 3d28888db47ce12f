"""The pages of the patient, by their names in the URL conf."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from web.patient.urls import urlpatterns

# These show no page of their own: they take a form, or lead on.
NO_PAGES = {"keep_hold", "chosen_time", "coming", "ready", "visit_ics", "language"}
PATIENT_PAGES = {each.name for each in urlpatterns} - NO_PAGES


def name_of(url: str) -> str:
    """Return the name of a page in the URL conf; nothing for an address that leads nowhere."""
    try:
        return resolve(urlsplit(url).path).url_name or ""
    except Resolver404:
        return ""
