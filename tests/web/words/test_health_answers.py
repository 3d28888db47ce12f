"""Every question of the catalogue that staff read has words on the day list."""

import json

from intake.services.screening import TOLD
from tests.world import CATALOGUE
from web.words.health_answers import told_words


def test_every_answer_staff_read_has_words_and_fits_a_flag() -> None:
    questions = json.loads(CATALOGUE.read_text())["screening_questions"]
    told = {f"told_{each['code']}" for each in questions if each["effect"] in TOLD}
    assert told == told_words().keys()
    assert all(len(flag) <= 40 for flag in told)
