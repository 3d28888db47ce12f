"""The staffed clinic of tests/web, for what crosses its subjects."""

from tests.web.conftest import busy_day, elsewhere, signed_in, staffed, stranger

__all__ = ["busy_day", "elsewhere", "signed_in", "staffed", "stranger"]
