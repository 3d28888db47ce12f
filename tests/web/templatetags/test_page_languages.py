import pytest
from django.test import Client
from django.utils.translation import override

from web.templatetags import page_languages


def test_a_language_without_a_translation_is_neither_offered_nor_claimed() -> None:
    missing = {"en", "uk"} - set(page_languages.translated_languages())
    offered = {language.code for language in page_languages.other_languages()}
    assert not missing & offered
    for code in missing:
        with override(code):
            assert page_languages.page_language() == "en"


@pytest.mark.django_db
def test_an_english_page_says_so_to_a_ukrainian_browser() -> None:
    if "uk" in page_languages.translated_languages():
        expected = '<html lang="uk">'
    else:
        expected = '<html lang="en">'
    page = Client().get("/nowhere/", headers={"Accept-Language": "uk"})
    assert expected in page.content.decode()
