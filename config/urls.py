"""Every address of the house; each face keeps its own list."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("web.operations.urls")),
    path("", include("web.patient.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("api/", include("web.api.urls")),
    path("", include("web.account.urls")),
    path("staff/account/", include("web.account.security_urls")),
    path("", include("web.staff.urls")),
]
