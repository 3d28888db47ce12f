"""Who looked at whom."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from people.models.patient import Patient


class AccessLog(models.Model):
    """One look at, or export of, a patient's record by a member of staff. Never changed.

    A list of a day is one look without a patient: `what` says which list, and who was on it can be
    told from the visits of that day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, null=True, blank=True, related_name="accesses"
    )
    what = models.CharField(max_length=100, help_text="The page or export, without any content")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="access_log_by_patient")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.patient_id}: {self.what}"
