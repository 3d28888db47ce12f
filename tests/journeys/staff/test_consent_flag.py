"""Staff see where consent is missing; nothing is refused for it."""

import pytest

from intake.models import ConsentText
from intake.services.consent import ConsentGiven, record_consent
from people.models import Role
from scheduling.models import Appointment
from tests.web.conftest import DAY, SignIn
from tests.world import NOW, World

PAGES = [f"/staff/day/?date={DAY}", f"/staff/board/?date={DAY}"]


@pytest.mark.parametrize("path", PAGES, ids=["day list", "board"])
def test_missing_consent_is_flagged_until_it_is_given(
    path: str, busy_day: World, signed_in: SignIn
) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    path = f"{path}&visit={visit.uid}"
    browser = signed_in(Role.DOCTOR)
    words = b"Consent missing"
    assert words not in browser.get(path).content
    text = ConsentText.objects.create(version=1, language="en", title="Consent", items=["Yes."])
    assert words in browser.get(path).content
    record_consent(visit, ConsentGiven([text.pk], "Olena Bondar", NOW))
    assert words not in browser.get(path).content
