import pytest
from django.test import Client
from django.utils.translation import override

from web.templatetags import page_languages


def test_a_page_claims_the_language_it_is_written_in() -> None:
    for wished, said in {"uk": "uk", "en": "en", "de": "en"}.items():
        with override(wished):
            assert page_languages.page_language() == said


def test_the_other_language_is_offered_under_its_own_name() -> None:
    for reading, other in {"uk": ("en", "English"), "en": ("uk", "Українська")}.items():
        with override(reading):
            (offered,) = page_languages.other_languages()
        assert (offered.code, offered.name) == other


@pytest.mark.django_db
def test_a_ukrainian_browser_is_answered_in_ukrainian() -> None:
    page = Client().get("/nowhere/", headers={"Accept-Language": "uk"})
    assert '<html lang="uk">' in page.content.decode()
