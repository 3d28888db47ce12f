from django.db import models


class Capability(models.Model):
    """One thing a resource can do or is fitted with: a speciality, a skill, a kind of room.

    A need lists the capabilities it demands, a resource the ones it has; both by code. Written by
    `load_catalogue`, retired by it (is_active False) when the file no longer has it.
    """

    code = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "capabilities"

    def __str__(self) -> str:
        return self.name
