"""Renew the catalogue's edition when a lead time of a blood thinner changes: it is cached, too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_max_per_day")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER renew_catalogue_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
            " ON procedures_antithromboticleadtime"
            " FOR EACH STATEMENT EXECUTE FUNCTION renew_catalogue_edition()",
            "DROP TRIGGER renew_catalogue_edition ON procedures_antithromboticleadtime",
        )
    ]
