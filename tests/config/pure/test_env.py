import json
import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment, database_from_url, read_environment, running_demo

# Beyond every pid: Linux counts to 4194304 at most.
NOBODYS_PID = 2**22 + 1


@pytest.fixture
def no_database(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("BAYWISE_PURE", raising=False)


def write_demo(folder, *, supervisor, **variables):
    state = {"supervisor": supervisor, "environment": variables}
    (folder / "environment.json").write_text(json.dumps(state))


@pytest.mark.parametrize("word", ["1", "true", "Yes", "ON"])
def test_switch_reads_on(word):
    assert Environment({"DEBUG": word}, {}).switch("DEBUG") is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
def test_switch_reads_off(word):
    assert Environment({"DEBUG": word}, {}).switch("DEBUG") is False


def test_switch_refuses_a_slip():
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be 1 or 0"):
        Environment({"DEBUG": "ture"}, {}).switch("DEBUG")


def test_number_refuses_words():
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT must be a number"):
        Environment({"EMAIL_PORT": "smtp"}, {}).number("EMAIL_PORT", 25)


def test_required_names_what_is_missing_and_why():
    with pytest.raises(ImproperlyConfigured, match=r"Set SECRET_KEY: a long random text\."):
        Environment({"SECRET_KEY": ""}, {}).required("SECRET_KEY", "a long random text")


def test_words_drop_blanks():
    assert Environment({"HOSTS": " a.example, ,b.example,"}, {}).words("HOSTS") == [
        "a.example",
        "b.example",
    ]


def test_a_database_address_is_translated_with_escapes_and_options():
    database = database_from_url("postgresql://me:p%40ss%2F@db.example:6432/clinic?sslmode=require")
    assert database["USER"] == "me"
    assert database["PASSWORD"] == "p@ss/"
    assert database["HOST"] == "db.example"
    assert database["PORT"] == "6432"
    assert database["NAME"] == "clinic"
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["prepare_threshold"] == 5


@pytest.mark.parametrize("url", ["sqlite:///clinic.db", "mysql://a@b/c", "postgresql://a@b"])
def test_another_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_from_url(url)


def test_a_running_demo_fills_what_is_absent(tmp_path, no_database, monkeypatch):
    monkeypatch.setenv("SITE_URL", "http://mine.example")
    write_demo(tmp_path, supervisor=os.getpid(), DATABASE_URL="demo", SITE_URL="demo")
    environment = read_environment(tmp_path)
    assert environment.text("DATABASE_URL") == "demo"
    assert environment.text("SITE_URL") == "http://mine.example"


def test_a_demo_is_not_mixed_into_another_database(tmp_path, no_database, monkeypatch):
    write_demo(tmp_path, supervisor=os.getpid(), TRUSTED_PROXIES="demo")
    assert read_environment(tmp_path).text("TRUSTED_PROXIES") == "demo"
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
    assert read_environment(tmp_path).text("TRUSTED_PROXIES") == ""


def test_a_dead_demo_counts_as_none(tmp_path, no_database):
    write_demo(tmp_path, supervisor=NOBODYS_PID, DATABASE_URL="demo")
    assert running_demo(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "{", '{"supervisor": 1}'])
def test_a_half_written_state_counts_as_none(tmp_path, no_database, text):
    (tmp_path / "environment.json").write_text(text)
    assert running_demo(tmp_path) == {}


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SMS_HTTP_TOKEN"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    variables = {f"{name}_FILE": str(tmp_path / "secret")}
    assert Environment(variables, {}).text(name) == "from the file"
    assert Environment({**variables, name: "given"}, {name: "demo"}).text(name) == "given"


def test_a_secret_that_is_not_there_is_named(tmp_path: Path) -> None:
    environment = Environment({"SECRET_KEY_FILE": str(tmp_path / "absent")}, {})
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE"):
        environment.text("SECRET_KEY")
