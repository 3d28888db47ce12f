from clinics.core.messages import Counted, Words


def test_words_are_plain_english_for_whoever_only_reads_them() -> None:
    words = Words("The clinic needs %(hours)s hours.", hours=2)
    assert words == "The clinic needs 2 hours."
    assert f"{words}" == "The clinic needs 2 hours."
    assert (words.template, words.values) == ("The clinic needs %(hours)s hours.", {"hours": 2})


def test_words_without_values_may_hold_a_percent_sign() -> None:
    assert Words("100% of it") == "100% of it"


def test_a_number_chooses_its_words() -> None:
    said = [Counted("%(n)s day ahead", "%(n)s days ahead", n) for n in (1, 2)]
    assert said == ["1 day ahead", "2 days ahead"]
