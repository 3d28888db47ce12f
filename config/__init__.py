"""Load Celery with Django, so that every `shared_task` is bound to our app."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
