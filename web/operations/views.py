"""For machines that watch over this one. Nothing here tells about a person."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from web.operations import metrics, readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything it needs answers too; 503 names what does not."""
    failing = readiness.failures()
    status = "unavailable" if failing else "ok"
    return JsonResponse({"status": status, "failing": failing}, status=503 if failing else 200)


@require_safe
@never_cache
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus."""
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)
