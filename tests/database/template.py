"""One migrated database for a whole run, of which every worker gets a copy.

Migrating takes seconds, copying a twentieth of one. The worker that needs a database first migrates
the template, the others wait for it. A run signs its template: one that another run has left, or a
worker that died over it, is made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

LOCK = 20_251_107  # one number for all that use this server
SIGNATURE = """
SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""


class Copy:
    """The database of one worker.

    Args:
        run: what all workers of a run have in common, and no other run has.
        worker: its name, which ends the database's.
    """

    def __init__(self, *, run: str, worker: str) -> None:
        self.served = settings.DATABASES["default"]["NAME"]
        self.template = f"test_{self.served}"
        self.name = f"{self.template}_{worker}"
        self.run = run

    def make(self) -> None:
        """Copy the template, after migrating it if it is not there; lead Django to the copy."""
        with _server() as cursor:
            if _signature(cursor, self.template) != self.run:
                _migrate(cursor, self.template)
                cursor.execute(f"COMMENT ON DATABASE \"{self.template}\" IS '{self.run}'")
            _drop(cursor, self.name)
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        _lead_to(self.name)

    def delete(self) -> None:
        """Drop the copy; the last one takes the template along."""
        _lead_to(self.served)
        with _server() as cursor:
            _drop(cursor, self.name)
            if not _has_copies(cursor, self.template):
                _drop(cursor, self.template)


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    """Speak to the server, one worker at a time."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # until the connection closes
        yield cursor


def _signature(cursor: CursorWrapper, name: str) -> str | None:
    cursor.execute(SIGNATURE, [name])
    found = cursor.fetchone()
    return found[0] if found else None


def _migrate(cursor: CursorWrapper, name: str) -> None:
    _drop(cursor, name)
    cursor.execute(f'CREATE DATABASE "{name}"')
    _lead_to(name)
    call_command("migrate", interactive=False, verbosity=0)
    connection.close()


def _has_copies(cursor: CursorWrapper, template: str) -> bool:
    cursor.execute("SELECT FROM pg_database WHERE starts_with(datname, %s)", [f"{template}_"])
    return cursor.rowcount > 0


def _drop(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
