"""The bare limits over HTTP: what Django can do at best with a search and a booking."""

import json
import threading
from datetime import date
from typing import Any

import psycopg
from django.conf import settings
from django.http import HttpRequest, JsonResponse

from benchmarks.limits.booking import PlacesTaken, book_three_rows
from benchmarks.limits.search import LimitSearch, connect

_local = threading.local()


def slots(request: HttpRequest) -> JsonResponse:
    """Answer with the starts of a window: rows and masks, no names, nobody signed in."""
    query = request.GET
    search = LimitSearch(int(query["scale"]), date.fromisoformat(query["from"]), int(query["days"]))
    return JsonResponse({"slots": search.starts(_connection())})


def book(request: HttpRequest) -> JsonResponse:
    """Take three rows under the constraint: no rules, no patient, no history."""
    place = PlacesTaken(**json.loads(request.body))
    is_booked = book_three_rows(_connection(), place)
    return JsonResponse({}, status=201 if is_booked else 409)


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(_local, "connection"):
        _local.connection = connect(settings.DATABASE_URL)
    opened: psycopg.Connection[Any] = _local.connection
    return opened
