"""What patients tell before a visit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from intake.core.patient_updates import Topic
from scheduling.models.appointment import Appointment


class VisitNews(models.Model):
    """Something new that a patient told about a coming visit, by choice and in their own words.

    `services.news` writes it and opens an alert, by which a member of staff takes it over. Never
    changed. Its words are shown on staff pages only: they go into no message, log or address.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="news")
    topics = ArrayField(models.CharField(max_length=20), help_text="Topic of intake.core")
    text = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "visit news"
        constraints = [
            models.CheckConstraint(
                condition=Q(topics__len__gt=0)
                & Q(topics__contained_by=[topic.value for topic in Topic]),
                name="visit_news_has_known_topics",
            ),
        ]
        indexes = [models.Index(fields=["appointment", "told_at"], name="visit_news_by_visit")]

    def __str__(self) -> str:
        return f"{self.appointment_id} at {self.told_at}"
