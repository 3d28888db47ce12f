import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Views are imported before gunicorn forks: else each worker's first visitor waits a second for it.
get_resolver().url_patterns  # noqa: B018 - looking is what imports them
