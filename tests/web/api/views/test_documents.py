"""GET schema/ and docs/."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.web.api import contract
from web.api.urls import version_1

DOCUMENTED = {
    "/api/v1/procedures/": {"get"},
    "/api/v1/procedures/{code}/": {"get"},
    "/api/v1/slots/": {"get"},
    "/api/v1/slots/days/": {"get"},
    "/api/v1/holds/": {"post"},
    "/api/v1/holds/{uid}/": {"patch", "delete"},
    "/api/v1/appointments/": {"get", "post"},
    "/api/v1/appointments/{uid}/": {"get"},
    "/api/v1/appointments/{uid}/reschedule/": {"post"},
    "/api/v1/appointments/{uid}/cancel/": {"post"},
    "/api/v1/practitioners/": {"get"},
    "/api/v1/resources/": {"get"},
    "/api/v1/schedule/": {"get"},
    "/api/v1/orders/": {"post"},
    "/api/v1/orders/{code}/": {"get"},
}


def test_the_document_is_valid_and_without_a_warning(tmp_path: Path):
    target = tmp_path / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))
    assert target.read_text().startswith("openapi: 3.1.")


def test_every_call_is_documented():
    paths = contract.document()["paths"]
    assert {path: set(methods) for path, methods in paths.items()} == DOCUMENTED
    assert len(DOCUMENTED) == len(version_1) - 2  # the document and its page


def test_every_call_says_how_it_fails():
    for methods in contract.document()["paths"].values():
        for said in methods.values():
            assert "application/problem+json" in said["responses"]["401"]["content"]
            assert ("requestBody" in said) <= ("415" in said["responses"])


def test_only_what_needs_a_key_asks_for_one():
    paths = contract.document()["paths"]
    free = {
        f"{method} {path.removeprefix('/api/v1/')}"
        for path, methods in paths.items()
        for method, said in methods.items()
        if {} in said["security"]
    }
    assert free == {
        "get procedures/", "get procedures/{code}/", "get slots/", "get slots/days/",
        "post holds/", "patch holds/{uid}/", "delete holds/{uid}/", "post appointments/",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["", "?format=json"])
def test_the_document_is_openapi_3_1(client: Client, query: str):
    response = client.get(f"/api/v1/schema/{query}")
    assert response.status_code == 200
    assert re.search(rb'openapi"?: ?"?3\.1\.', response.content[:100])


def test_the_page_has_nothing_inline(client: Client):
    page = client.get("/api/v1/docs/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "<style" not in html
    assert not re.search(r" (style|on\w+)=", html)
    sources = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
    assert sources
    assert all("src=" in attributes and not body for attributes, body in sources)


def test_the_script_of_the_page_is_ours(client: Client):
    page = client.get("/api/v1/docs/").content.decode()
    (script,) = re.findall(r'src="(/api/[^"]+)"', page)
    response = client.get(script.replace("&amp;", "&"))
    assert response.headers["Content-Type"].startswith("application/javascript")
    assert b"/api/v1/schema/" in response.content


def test_document_cannot_be_written() -> None:
    for path in ("/api/v1/schema/", "/api/v1/schema/?format=json"):
        assert Client().post(path).status_code == 405
