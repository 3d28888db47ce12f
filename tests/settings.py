"""Settings of the test run: real servers, thrown away afterwards.

pytest-django reads the settings before any conftest.py, so the servers must be up by now. Their
addresses go to the environment, where xdist's workers and spawned processes find them.
"""

import os
from urllib.parse import urlsplit

from demo.servers.throwaway import ensure_servers

os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("SMS_GATEWAY_DOMAIN", "sms.example")
ensure_servers()

# Each xdist worker has a Redis database of its own, as it has a PostgreSQL database of its own.
worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
if worker and os.environ.get("REDIS_URL"):
    server = urlsplit(os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = server._replace(path=f"/{int(worker) + 1}").geturl()

from demo.settings import *  # noqa: E402, F403 - the servers come first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
INSTALLED_APPS = [*INSTALLED_APPS, "tests.database"]  # noqa: F405 - a quicker `flush`
