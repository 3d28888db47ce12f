"""What the demo tells: to the person at the terminal and, in var/demo.json, to programs."""

import json
from collections.abc import Mapping
from typing import Any

from demo.processes.paths import Paths
from demo.servers.secret_file import write_private

CREDENTIALS = ("users", "api_tokens", "order_codes")


def say(line: str = "") -> None:
    """Print a line at once; a closed terminal is no reason to stop the demo."""
    try:
        print(line, flush=True)
    except OSError:
        return


def write_report(paths: Paths, variables: Mapping[str, str], pids: Mapping[str, int]) -> None:
    """Write var/demo.json; its keys are a contract (design.md section 7)."""
    report = {
        "url": variables["SITE_URL"],
        **_read_credentials(paths),
        "mailbox_url": f"{variables['SITE_URL']}/demo/mailbox/",
        "database_url": variables["DATABASE_URL"],
        "redis_url": variables["REDIS_URL"],
        "pids": dict(pids),
    }
    write_private(paths.report, json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def greet(paths: Paths, url: str) -> None:
    """Say where the clinic is open and how to get in."""
    credentials = _read_credentials(paths)
    say()
    say(f"Baywise is open:    {url}/")
    say(f"Staff sign in:      {url}/staff/")
    for user in credentials["users"]:
        say(f"  {user['role']:<14}  {user['email']:<36} {user['password']}")
    if not credentials["users"]:
        say("  known to whoever filled this database")
    for order in credentials["order_codes"]:
        say(f"Order code:         {_in_words(order)}")
    for token in credentials["api_tokens"]:
        say(f"API token:          {token['token']} ({token['role']})")
    say(f"Mail and texts:     {url}/demo/mailbox/")
    say(f"The same as a file: {paths.report}")
    say("Ctrl-C stops everything; the data stays. `make demo RESET=1` begins anew.")


def _read_credentials(paths: Paths) -> dict[str, list[Any]]:
    """Return what seed_demo left; empty lists where the database was not seeded by us."""
    try:
        found = json.loads(paths.credentials.read_text())
    except FileNotFoundError:
        found = {}
    return {name: found.get(name, []) for name in CREDENTIALS}


def _in_words(order: Any) -> str:
    """An order code may come alone or with its procedure."""
    if isinstance(order, dict):
        return " ".join(str(value) for value in order.values() if value)
    return str(order)
