"""The patient's browser of tests/web/patient, for journeys through several subjects."""

from tests.web.patient.conftest import clock, fresh, order, walk, world

__all__ = ["clock", "fresh", "order", "walk", "world"]
