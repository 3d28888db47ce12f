"""Writing rows in few round trips and without the ORM's way through its compiler.

A booking writes seven tables; a statement and a compilation for each was half of its time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection, models

# What psycopg understands as it stands in the row; asking the field costs.
PLAIN = (
    models.CharField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.UUIDField,
)


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
    new = [head for head in heads if head._state.adding]
    statement = _Statement({id(head): f"part_{number}" for number, head in enumerate(new)})
    for head in new:
        statement.add([head], " RETURNING id")
    for _, group in groupby(rows, key=type):
        statement.add([*group])
    if guarded:
        statement.add(guarded, " ON CONFLICT DO NOTHING RETURNING id")
    if not statement.parts:
        return True
    with connection.cursor() as cursor:
        cursor.execute(statement.sql(is_guarded=bool(guarded)), statement.values)
        *ids, written = cursor.fetchone()
    if written < len(guarded):
        return False
    for head, id_ in zip(new, ids, strict=True):
        _settle(head, id_)
    return True


class _Statement:
    """One statement in the making: a part per head or table, and the values of all.

    heads: the part that inserts a new head, by the identity of the head.
    """

    def __init__(self, heads: Mapping[int, str]) -> None:
        self.heads = heads
        self.parts: list[str] = []
        self.values: list[Any] = []

    def add(self, rows: Sequence[models.Model], ending: str = "") -> None:
        """Add an INSERT of rows of one table."""
        tuples = ", ".join([f"({', '.join(self._placed(row))})" for row in rows])
        insert = f"{_columns(type(rows[0])).insert} VALUES {tuples}{ending}"
        self.parts.append(f"part_{len(self.parts)} AS ({insert})")

    def sql(self, *, is_guarded: bool) -> str:
        """Return the statement; it answers with the ids of the heads and the guarded rows."""
        written = f"(SELECT count(*) FROM part_{len(self.parts) - 1})" if is_guarded else "0"
        answer = [*(f"(SELECT id FROM {name})" for name in self.heads.values()), written]
        return f"WITH {', '.join(self.parts)} SELECT {', '.join(answer)}"

    def _placed(self, row: models.Model) -> Iterator[str]:
        """Yield what stands for each value of a row, and keep the value if it is a parameter.

        Constants stand in the statement: psycopg remembers the translation of one only if it has
        at most 50 parameters.
        """
        columns = _columns(type(row))
        for field, value, placeholder in zip(
            columns.fields, columns.values(row), columns.placeholders, strict=True
        ):
            if field.is_relation and value is None:
                yield self._link(row, field)
            elif (constant := _constant(value)) is not None:
                yield constant
            else:
                self.values.append(value)
                yield placeholder

    def _link(self, row: models.Model, field: Any) -> str:
        """Return the id of a head of this very statement, or nobody's."""
        name = field.is_cached(row) and self.heads.get(id(field.get_cached_value(row)))
        return f"(SELECT id FROM {name})" if name else "NULL"


def _constant(value: object) -> str | None:
    if value is None:
        return "NULL"
    if value == "":
        return "''"
    if isinstance(value, int) and 0 <= value <= 9:
        return str(value).lower()  # a truth too
    return None


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is written of a model: not the id, nor what the database fills in by itself.

    raw: returns the attributes of a row. adapted: the positions of those that need their field.
    """

    insert: str
    fields: tuple[Any, ...]
    placeholders: tuple[str, ...]
    raw: Callable[[models.Model], tuple[Any, ...]]
    adapted: tuple[int, ...]

    def values(self, row: models.Model) -> list[Any]:
        """Return the values of a row, as the ORM would send them."""
        values = list(self.raw(row))
        for number in self.adapted:
            field = self.fields[number]
            values[number] = field.get_db_prep_save(field.pre_save(row, add=True), connection)
        return values


@cache
def _columns(model: type[models.Model]) -> _Columns:
    quote = connection.ops.quote_name
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated or _is_left_to_the_database(field))
    )
    names = ", ".join(quote(str(field.column)) for field in fields)
    return _Columns(
        f"INSERT INTO {quote(model._meta.db_table)} ({names})",
        fields,
        tuple(_placeholder(field) for field in fields),
        attrgetter(*(field.attname for field in fields)),
        tuple(number for number, field in enumerate(fields) if not _is_sent_as_it_is(field)),
    )


def _is_left_to_the_database(field: Any) -> bool:
    return field.has_db_default() and not field.has_default()


def _is_sent_as_it_is(field: Any) -> bool:
    return isinstance(field, PLAIN) and not getattr(field, "auto_now_add", False)


def _placeholder(field: Any) -> str:
    """Arrays and ranges say their type, so that an empty one can be told."""
    if hasattr(field, "get_placeholder"):
        return str(field.get_placeholder(None, None, connection))
    return "%s"


def _settle(head: models.Model, id_: int) -> None:
    """Make a head that was inserted what the ORM makes of a saved one."""
    head.pk = id_
    head._state.adding, head._state.db = False, connection.alias
    for field in _columns(type(head)).fields:
        if field.is_relation and getattr(head, field.attname) is None and field.is_cached(head):
            setattr(head, field.attname, getattr(field.get_cached_value(head), "pk", None))
