from django.db import models


class CatalogueSource(models.Model):
    """Where a number of the catalogue comes from. Two keys are not pages: A and K.

    A: an engineering assumption, a plausible default the clinic must confirm.
    K: common specialist knowledge for which no page was read: to be verified.
    """

    key = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=250)
    url = models.URLField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"
