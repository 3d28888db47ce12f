"""What gunicorn serves for the benchmark: the product, and the bare limits without middleware."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from config.wsgi import application as product


class BareRequest(WSGIRequest):
    """A request for the limits, which have addresses of their own."""

    urlconf = "benchmarks.limits.urls"


class BareHandler(WSGIHandler):
    """Django with no middleware at all."""

    request_class = BareRequest

    def load_middleware(self, is_async: bool = False) -> None:
        """Load none; the product's own handler has loaded its middleware already."""
        kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = kept


bare = BareHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Send each request to the product or to the limits."""
    is_limit = environ["PATH_INFO"].startswith("/limit/")
    return (bare if is_limit else product)(environ, start_response)
