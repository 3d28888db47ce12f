"""docker-compose.yml says what production is made of; here it is read, not run."""

import re

import pytest
import yaml

from config.celery import app
from tests.house.source import PRODUCT, ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]


def test_the_services_of_a_clinic():
    assert set(SERVICES) == {"postgres", "valkey", "migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("name", ["postgres", "valkey", "web", "worker", "beat"])
def test_lasting_services_tell_their_health(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_data_lives_in_a_named_volume(name):
    (volume,) = SERVICES[name]["volumes"]
    assert volume.partition(":")[0] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_share_image_and_environment(name):
    service = SERVICES[name]
    assert service["image"] == "baywise"
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL"} <= set(service["environment"])


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_migrations_are_done(name):
    assert SERVICES[name]["depends_on"] == {
        "postgres": {"condition": "service_healthy"},
        "valkey": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


def test_migrate_ends_and_is_not_started_again():
    assert SERVICES["migrate"]["restart"] == "no"
    assert "manage.py migrate" in SERVICES["migrate"]["command"][-1]
    assert "load_catalogue" in SERVICES["migrate"]["command"][-1]


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_commands_name_our_app(name):
    words = SERVICES[name]["command"].split()
    assert words[:4] == ["celery", "--app", "config", name]


def test_worker_stays_awake_after_a_reconnect():
    assert {"--without-mingle", "--without-gossip"} <= set(SERVICES["worker"]["command"].split())


def test_worker_gets_time_for_its_soft_shutdown():
    grace = int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))
    assert grace > app.conf.worker_soft_shutdown_timeout


def test_valkey_forgets_nothing():
    command = SERVICES["valkey"]["command"][-1]
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_only_web_has_a_port_and_only_on_loopback():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_no_secret_is_written_down():
    values = [
        (name, str(value))
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search("PASSWORD|SECRET|_URL", name)
    ]
    assert values
    for name, value in values:
        assert "${" in value, name
        outside = re.sub(r"\$\{[^}]*\}", "", value)
        assert re.fullmatch(r"(\w+://(baywise)?:?@\w+:\d+/\w+)?", outside), name


def test_the_image_runs_as_nobody_and_copies_every_floor():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "\nUSER nobody\n" in dockerfile
    copied = set(re.findall(r"^COPY (\w+) \w+$", dockerfile, flags=re.MULTILINE))
    assert copied == set(PRODUCT)
