"""Write a calendar file from the command line, as /staff/calendars/export.ics does."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clinics.errors import DomainError
from clinics.selectors.clinics import clinic_of, find_clinic
from people.models import User
from scheduling.selectors.calendars import Detail
from scheduling.services.calendar_export import export_calendar


class Command(BaseCommand):
    """Export on behalf of a member of staff: their clinic, their rights, their access log."""

    help = "Write the iCalendar file of a practitioner, a room or the clinic."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scope", required=True, help="practitioner:<id>, room:<id> or clinic")
        parser.add_argument("--from", required=True, dest="first", type=_day, help="2026-11-01")
        parser.add_argument("--to", required=True, dest="last", type=_day, help="last day")
        parser.add_argument("--detail", choices=[each.value for each in Detail], default="busy")
        parser.add_argument("--user", required=True, help="e-mail of the member of staff it is for")
        parser.add_argument("--clinic", help="slug, for staff of several clinics")
        parser.add_argument("--output", type=Path, help="file to write; without it standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["user"], is_active=True).first()
        if user is None:
            raise CommandError("There is no active member of staff with this e-mail address.")
        slug = options["clinic"]
        try:
            calendar = export_calendar(
                clinic=find_clinic(slug=slug, user=user) if slug else clinic_of(user),
                scope_key=options["scope"],
                first=options["first"],
                last=options["last"],
                detail=Detail(options["detail"]),
                by=user,
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._write(calendar, options["output"])

    def _write(self, calendar: bytes, output: Path | None) -> None:
        """Write bytes: a text stream would turn the CRLF that RFC 5545 asks for into LF."""
        if output is None:
            self.stdout.flush()
            sys.stdout.buffer.write(calendar)
        else:
            output.write_bytes(calendar)
            self.stderr.write(f"{len(calendar):,} bytes written to {output}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-01") from error
