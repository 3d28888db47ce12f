"""The bare limits over HTTP: what Django can do at best with a search and a booking."""

import json
import threading
from datetime import date
from typing import Any

import psycopg
from django.conf import settings
from django.http import HttpRequest, JsonResponse

from benchmarks.limit import LimitSearch, connect
from benchmarks.limit_booking import Place, book_three_rows

_local = threading.local()


def slots(request: HttpRequest) -> JsonResponse:
    """Answer with the starts of a window: rows and masks, no names, nobody signed in."""
    query = request.GET
    search = LimitSearch(int(query["scale"]), date.fromisoformat(query["from"]), int(query["days"]))
    return JsonResponse({"slots": search.starts(_connection())})


def book(request: HttpRequest) -> JsonResponse:
    """Take three rows under the constraint: no rules, no patient, no history."""
    place = Place(**json.loads(request.body))
    is_booked = book_three_rows(_connection(), place)
    return JsonResponse({}, status=201 if is_booked else 409)


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(_local, "connection"):
        _local.connection = connect(settings.DATABASE_URL)
    opened: psycopg.Connection[Any] = _local.connection
    return opened
