"""A benchmark fills in forms as a person without JavaScript does."""

from benchmarks.clients.html_forms import Forms

PAGE = """
<form method="post" action="/language/"><button name="language" value="uk">uk</button></form>
<main><form method="post" action="/book/health/">
  <input type="hidden" name="token" value="abc">
  <input type="radio" name="fever" value="yes"><input type="radio" name="fever" value="no">
  <input type="radio" name="side" value="left"><input type="radio" name="side" value="right">
  <input type="checkbox" name="consent-1"><input type="checkbox" name="for_other">
  <input name="day" value=""><input name="month" value="3">
  <p class="go"><button class="btn">Continue</button></p>
</form></main>
"""


def test_the_form_with_the_big_button_is_filled_in() -> None:
    form = Forms(PAGE).main()
    assert form is not None
    assert form.action == "/book/health/"
    assert form.filled({"day": "14", "side": "right"}) == {
        "token": "abc",
        "fever": "no",
        "side": "right",
        "consent-1": "on",
        "day": "14",
        "month": "3",
    }


def test_the_first_free_time_is_taken_where_there_is_one() -> None:
    page = (
        PAGE + '<form id="take" method="post" action=""><input type="hidden" name="start"></form>'
    )
    form = Forms(page).main()
    assert form is not None
    assert form.identity == "take"


def test_a_page_without_a_form_has_none() -> None:
    assert Forms("<main><p>Booked</p></main>").main() is None
