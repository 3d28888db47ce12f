"""Refuse every change of history but the mark that it was read."""

from django.db import migrations

GUARD = """
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'read_at' = to_jsonb(OLD) - 'read_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER history_is_append_only
    BEFORE UPDATE OR DELETE ON scheduling_appointmentevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0001_initial")]

    operations = [
        migrations.RunSQL(
            GUARD,
            "DROP TRIGGER history_is_append_only ON scheduling_appointmentevent;"
            "DROP FUNCTION refuse_change_of_history();",
        ),
    ]
