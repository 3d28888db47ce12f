"""Before `seed_demo` or the clinic's own set-up: the database is empty."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/book/", "/visit/find/"])
def test_a_database_without_a_clinic_is_told_kindly(path: str) -> None:
    page = Client().get(path)
    assert page.status_code == 503
    assert "We are not open yet" in page.content.decode()
