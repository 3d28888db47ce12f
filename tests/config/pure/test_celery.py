"""The settings that keep Celery harmless; reasons in docs/decisions/celery.md."""

from importlib import import_module

from celery.schedules import schedule

from config.celery import app


def test_no_two_places_disagree_about_the_visibility_timeout():
    assert app.conf.visibility_timeout == 300
    assert app.conf.broker_transport_options["visibility_timeout"] == 300
    assert app.conf.result_backend_transport_options["visibility_timeout"] == 300


def test_no_task_may_outlive_the_visibility_timeout():
    assert app.conf.task_time_limit < app.conf.visibility_timeout


def test_a_dying_worker_loses_no_task():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_messages_are_json_and_leave_no_results():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
    assert app.conf.task_ignore_result


def test_beat_knows_fixed_intervals_only():
    for name, entry in app.conf.beat_schedule.items():
        assert type(entry["schedule"]) in {float, int, schedule}, name


def test_every_beat_entry_names_a_task_that_exists():
    for entry in app.conf.beat_schedule.values():
        module, _, name = entry["task"].rpartition(".")
        assert getattr(import_module(module), name).name == entry["task"]
