"""The OpenAPI document and its pages; and what is said where there is nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from web.errors import ErrorInfo, problem_response


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1, as YAML or, with ?format=json, as JSON."""

    authentication_classes: list[Any] = []


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files; nothing inline, so the strict CSP holds."""

    authentication_classes: list[Any] = []
    template_name = "api/docs.html"
    url_name = "api:schema"


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Answer an address that is none; one that only lacks its last slash is led there."""
    if not request.path.endswith("/") and _exists(f"{request.path_info}/"):
        response = redirect(request.get_full_path(force_append_slash=True), permanent=True)
        response.status_code = 308  # unlike 301, it keeps method and body
        return response
    detail = "There is nothing at this address. See /api/v1/docs/."
    return problem_response(ErrorInfo(404, "Not Found", detail, slug="not-found"))


def _exists(path: str) -> bool:
    try:
        return resolve(path).url_name != "unknown"
    except Resolver404:
        return False
