"""Writing rows in few round trips and without the ORM's way through its compiler.

A booking writes seven tables; a statement and a compilation for each was half of its time.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection, models

Link = tuple[str, str]  # column of a row, and the part of the statement whose id it takes


def insert_row(row: models.Model) -> None:
    """Insert a new row and give it its id."""
    insert_linked([row])


def insert_linked(
    heads: Sequence[models.Model],
    rows: Iterable[models.Model] = (),
    guarded: Sequence[models.Model] = (),
) -> bool:
    """Insert rows of several tables with one statement; they may point at the new heads.

    Args:
        heads: each may point at those before it; they get their ids. What is saved already is
            left as it is.
        rows: rows of one table stand next to each other; their ids stay unknown.
        guarded: rows of one table that an exclusion constraint may refuse; in the order in which
            they are to be inserted.

    Returns: False if any guarded row met another one. Then the caller must roll back, and the
        heads have no ids.
    """
    statement = _Statement()
    new = [head for head in heads if head._state.adding]
    for head in new:
        statement.add_head(head)
    for _, group in groupby(rows, key=type):
        statement.add([*group])
    if guarded:
        statement.add_guarded(guarded)
    if not statement.parts:
        return True
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        *ids, written = cursor.fetchone()
    if written < len(guarded):
        return False
    for head, id_ in zip(new, ids, strict=True):
        _settle(head, id_)
    return True


class _Statement:
    """One statement in the making: a part per head or table, and the values of all."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []
        self._heads: dict[int, str] = {}
        self._guarded = "0"

    def add_head(self, head: models.Model) -> None:
        name = f"head_{len(self._heads)}"
        self.parts.append(f"{name} AS ({self._insert([head])} RETURNING id)")
        self._heads[id(head)] = name

    def add(self, rows: Sequence[models.Model]) -> None:
        self.parts.append(f"part_{len(self.parts)} AS ({self._insert(rows)})")

    def add_guarded(self, rows: Sequence[models.Model]) -> None:
        insert = self._insert(rows)
        self.parts.append(f"guarded AS ({insert} ON CONFLICT DO NOTHING RETURNING id)")
        self._guarded = "(SELECT count(*) FROM guarded)"

    @property
    def sql(self) -> str:
        ids = [f"(SELECT id FROM {name})" for name in self._heads.values()]
        return f"WITH {', '.join(self.parts)} SELECT {', '.join([*ids, self._guarded])}"

    def _insert(self, rows: Sequence[models.Model]) -> str:
        links = tuple(self._links(rows[0]))
        linked = {column for column, _ in links}
        for row in rows:
            self.values += _values(row, linked)
        return _insert_sql(type(rows[0]), len(rows), links)

    def _links(self, row: models.Model) -> Iterator[Link]:
        """Yield which columns take the id of a head of this very statement."""
        for field in _relations(type(row)):
            if field.is_cached(row):
                name = self._heads.get(id(field.get_cached_value(row)))
                if name:
                    yield field.column, name


@cache
def _insert_sql(model: type[models.Model], rows: int, links: tuple[Link, ...]) -> str:
    quote = connection.ops.quote_name
    heads = dict(links)
    columns = ", ".join(quote(field.column) for field in _fields(model))
    placeholders = ", ".join(
        f"(SELECT id FROM {heads[field.column]})" if field.column in heads else _placeholder(field)
        for field in _fields(model)
    )
    tuples = ", ".join([f"({placeholders})"] * rows)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {tuples}"


def _placeholder(field: Any) -> str:
    """Arrays and ranges say their type, so that an empty one can be told."""
    if hasattr(field, "get_placeholder"):
        return str(field.get_placeholder(None, None, connection))
    return "%s"


def _values(row: models.Model, linked: set[str]) -> list[Any]:
    """Return the values of a row, as the ORM would send them."""
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in _fields(type(row))
        if field.column not in linked
    ]


@cache
def _fields(model: type[models.Model]) -> list[Any]:
    """Return what is written: not the id, nor what the database fills in by itself."""
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated or _is_left_to_the_database(field))
    ]


def _is_left_to_the_database(field: Any) -> bool:
    return field.has_db_default() and not field.has_default()


@cache
def _relations(model: type[models.Model]) -> list[Any]:
    return [field for field in _fields(model) if field.is_relation]


def _settle(head: models.Model, id_: int) -> None:
    head.pk = id_
    head._state.adding, head._state.db = False, connection.alias
    for field in _relations(type(head)):
        if field.is_cached(head) and (target := field.get_cached_value(head)) is not None:
            setattr(head, field.attname, target.pk)
