"""The languages a reader can ask for: a setting, so that another one needs no migration."""

from typing import Any

from django.conf import settings


def offered_languages() -> list[tuple[str, Any]]:
    """Return code and name of each. Migrations keep `choices` by the name of this function."""
    return list(settings.LANGUAGES)
