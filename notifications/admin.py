"""The outbox for support staff: to look at, not to touch."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from notifications.models import OutboxMessage


class LookedAt(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(OutboxMessage)
class OutboxMessageAdmin(LookedAt):
    date_hierarchy = "due_at"
    list_display = (
        "appointment",
        "alert",
        "kind",
        "offset",
        "channel",
        "status",
        "due_at",
        "sent_at",
        "attempts",
        "last_error",
    )
    list_filter = ("status", "kind", "channel")
    list_select_related = ("appointment", "alert")
    search_fields = ("appointment__reference", "dedup_key")
