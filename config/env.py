"""Read the environment, loudly.

The process environment comes first. Where no `DATABASE_URL` is given, the environment of a demo
running from this checkout (`var/environment.json`) fills what is absent, so that
`manage.py explain_slots` works beside `make demo`.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENT_FILE = "environment.json"

# Statements that come again are planned once: planning was a third of what a booking cost
# PostgreSQL. 5 is psycopg's own default, which Django turns off.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


class Environment:
    """The variables this process runs with, as text, switches and lists."""

    def __init__(self, variables: Mapping[str, str], fallback: Mapping[str, str]) -> None:
        self._variables = variables
        self._fallback = fallback

    def text(self, name: str, default: str = "") -> str:
        """Return the variable, or what stands in the file that NAME_FILE names; empty is absent.

        Raises: ImproperlyConfigured for a file that cannot be read.
        """
        given = self._variables.get(name) or self._from_file(name)
        return given or self._fallback.get(name) or default

    def _from_file(self, name: str) -> str:
        """Read a secret as Docker and Kubernetes mount them: a file, mostly with a last newline."""
        path = self._variables.get(f"{name}_FILE")
        if not path:
            return ""
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: {error}.") from error

    def required(self, name: str, why: str) -> str:
        """Return the variable or refuse to start.

        Raises: ImproperlyConfigured naming the variable and what it is for.
        """
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(f"Set {name}: {why}.")
        return value

    def switch(self, name: str, default: bool = False) -> bool:
        """Read 1/true/yes/on and 0/false/no/off.

        Raises: ImproperlyConfigured for anything else, so that a typing slip is not a silent off.
        """
        value = self.text(name, "1" if default else "0").strip().lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")

    def number(self, name: str, default: int) -> int:
        """Read a whole number. Raises: ImproperlyConfigured for anything else."""
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.") from error

    def words(self, name: str, default: str = "") -> list[str]:
        """Read a list separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]


def read_environment(folder: Path) -> Environment:
    """Return the environment, completed by the demo that runs from `folder`, if any."""
    is_alone = os.environ.get("DATABASE_URL") or os.environ.get("BAYWISE_PURE")
    fallback = {} if is_alone else running_demo(folder)
    return Environment(os.environ, fallback)


def running_demo(folder: Path) -> dict[str, str]:
    """Return the variables of the demo whose state is in `folder`; empty when none is alive."""
    try:
        state = json.loads((folder / ENVIRONMENT_FILE).read_text())
        os.kill(state["supervisor"], 0)
        variables = state["environment"]
    except (OSError, ValueError, KeyError):
        return {}  # no demo, a dead one, or another user's: its secrets are not ours to read
    return {str(name): str(value) for name, value in variables.items()}


def database_from_url(url: str) -> dict[str, Any]:
    """Translate `postgresql://user:password@host:port/name?option=value` for Django.

    Raises: ImproperlyConfigured for another scheme or a URL without a database name.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL must name a database: postgresql://.../name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**PREPARED, **dict(parse_qsl(parts.query))},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
