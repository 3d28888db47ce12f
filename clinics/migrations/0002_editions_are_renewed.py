"""Renew the edition of a clinic's resources and hours with every change of them."""

from django.db import migrations

# What clinics.selectors.resource_cache keeps in memory.
CACHED = ("resource", "workinghours", "extrahours")
# One trigger each: the rows of a statement can be seen by a trigger for one kind of event only.
EVENTS = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))
NAME = "renew_premises_edition"

RENEW = f"""
CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO clinics_premisesedition (clinic_id, edition)
        SELECT clinic_id, gen_random_uuid()
        FROM (SELECT DISTINCT clinic_id FROM changed ORDER BY clinic_id) AS clinics
        -- A clinic that is being deleted has no edition any more.
        WHERE EXISTS (SELECT FROM clinics_clinic clinic WHERE clinic.id = clinic_id)
        ON CONFLICT (clinic_id) DO UPDATE SET edition = excluded.edition;
    RETURN NULL;
END $$;
CREATE FUNCTION forget_premises_editions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM clinics_premisesedition;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER {NAME}_{event}_{rows.lower()} AFTER {event.upper()} ON clinics_{table}"
    f" REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {NAME}();\n"
    for table in CACHED
    for event, rows in EVENTS
) + "".join(
    f"CREATE TRIGGER forget_premises_editions AFTER TRUNCATE ON clinics_{table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION forget_premises_editions();\n"
    for table in CACHED
)  # fmt: skip

FORGET = "".join(
    f"DROP TRIGGER {NAME}_{event}_{rows.lower()} ON clinics_{table};\n"
    for table in CACHED
    for event, rows in EVENTS
) + "".join(
    f"DROP TRIGGER forget_premises_editions ON clinics_{table};\n" for table in CACHED
) + f"DROP FUNCTION {NAME}();\nDROP FUNCTION forget_premises_editions();"  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("clinics", "0001_initial")]

    operations = [migrations.RunSQL(RENEW, FORGET)]
