"""Codes survive how people type them, and no slip turns one code into another."""

import secrets
from collections.abc import Callable, Iterator
from itertools import combinations, permutations, product

import pytest

from scheduling.core.reference import (
    ALPHABET,
    InvalidReference,
    new_order_code,
    new_reference,
    normalise_order_code,
    normalise_reference,
)

Maker = Callable[[Callable[[int], int]], str]
Reader = Callable[[str], str]

SORTS = [
    pytest.param(new_reference, normalise_reference, id="reference"),
    pytest.param(new_order_code, normalise_order_code, id="order code"),
]


DRAWN_PLACES: dict[Maker, int] = {new_reference: 8, new_order_code: 7}


def drawing(*values: int) -> Callable[[int], int]:
    """Give these values in turn instead of random ones."""
    rest = iter(values)
    return lambda _: next(rest)


def accepts(read: Reader, text: str) -> bool:
    try:
        read(text)
    except InvalidReference:
        return False
    return True


def samples(make: Maker) -> Iterator[str]:
    for _ in range(5):
        yield make(secrets.randbelow).replace("-", "")


def test_the_codes_on_the_mock_pages_are_valid() -> None:
    assert normalise_reference("K7P-4MD-2XQ") == "K7P-4MD-2XQ"
    assert normalise_order_code("MC4-K7T-9D") == "MC4-K7T-9D"


def test_new_codes_have_their_printed_shape() -> None:
    assert [len(group) for group in new_reference(secrets.randbelow).split("-")] == [3, 3, 3]
    assert [len(group) for group in new_order_code(secrets.randbelow).split("-")] == [3, 3, 2]


@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_new_code_is_read_back_unchanged(make: Maker, read: Reader) -> None:
    codes = [make(secrets.randbelow) for _ in range(200)]
    assert [read(code) for code in codes] == codes
    assert len(set(codes)) == 200


def test_the_same_draw_gives_the_same_reference() -> None:
    assert new_reference(drawing(*[1] * 8)) == new_reference(drawing(*[1] * 8))


def test_a_draw_without_a_check_symbol_is_drawn_again() -> None:
    # Seven zeros and an x leave the remainder of 11 - 2x: 28 for x = 6, 27 for 21, but 26 for 7.
    no_symbol, no_symbol_either, good = ([0] * 7 + [last] for last in (6, 21, 7))
    assert new_reference(drawing(*no_symbol, *no_symbol_either, *good)) == "000-000-07Y"


def test_the_alphabet_holds_no_look_alikes_and_no_vowels() -> None:
    assert not set("OILUSBZ") & set(ALPHABET)
    assert not set("AEIOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 27


# The check is linear, so it sees only the place and the two symbols: these loops are exhaustive.
@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_single_wrong_symbol_is_caught(make: Maker, read: Reader) -> None:
    for code in samples(make):
        for place, right in enumerate(code):
            for wrong in set(ALPHABET) - {right}:
                assert not accepts(read, code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_wrong_symbol_for_every_right_one_is_caught(make: Maker, read: Reader) -> None:
    for place in range(DRAWN_PLACES[make]):
        for right in range(27):
            code = valid_with(make, {place: right})
            for wrong in set(ALPHABET) - {ALPHABET[right]}:
                assert not accepts(read, code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_swap_of_neighbours_is_caught(make: Maker, read: Reader) -> None:
    pairs = product(range(DRAWN_PLACES[make] - 1), permutations(range(27), 2))
    for place, (left, right) in pairs:
        code = valid_with(make, {place: left, place + 1: right})
        assert not accepts(read, swapped(code, place, place + 1))


@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_double_typed_as_another_double_is_caught(make: Maker, read: Reader) -> None:
    pairs = product(range(DRAWN_PLACES[make] - 1), permutations(range(27), 2))
    for place, (right, wrong) in pairs:
        code = valid_with(make, {place: right, place + 1: right})
        assert not accepts(read, code[:place] + ALPHABET[wrong] * 2 + code[place + 2 :])


@pytest.mark.parametrize(("make", "read"), SORTS)
def test_every_swap_of_any_two_symbols_is_caught(make: Maker, read: Reader) -> None:
    for code in samples(make):
        for i, j in combinations(range(len(code)), 2):
            assert code[i] == code[j] or not accepts(read, swapped(code, i, j))


TYPED = [
    pytest.param("k7p-4md-2xq", id="lower case"),
    pytest.param("K7P4MD2XQ", id="no hyphens"),
    pytest.param("K7 P4 MD 2XQ", id="other groups"),
    pytest.param("  K7P-4MD-2XQ\n", id="pasted with spaces and a line end"),
    pytest.param("K7P–4MD—2XQ", id="typographic dashes"),
    pytest.param("K7P.4MD.2XQ.", id="dots"),
    pytest.param("K7P\u200b4MD\u200b2XQ", id="invisible spaces from a mail"),
    pytest.param("Ｋ７Ｐ－４ＭＤ－２ＸＱ", id="full width"),
    pytest.param("K7P-4MD-ZXQ", id="Z for 2"),
    pytest.param("К7Р-4МD-2ХQ", id="Cyrillic К, Р, М and Х"),
]


@pytest.mark.parametrize("typed", TYPED)
def test_reference_is_read_as_people_type_it(typed: str) -> None:
    assert normalise_reference(typed) == "K7P-4MD-2XQ"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("O", "0"), ("o", "0"), ("I", "1"), ("l", "1"), ("S", "5"), ("b", "8"), ("u", "V")],
)
def test_look_alikes_mean_the_symbol_they_resemble(typed: str, meant: str) -> None:
    code = valid_with(new_reference, {2: ALPHABET.index(meant)})
    assert normalise_reference(code[:2] + typed + code[3:]).replace("-", "") == code


REFUSED = [
    pytest.param("", "this one has 0", id="empty"),
    pytest.param("K7P-4MD", "this one has 6", id="the short form of the day list"),
    pytest.param("K7P-4MD-2XQ-2", "this one has 10", id="too long"),
    pytest.param("x" * 10_000, "this one has 10000", id="10 kB"),
    pytest.param("A7P-4MD-2XQ", "“A” never occurs", id="a vowel"),
    pytest.param("K7P-4MD-2XЖ", "“Ж” never occurs", id="a letter without a twin"),
    pytest.param("K7P-4MD-2XK", "mistyped", id="wrong check symbol"),
    pytest.param("7KP-4MD-2XQ", "two are swapped", id="swapped"),
    pytest.param("MC4-K7T-9D", "this one has 8", id="an order code"),
    pytest.param("\x00💉", "this one has 0", id="no letters at all"),
]


@pytest.mark.parametrize(("typed", "told"), REFUSED)
def test_reference_that_cannot_be_ours_is_refused_with_a_reason(typed: str, told: str) -> None:
    with pytest.raises(InvalidReference, match=told) as refusal:
        normalise_reference(typed)
    assert len(str(refusal.value)) < 200


def test_order_code_refusal_speaks_of_the_order_code() -> None:
    with pytest.raises(InvalidReference, match=r"The order code has 8 .* such as MC4-K7T-9D"):
        normalise_order_code("MC4")


def valid_with(make: Maker, wanted: dict[int, int]) -> str:
    """Return a valid code (no hyphens) that has the wanted symbol values at these places."""
    places = range(DRAWN_PLACES[make])
    spare = next(place for place in places if place not in wanted)
    draws = (
        wanted.get(place, filler if place == spare else 0)
        for filler in range(27)
        for place in places
    )
    return make(lambda _: next(draws)).replace("-", "")


def swapped(code: str, i: int, j: int) -> str:
    symbols = list(code)
    symbols[i], symbols[j] = symbols[j], symbols[i]
    return "".join(symbols)
