"""The environment of the demo's processes: production-like, on this machine only."""

import os
import socket
from collections.abc import Mapping

from demo.processes.children import MARK
from demo.processes.paths import Paths
from demo.processes.workspace import secret_key


def demo_variables(
    paths: Paths, servers: Mapping[str, str], *, web: socket.socket, mail: socket.socket
) -> dict[str, str]:
    """Return the variables that make a process part of this demo."""
    return {
        "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
        "REDIS_URL": os.environ.get("REDIS_URL", ""),
        **servers,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(paths),
        "SITE_URL": f"http://127.0.0.1:{web.getsockname()[1]}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail.getsockname()[1]),
        "SMS_GATEWAY_DOMAIN": "sms.example",
        "DEMO_MAILBOX_DIR": str(paths.mailbox),
        "DEMO_CREDENTIALS_FILE": str(paths.credentials),
        "STATIC_ROOT": str(paths.static),
    }


def child_environment(paths: Paths, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of a child, marked so that its orphans can be found."""
    return {**os.environ, **variables, MARK: str(paths.var), "PYTHONUNBUFFERED": "1"}
