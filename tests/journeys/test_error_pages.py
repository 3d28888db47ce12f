"""What Django answers by itself still looks like the clinic and says how to go on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_needs_no_database_and_leads_on(page: str) -> None:
    text = render_to_string(
        page, {}, request=None if page == "500.html" else RequestFactory().get("/")
    )
    assert "<h1>" in text
    assert 'class="btn"' in text
    assert "style=" not in text


@pytest.mark.django_db
def test_a_post_without_its_token_changes_nothing_and_says_why() -> None:
    answer = Client(enforce_csrf_checks=True).post("/visit/find/", {"reference": "K7P-4MD-2XQ"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
