from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinics.errors import DomainError
from clinics.models import Clinic, Resource
from clinics.selectors.clinics import default_clinic
from procedures.errors import UnknownProcedure
from scheduling.selectors.explain import VisitExplanation, explain_visit
from scheduling.selectors.plan import plan_visit

DAYS = 14
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Command(BaseCommand):
    help = (
        "Say why there is, or is not, a free time: for each day, or with --date for each start of "
        "one day, which rule or which need stands in the way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("procedures", nargs="+", metavar="PROCEDURE", help="code: tfesi")
        parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--days", type=int, default=DAYS, help=f"from today (default: {DAYS})")
        parser.add_argument("--practitioner", default="", help="part of the name, or resource id")
        parser.add_argument("--clinic", default="", metavar="SLUG", help="default: the main one")
        parser.add_argument(
            "--staff", action="store_true", help="with the rules that bind staff, not patients"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = _explain(**{name: options[name] for name in _OPTIONS})
        except (DomainError, UnknownProcedure) as error:
            raise CommandError(str(error)) from error
        self._head(found)
        if options["date"]:
            self._starts(found, options["date"])
        else:
            self._days(found)

    def _head(self, found: VisitExplanation) -> None:
        plan = found.plan
        self.stdout.write(
            f"{' + '.join(plan.codes)} at {plan.clinic.name} ({plan.clinic.time_zone}), "
            f"{plan.demand.total_minutes} minutes from arrival to discharge"
        )
        rows = [("", "need", "resources", "minutes after arrival")]
        for letter, report in zip(LETTERS, found.whole.needs, strict=False):
            when = f"{report.need.offset} to {report.need.end}"
            rows.append((letter, report.name, str(report.able), when))
        self._table(rows)
        for report in found.whole.needs:
            if report.is_missing:
                self.stdout.write(f"  Never possible: {report.verdict(0)}.")
        self.stdout.write("")

    def _days(self, found: VisitExplanation) -> None:
        """Print a day a line: starts while open, those that pass rules and needs, those free."""
        letters = LETTERS[: len(found.whole.needs)]
        rows = [("day", "open", "rules", *letters, "free", "why not")]
        for day in found.days():
            counts = (day.open_starts, day.allowed_by_rules, *day.allowed_by_needs)
            why = "; ".join((*day.reasons, *(f"({note})" for note in day.notes)))
            rows.append(
                (f"{day.day:%a %d %b %Y}", *(str(count) for count in counts),
                 str(day.free_starts), why)
            )  # fmt: skip
        self._table(rows)

    def _starts(self, found: VisitExplanation, day: date) -> None:
        starts = list(found.starts(day))
        if not starts:
            self.stdout.write(f"{day:%a %d %b %Y}: closed")
        for note in found.notes.get(day, ()):
            self.stdout.write(f"  ({note})")
        self._table(
            (f"{report.start:%H:%M}", "; ".join(report.reasons) or "free") for report in starts
        )

    def _table(self, rows: Iterable[tuple[str, ...]]) -> None:
        rows = list(rows)
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = [
                cell.rjust(width) if cell.isdigit() else cell.ljust(width)
                for cell, width in zip(row, widths, strict=True)
            ]
            self.stdout.write(f"  {'  '.join(cells)}".rstrip())


_OPTIONS = ("procedures", "date", "days", "practitioner", "clinic", "staff")


def _explain(
    *,
    procedures: list[str],
    date: date | None,
    days: int,
    practitioner: str,
    clinic: str,
    staff: bool,
) -> VisitExplanation:
    now = timezone.now()
    where = _clinic(clinic)
    plan = plan_visit(
        clinic=where,
        codes=procedures,
        now=now,
        practitioner=_practitioner(where, practitioner) if practitioner else None,
        is_staff=staff,
    )
    first = date or now.astimezone(where.zone).date()
    last = date or first + timedelta(days=max(days, 1) - 1)
    return explain_visit(plan, first=first, last=last, now=now)


def _clinic(slug: str) -> Clinic:
    if not slug:
        return default_clinic()
    clinic = Clinic.objects.filter(slug=slug).first()
    if clinic is None:
        known = ", ".join(Clinic.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"No clinic {slug!r}. Clinics: {known or 'none'}.")
    return clinic


def _practitioner(clinic: Clinic, wanted: str) -> int:
    people = Resource.objects.filter(clinic=clinic, kind=Resource.Kind.PRACTITIONER)
    by_id = people.filter(pk=wanted) if wanted.isdigit() else people.none()
    found = list(by_id or people.filter(name__icontains=wanted))
    if len(found) != 1:
        names = ", ".join(f"{one.name} ({one.pk})" for one in found or people.order_by("name"))
        raise CommandError(f"Which practitioner is {wanted!r}? {names}")
    return found[0].pk
