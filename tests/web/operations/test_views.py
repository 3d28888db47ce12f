import time

import pytest
from celery import current_app
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from demo.servers.ports import free_port
from web.operations import heartbeat
from web.operations.tasks import record_heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive() -> None:
    record_heartbeat()


def test_healthz_asks_nobody(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_when_everything_works(client: Client, alive: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "failing": {}}


def test_readyz_names_a_beat_that_never_started(client: Client) -> None:
    with heartbeat.connect() as redis:
        redis.delete(heartbeat.KEY)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == {"beat": "no heartbeat yet"}


def test_readyz_names_a_beat_that_has_stopped(client: Client) -> None:
    with heartbeat.connect() as redis:
        redis.set(heartbeat.KEY, str(time.time() - 61))
    assert client.get("/readyz").json()["failing"]["beat"].startswith("last heartbeat 6")


def test_readyz_names_a_missing_redis_without_its_address(client: Client, settings) -> None:
    settings.REDIS_URL = f"redis://:secret@127.0.0.1:{free_port()}/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == {"redis": "cannot connect", "beat": "cannot be read"}
    assert b"secret" not in answer.content


def test_readyz_names_missing_migrations(client: Client, alive: None) -> None:
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("scheduling")
    MigrationRecorder(connection).record_unapplied(*newest)
    assert client.get("/readyz").json()["failing"] == {"migrations": "1 not applied"}


def test_metrics_speak_of_parts_and_messages_only(client: Client, alive: None) -> None:
    answer = client.get("/metrics")
    assert answer["Content-Type"].startswith("text/plain")
    assert 'baywise_up{part="database"} 1.0' in answer.text
    assert 'baywise_outbox_messages{status="pending"} 0.0' in answer.text
    assert "baywise_outbox_oldest_due_seconds 0.0" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_asking_changes_nothing_and_is_not_stored(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_beat_table_calls_this_heartbeat() -> None:
    assert current_app.conf.beat_schedule["heartbeat"]["task"] == record_heartbeat.name


def test_every_page_carries_the_strict_policy(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
