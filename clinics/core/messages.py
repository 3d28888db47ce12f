"""Sentences of the core that can be said in another language.

The core imports the standard library only, so it cannot ask Django for a translation. Its words
are plain English text; what they were made of stays with them, and clinics/translation.py says them
again in the reader's language. `make messages` collects what stands in the calls below.
"""

from typing import Self


class Words(str):
    """A sentence, its template and what was put into the template's %(placeholders)s."""

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        words = super().__new__(cls, template % values if values else template)
        words.template, words.values = template, values
        return words


class Counted(Words):
    """A sentence with a number in it, %(n)s, that changes with the number."""

    many: str
    n: int

    def __new__(cls, one: str, many: str, n: int, **values: object) -> Self:
        words = super().__new__(cls, one if n == 1 else many, n=n, **values)
        words.template, words.many, words.n = one, many, n
        return words
