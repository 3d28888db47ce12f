"""Name the edition of the catalogue, and renew the name with every change of what is cached."""

import uuid

from django.db import migrations, models

# What procedures.catalogue keeps in memory.
CACHED = ("proceduretype", "need", "repeatlimit", "combinationrule", "screeningquestion",
          "procedurescreen")  # fmt: skip

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

    operations = [
        migrations.CreateModel(
            name="CatalogueEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="procedures_one_edition"
                    )
                ],
            },
        ),
        migrations.RunSQL(RENEW, FORGET),
    ]
