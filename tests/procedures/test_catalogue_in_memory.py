"""The catalogue in memory is never older than the tables."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from procedures.catalogue import current_catalogue
from procedures.models import (
    CatalogueEdition,
    CombinationRule,
    Need,
    ProcedureScreen,
    ProcedureType,
    RepeatLimit,
    ScreeningQuestion,
)
from tests.world import load_test_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    load_test_catalogue()


def test_asking_again_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = current_catalogue()
    with django_assert_num_queries(1):
        assert current_catalogue() is first


CHANGES: dict[str, Callable[[], object]] = {
    "type": lambda: ProcedureType.objects.filter(code="tpi").update(procedure_minutes=25),
    "retired": lambda: ProcedureType.objects.filter(code="tpi").update(is_active=False),
    "need": lambda: Need.objects.filter(procedure_type__code="tpi").update(minutes_after=15),
    "need gone": lambda: Need.objects.filter(procedure_type__code="tpi").first().delete(),
    "limit": lambda: RepeatLimit.objects.update(verdict="warn"),
    "rule": lambda: CombinationRule.objects.update(is_active=False),
    "question": lambda: ScreeningQuestion.objects.update(is_active=False),
    "screen": lambda: ProcedureScreen.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_seen_at_once(change: Callable[[], object]) -> None:
    before = _contents()
    change()
    assert _contents() != before


def test_a_change_that_is_rolled_back_is_forgotten() -> None:
    before = _contents()
    with transaction.atomic():
        ProcedureType.objects.filter(code="tpi").update(is_active=False)
        assert _contents() != before
        transaction.set_rollback(True)
    assert _contents() == before


def test_without_an_edition_the_tables_are_read_each_time() -> None:
    CatalogueEdition.objects.all().delete()
    assert current_catalogue() is not current_catalogue()


def test_there_is_one_edition() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueEdition.objects.create(pk=2)


def _contents() -> object:
    """Return everything the catalogue in memory says, read anew or not."""
    now = current_catalogue()
    types = {
        code: (
            one.is_active,
            one.procedure_minutes,
            [(need.kind, need.minutes_after) for need in one.needs.all()],
            [limit.verdict for limit in one.repeat_limits.all()],
            [screen.question.code for screen in one.asked],
        )
        for code, one in now.types.items()
    }
    return types, [rule.code for rule in now.rules]
