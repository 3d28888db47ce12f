"""The pages of the patient, by their names in the URL conf."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, resolve

from web.patient.urls import urlpatterns


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """Yield the names of all addresses, those of each subject's own list as well."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _names(each.url_patterns)
        elif each.name:
            yield each.name


# These show no page of their own: they take a form, or lead on.
NO_PAGES = {"keep_hold", "chosen_time", "coming", "ready", "visit_ics", "language"}
PATIENT_PAGES = set(_names(urlpatterns)) - NO_PAGES


def name_of(url: str) -> str:
    """Return the name of a page in the URL conf; nothing for an address that leads nowhere."""
    try:
        return resolve(urlsplit(url).path).url_name or ""
    except Resolver404:
        return ""
