"""Count the time to answer a request in opening hours: a day by the clock is ten of them."""

from django.db import migrations, models

TO_OPENING_HOURS = """
UPDATE scheduling_clinic
SET request_deadline_hours = greatest(1, round(request_deadline_hours * 10 / 24.0))
"""
TO_HOURS = """
UPDATE scheduling_clinic
SET request_deadline_hours = least(720, round(request_deadline_hours * 24 / 10.0))
"""


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0004_safety_triage")]

    operations = [
        migrations.AlterField(
            model_name="clinic",
            name="request_deadline_hours",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="A request unanswered after so many opening hours ends by itself",
            ),
        ),
        migrations.RunSQL(TO_OPENING_HOURS, TO_HOURS),
    ]
