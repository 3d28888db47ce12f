"""`make demo`: a whole clinic on this machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.processes.errors import DemoError
from demo.processes.supervisor import Supervisor
from demo.servers.errors import EmbeddedError


class Command(BaseCommand):
    help = "Start servers, web, worker, beat and mailbox with a demo clinic; Ctrl-C stops all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="forget the clinic, begin anew")

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor = Supervisor(settings.BASE_DIR, var=settings.VAR_DIR, port=options["port"])
        try:
            supervisor.run(reset=options["reset"])
        except (DemoError, EmbeddedError, OSError) as error:
            raise CommandError(str(error)) from error
