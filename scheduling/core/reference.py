"""References and order codes: short, safe to read out, and proof against a slip of the finger.

Twenty-seven symbols: the ten figures and the consonants that resemble none of them. Vowels are
left out, so no code spells a word; what people type for a look-alike (O for 0, S for 5, a Cyrillic
letter) means the symbol it looks like.

The last symbol makes the weighted sum of all of them come out at a fixed value modulo 29, the
next prime. As 29 is prime and every place has its own weight, every single wrong symbol, every
swap of two symbols (neighbours or not) and every doubled neighbour typed as another double
changes the sum. Two of the 29 remainders have no symbol; a draw that ends there is drawn again.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from clinics.core.messages import Words

ALPHABET = "0123456789CDFGHJKMNPQRTVWXY"
MODULUS = 29

_LOOK_ALIKES = str.maketrans(
    {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V"}
    # A Cyrillic keyboard left switched on: same shapes, other letters.
    | dict(zip("ОІЗВСНКМРТХУ", "0138CHKMPTXY", strict=True))
)
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}


class InvalidReference(ValueError):
    """The text cannot be a code of ours; the message is meant for the person who typed it."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The shape of one sort of code. total: the sum that makes the example a valid one."""

    noun: Words
    groups: tuple[int, ...]
    example: str
    total: int

    @property
    def length(self) -> int:
        return sum(self.groups)


_REFERENCE = _Form(Words("reference"), (3, 3, 3), "K7P-4MD-2XQ", total=11)
_ORDER_CODE = _Form(Words("order code"), (3, 3, 2), "MC4-K7T-9D", total=27)


def new_reference(random: Callable[[int], int]) -> str:
    """Return a fresh appointment reference such as K7P-4MD-2XQ (8 random symbols, 1 check).

    Not a secret and not necessarily unique: 2.6e11 exist, the database refuses the second.

    Args:
        random: random(n) gives an integer from 0 to n - 1, as secrets.randbelow does.
    """
    return _new(_REFERENCE, random)


def new_order_code(random: Callable[[int], int]) -> str:
    """Return a fresh order code such as MC4-K7T-9D (7 random symbols, 1 check); 9.7e9 exist.

    Args:
        random: as for new_reference; a secure source, for the code opens the booking of an order.
    """
    return _new(_ORDER_CODE, random)


def normalise_reference(text: str) -> str:
    """Return a typed reference in the form we print; case, spaces, hyphens, look-alikes forgiven.

    Raises:
        InvalidReference: wrong length, a foreign symbol, or a slip that the check symbol tells.
    """
    return _normalise(_REFERENCE, text)


def normalise_order_code(text: str) -> str:
    """Return a typed order code in the form we print; as forgiving as normalise_reference.

    Raises:
        InvalidReference: wrong length, a foreign symbol, or a slip that the check symbol tells.
    """
    return _normalise(_ORDER_CODE, text)


def _new(form: _Form, random: Callable[[int], int]) -> str:
    while True:
        values = [random(len(ALPHABET)) for _ in range(form.length - 1)]
        check = (form.total - _weighted_sum([*values, 0])) % MODULUS
        if check < len(ALPHABET):
            return _grouped(form, "".join(ALPHABET[value] for value in [*values, check]))


def _normalise(form: _Form, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    symbols = "".join(filter(str.isalnum, plain)).translate(_LOOK_ALIKES)
    if len(symbols) != form.length:
        raise InvalidReference(
            Words(
                "The %(code)s has %(length)s letters and figures, such as %(example)s; this one "
                "has %(typed)s.",
                code=form.noun,
                length=form.length,
                example=form.example,
                typed=len(symbols),
            )
        )
    for symbol in symbols:
        if symbol not in _VALUES:
            raise InvalidReference(
                Words(
                    "“%(symbol)s” never occurs in the %(code)s. Please look at the message or "
                    "paper it came with once more.",
                    symbol=symbol,
                    code=form.noun,
                )
            )
    if _weighted_sum([_VALUES[symbol] for symbol in symbols]) != form.total:
        raise InvalidReference(
            Words(
                "This %(code)s is mistyped: a letter or figure is wrong, or two are swapped. "
                "Please compare each of them once more.",
                code=form.noun,
            )
        )
    return _grouped(form, symbols)


def _weighted_sum(values: list[int]) -> int:
    """Return the sum modulo 29 with the weights n .. 2, 1: the check symbol, last, has weight 1."""
    return sum(place * value for place, value in enumerate(reversed(values), start=1)) % MODULUS


def _grouped(form: _Form, symbols: str) -> str:
    rest = iter(symbols)
    return "-".join("".join(islice(rest, size)) for size in form.groups)
