"""Renew the name of the catalogue's edition with every change of what is cached."""

from django.db import migrations

# What procedures.catalogue keeps in memory.
CACHED = ("proceduretype", "need", "repeatlimit", "combinationrule", "screeningquestion",
          "procedurescreen", "antithromboticleadtime")  # fmt: skip

RENEW = (
    """
CREATE FUNCTION renew_catalogue_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO procedures_catalogueedition (id, edition) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET edition = excluded.edition;
    RETURN NULL;
END $$;
"""
    + "".join(
        f"CREATE TRIGGER renew_catalogue_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        f" ON procedures_{table} FOR EACH STATEMENT EXECUTE FUNCTION renew_catalogue_edition();\n"
        for table in CACHED
    )
    + "INSERT INTO procedures_catalogueedition (id, edition) VALUES (1, gen_random_uuid());"
)

FORGET = (
    "".join(f"DROP TRIGGER renew_catalogue_edition ON procedures_{table};\n" for table in CACHED)
    + "DROP FUNCTION renew_catalogue_edition();"
)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [migrations.RunSQL(RENEW, FORGET)]
