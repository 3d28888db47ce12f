from typing import Any

from django.core.management.base import BaseCommand

from intake.services.consent import load_consent_texts


class Command(BaseCommand):
    help = (
        "Bring the example consent texts in all languages. They are marked as examples that a "
        "clinician has to confirm; what is there already is left alone."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        count = load_consent_texts()
        if verbosity > 0:
            self.stdout.write(f"consent texts: {count} new")
