import copy
import json
from collections.abc import Mapping
from typing import Any

import pytest

from procedures.services.load_catalogue import CATALOGUE, LoadReport, load_catalogue

Document = dict[str, Any]


@pytest.fixture(scope="session")
def shipped() -> Mapping[str, Any]:
    """Return the shipped catalogue, to look at."""
    return json.loads(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture
def document(shipped: Document) -> Document:
    """Return a copy of the shipped catalogue, to change."""
    return copy.deepcopy(shipped)


@pytest.fixture
def catalogue(db: None) -> LoadReport:
    """Load the shipped catalogue."""
    return load_catalogue()
