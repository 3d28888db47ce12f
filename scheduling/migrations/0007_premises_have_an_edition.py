"""Name the edition of each clinic's resources and hours, and renew it with every change."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

# What scheduling.selectors.premises keeps in memory.
CACHED = ("resource", "workinghours", "extrahours")
# One trigger each: the rows of a statement can be seen by a trigger for one kind of event only.
EVENTS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))
NAME = "renew_premises_edition"

RENEW = f"""
CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scheduling_premisesedition (clinic_id, edition)
        SELECT clinic_id, gen_random_uuid()
        FROM (SELECT DISTINCT clinic_id FROM changed ORDER BY clinic_id) AS clinics
        -- A clinic that is being deleted has no edition any more.
        WHERE EXISTS (SELECT FROM scheduling_clinic clinic WHERE clinic.id = clinic_id)
        ON CONFLICT (clinic_id) DO UPDATE SET edition = excluded.edition;
    RETURN NULL;
END $$;
CREATE FUNCTION forget_premises_editions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM scheduling_premisesedition;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER {NAME}_{event}_{rows.lower()} AFTER {event.upper()} ON scheduling_{table}"
    f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {NAME}();\n"
    for table in CACHED
    for event, rows in EVENTS
) + "".join(
    f"CREATE TRIGGER forget_premises_editions AFTER TRUNCATE ON scheduling_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION forget_premises_editions();\n"
    for table in CACHED
)  # fmt: skip

FORGET = "".join(
    f"DROP TRIGGER {NAME}_{event}_{rows.lower()} ON scheduling_{table};\n"
    for table in CACHED
    for event, rows in EVENTS
) + "".join(
    f"DROP TRIGGER forget_premises_editions ON scheduling_{table};\n" for table in CACHED
) + f"DROP FUNCTION {NAME}();\nDROP FUNCTION forget_premises_editions();"  # fmt: skip

# Clinics that are there already; whoever has none is read anew each time.
BEGIN = """
INSERT INTO scheduling_premisesedition (clinic_id, edition)
SELECT id, gen_random_uuid() FROM scheduling_clinic
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0006_alerts_are_escalated")]

    operations = [
        migrations.CreateModel(
            name="PremisesEdition",
            fields=[
                (
                    "clinic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="scheduling.clinic",
                    ),
                ),
                ("edition", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunSQL(RENEW, FORGET),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
