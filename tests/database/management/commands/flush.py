"""Emptying the database after a test whose rows other connections have seen."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

# Rows of these come from the migrations and are the same for every test.
KEPT = ["django_migrations", "django_content_type", "auth_permission"]

# TRUNCATE makes new files for a hundred tables, few of which have rows. Foreign keys are checked at
# the end, so the order does not matter.
EMPTY = """
DO $$
DECLARE
    name regclass;
    has_rows boolean;
BEGIN
    FOR name IN
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
            AND NOT relname = ANY (ARRAY['{kept}'])
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('DELETE FROM %s', name);
        END IF;
    END LOOP;
END $$
""".format(kept="', '".join(KEPT))
# That history and consents refuse to go is what they are for; here their guards look away.
GUARDS = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT tgrelid::regclass AS name, tgname FROM pg_trigger
        JOIN pg_proc ON pg_proc.oid = tgfoid WHERE starts_with(proname, 'refuse_change_of_')
    LOOP
        EXECUTE format('ALTER TABLE %s {} TRIGGER %I', found.name, found.tgname);
    END LOOP;
END $$
"""


class Command(BaseCommand):
    """Stands in for Django's command of this name; its options make no difference here."""

    help = "Delete all rows that tests have written."

    def create_parser(self, *words: Any, **options: Any) -> Any:
        parser = super().create_parser(*words, **options)
        for option in ("database", "reset_sequences", "allow_cascade", "inhibit_post_migrate"):
            parser.add_argument(f"--{option}")
        parser.add_argument("--noinput", dest="interactive")
        return parser

    def handle(self, **options: Any) -> None:
        with connection.cursor() as cursor:
            for statement in (GUARDS.format("DISABLE"), EMPTY, GUARDS.format("ENABLE")):
                cursor.execute(statement)
