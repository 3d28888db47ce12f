"""Whatever JSON arrives, no call fails; found by hypothesis, not by imagination."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.profiles import examples
from tests.web.api.conftest import OLENA_TYPED, Caller, booking

NASTY = st.sampled_from(
    ["", " ", "\0", "\ud800", "😀", "x" * 300, "2026-11-26T09:00:00", "2026-11-26T09:00:00+02:00",
     "9999-12-31", "0001-01-01", "-1", "1e999", "NaN", "null", "caudal", "' OR 1=1 --", "%s",
     "{}", "../..", "٣", 0, -1, 2**31, 2**63, 10**40, 1e308, True, False, None]
)  # fmt: skip
TEXT = st.text(st.characters(codec=None), max_size=30)
ANYTHING = st.recursive(
    NASTY | TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["hold", "procedures", "start", "practitioner", "patient", "order_code", "side", "level",
          "screening", "reason", "revision", "procedure", "valid_until", "times_allowed",
          "token"]  # fmt: skip
PEOPLE = ["full_name", "date_of_birth", "phone", "email", "language"]
BODIES = st.builds(
    lambda fields, person: {**booking(patient={**OLENA_TYPED, **person}), **fields},
    st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=3),
    st.dictionaries(st.sampled_from(PEOPLE), ANYTHING, max_size=2),
)
UID = "00000000-0000-4000-8000-000000000000"
WRITES = ["holds/", "appointments/", "orders/", f"appointments/{UID}/reschedule/",
          f"appointments/{UID}/cancel/"]  # fmt: skip
READS = ["slots/", "slots/days/", "procedures/", "appointments/", "schedule/"]
WORDS = ["procedure", "from", "to", "part", "limit", "practitioner", "month", "after", "clinic",
         "status", "date", "language"]  # fmt: skip
QUERIES = st.dictionaries(
    st.sampled_from(WORDS), NASTY.map(str) | st.text(max_size=20), max_size=4
).map(lambda query: {"procedure": "caudal", **query})
FEW = settings(examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("path", WRITES)
@FEW
@given(body=BODIES | ANYTHING)
def test_any_body(doctor: Caller, path: str, body: Any):
    assert_answered(doctor.post(path, json.dumps(body).encode()))
    assert_answered(Caller().post(path, json.dumps(body).encode()))


@pytest.mark.parametrize("path", READS)
@FEW
@given(query=QUERIES)
def test_any_query(doctor: Caller, path: str, query: dict[str, str]):
    utf8 = {name: value.encode(errors="surrogatepass") for name, value in query.items()}
    assert_answered(doctor.get(path, **utf8))


def assert_answered(response: Any) -> None:
    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
