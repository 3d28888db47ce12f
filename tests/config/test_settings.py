"""Settings in processes of their own: what production lacks is said at start, by name."""

import gzip
import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.house.source import ROOT

PRODUCTION = {
    "DATABASE_URL": "postgresql://baywise@db.example/baywise",
    "REDIS_URL": "redis://cache.example:6379/0",
    "SECRET_KEY": "k" * 50,
    "SITE_URL": "https://booking.clinic.example",
}


def ask(expression: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Evaluate an expression over the settings module in a clean environment."""
    code = f"from config import settings; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "BAYWISE_PURE": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL", "REDIS_URL"])
def test_production_refuses_to_start_without(missing):
    variables = {name: value for name, value in PRODUCTION.items() if name != missing}
    answer = ask("1", **variables)
    assert answer.returncode != 0
    assert f"Set {missing}:" in answer.stderr


def test_production_over_https_is_strict():
    answer = ask(
        "(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,"
        "settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS,"
        "settings.DEBUG, settings.ALLOWED_HOSTS)",
        **PRODUCTION,
    )
    expected = (True, True, True, 31_536_000, False, ["booking.clinic.example"])
    assert answer.stdout.strip() == str(expected)


def test_a_checkout_loads_without_anything_and_says_what_to_do_on_use():
    answer = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "BAYWISE_PURE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    for word in ("make demo", "DATABASE_URL", "REDIS_URL"):
        assert word in answer.stderr


def test_the_content_security_policy_has_no_hole(settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"]
    assert directives["object-src"] == ["'none'"]
    assert directives["form-action"] == ["'self'"]
    assert not any("unsafe" in source for sources in directives.values() for source in sources)


@pytest.mark.django_db
def test_pages_travel_compressed(client: Client) -> None:
    answer = client.get("/accessibility/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = client.get("/accessibility/")
    assert gzip.decompress(answer.content).decode()[:100] == plain.content.decode()[:100]
    assert "Accept-Encoding" in plain.headers["Vary"]
