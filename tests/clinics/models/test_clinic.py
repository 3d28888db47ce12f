from django.utils.translation import override

from clinics.models import Clinic

CLINIC = Clinic(
    place="Kyiv",
    address="18 Lypova Street, Kyiv",
    translations={"uk": {"place": "Київ"}},
)


def test_a_clinic_speaks_of_itself_in_the_readers_language() -> None:
    with override("uk"):
        assert CLINIC.words.place == "Київ"
    assert CLINIC.words.place == "Kyiv"


def test_what_a_clinic_has_not_written_in_ukrainian_is_said_in_english() -> None:
    with override("uk"):
        assert CLINIC.words.address == "18 Lypova Street, Kyiv"
