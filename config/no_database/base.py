"""The database when none is configured: everything loads, and the first use says what to do."""

from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresqlWrapper

MESSAGE = (
    "There is no database. Run `make demo` (it starts one, and commands run beside it find it), "
    "or set DATABASE_URL=postgresql://user:password@host:port/name "
    "and REDIS_URL=redis://host:port/0."
)


class DatabaseWrapper(PostgresqlWrapper):
    """Speaks PostgreSQL's dialect to checks and migrations, refuses every connection."""

    def get_connection_params(self) -> NoReturn:
        raise ImproperlyConfigured(MESSAGE)
