"""What other people's programs rely on: addresses, the API, commands, files and cookies.

Each contract is a file in contracts/. Where a change is meant, `PIN_CONTRACTS=1 make test
ARGS="tests/journeys/test_contracts.py"` writes the files anew and fails, so that a person looks at
the difference before it is committed.
"""

import difflib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver

from demo.processes.paths import Paths
from demo.processes.report import write_report
from scheduling.ical import visit_calendar
from scheduling.selectors.calendars import Detail
from tests.house.source import FLOORS, ROOT
from tests.scheduling.test_ical import HOST, a_schedule, a_visit, an_entry
from tests.web.api import contract

PINS = Path(__file__).parent / "contracts"


def check(name: str, found: str) -> None:
    """Compare with a pinned file, or pin anew where a person asks for it."""
    file = PINS / name
    found = found.rstrip("\n") + "\n"
    if os.environ.get("PIN_CONTRACTS"):
        file.write_text(found)
        pytest.fail(f"{file.name} is written anew: look at the difference, then commit it")
    pinned = file.read_text()
    difference = difflib.unified_diff(pinned.splitlines(), found.splitlines(), "pinned", "found")
    assert found == pinned, "\n".join(difference)


def test_addresses_are_the_pinned_ones() -> None:
    check("addresses.txt", "\n".join(sorted(_routes(get_resolver("demo.urls").url_patterns))))


def test_the_api_is_the_pinned_one() -> None:
    check("api.json", json.dumps(contract.document(), indent=1, sort_keys=True))


def test_commands_are_the_pinned_ones() -> None:
    ours = {name: app for name, app in get_commands().items() if app in FLOORS}
    del ours["makemessages"]  # Django's own, told how our core marks its words
    text = "\n".join(_options(name, ours[name]) for name in sorted(ours))
    check("commands.txt", text.replace(str(ROOT), "."))


def test_the_file_of_the_demo_is_the_pinned_one(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    secrets = {
        "users": [{"role": "doctor", "email": "doctor@medclinic.example", "password": "p"}],
        "api_tokens": [{"role": "doctor", "token": "t"}],
        "order_codes": [{"code": "c", "procedure": "n", "patient": "n", "date_of_birth": "d"}],
    }
    paths.credentials.parent.mkdir(parents=True, exist_ok=True)
    paths.credentials.write_text(json.dumps(secrets))
    variables = {"SITE_URL": "http://127.0.0.1:8000", "DATABASE_URL": "db", "REDIS_URL": "redis"}
    write_report(paths, variables, {"supervisor": 1})
    check("demo.json", paths.report.read_text())


def test_calendars_are_the_pinned_ones() -> None:
    visit = a_visit()
    files = {"patient": visit_calendar(visit, host=HOST)}
    files |= {detail: a_schedule([an_entry(visit)], detail) for detail in Detail}
    text = "\n".join(f"# {name}\n{file.decode()}" for name, file in files.items())
    check("calendars.txt", text.replace("\r\n", "\n"))


def test_cookies_are_the_pinned_ones() -> None:
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert names == {"session", "csrf", "django_language"}


def test_the_variables_of_a_container_are_the_pinned_ones() -> None:
    """Every variable that settings read: operators have them in their files."""
    found = {
        word
        for floor in ("config", "demo")
        for line in (ROOT / floor / "settings.py").read_text().splitlines()
        for word in _variables(line)
    }
    check("variables.txt", "\n".join(sorted(found)))


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for each in patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            if each.app_name != "admin":
                yield from _routes(each.url_patterns, route)
            else:
                yield route
        elif isinstance(each, URLPattern):
            yield f"/{route}"


def _options(name: str, app: str) -> str:
    assert apps.is_installed(app)
    parser = load_command_class(app, name).create_parser("manage.py", name)
    common = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    common |= {"--no-color", "--force-color", "--skip-checks", "--help"}
    own = [
        f"  {'/'.join(each.option_strings) or each.dest} default={each.default!r}"
        f" required={each.required}"
        for each in parser._actions
        if not common & set(each.option_strings)
    ]
    return "\n".join([name, *sorted(own)])


def _variables(line: str) -> Iterator[str]:
    for piece in line.split("env.")[1:]:
        name = piece.partition('"')[2].partition('"')[0]
        if name.isupper():
            yield name
