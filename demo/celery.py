"""The product's Celery app with what only the demo does by itself."""

from config.celery import app

app.conf.beat_schedule = {
    **app.conf.beat_schedule,
    "show reminders": {
        "task": "demo.mailbox.tasks.show_reminders",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
}
app.autodiscover_tasks(["demo.mailbox"])
