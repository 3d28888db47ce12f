"""Bring the demo's database and files up to date.

One process for all steps, since starting Python costs more than most of them.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from clinics.errors import NotFound
from clinics.selectors.clinics import default_clinic

CATALOGUE = "procedures/data/catalogue.json"


class Command(BaseCommand):
    help = "Migrate, load the catalogue, seed an empty clinic, collect files. Called by `demo`."

    def handle(self, *args: Any, **options: Any) -> None:
        self._say("migrations")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("catalogue")
        call_command("load_catalogue", str(settings.BASE_DIR / CATALOGUE), verbosity=0)
        if not has_clinic():
            self._say("demo clinic")
            call_command("seed_demo", verbosity=0)  # the sign-ins are told when the clinic opens
        if not is_collected():
            self._say("static files")
            call_command("collectstatic", interactive=False, verbosity=0)

    def _say(self, step: str) -> None:
        self.stdout.write(f"  {step}")
        self.stdout.flush()


def has_clinic() -> bool:
    """Tell whether somebody lives here already: a kept demo, or a database of the user's own."""
    try:
        default_clinic()
    except NotFound:
        return False
    return True


def is_collected() -> bool:
    """Tell whether the collected files are newer than everything they were made from."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    made_at = manifest.stat().st_mtime
    return all(
        Path(storage.path(name)).stat().st_mtime < made_at
        for finder in get_finders()
        for name, storage in finder.list([])
    )
