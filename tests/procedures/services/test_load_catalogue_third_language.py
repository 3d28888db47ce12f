"""A third language is data: no migration, no line of code."""

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from clinics.models import Clinic
from languages.translated import Translated
from people.models import Practitioner
from procedures.catalogue import current_catalogue
from procedures.errors import CatalogueInvalid
from procedures.models import (
    AntithromboticLeadTime,
    CombinationRule,
    PreparationInstruction,
    ProcedureType,
    SafetyQuestion,
    ScreeningQuestion,
)
from procedures.services.load_catalogue import LoadReport, load_catalogue

TEXTS = {
    ProcedureType: ("name", "plain_name", "description"),
    ScreeningQuestion: ("text",),
    SafetyQuestion: ("text", "hint"),
    AntithromboticLeadTime: ("drug", "plain_name"),
    CombinationRule: ("reason",),
    PreparationInstruction: ("text",),
}


def in_polish(document: Any) -> Any:
    """Return a document in which every Ukrainian text has a Polish one beside it."""
    if isinstance(document, list):
        return [in_polish(each) for each in document]
    if not isinstance(document, dict):
        return document
    polish = {
        f"{key.removesuffix('_uk')}_pl": f"PL {document[key.removesuffix('_uk')]}"
        for key in document
        if key.endswith("_uk") and document[key]
    }
    return {key: in_polish(value) for key, value in document.items()} | polish


@pytest.fixture
def polish(catalogue: LoadReport, shipped: Mapping[str, Any]) -> None:
    load_catalogue(document=in_polish(copy.deepcopy(dict(shipped))))


@pytest.mark.parametrize("model", TEXTS)
def test_every_text_of_the_catalogue_speaks_it(polish: None, model: type[Translated]) -> None:
    assert set(model.TRANSLATED) == set(TEXTS[model])
    for row in model._default_manager.all():
        for name in model.TRANSLATED:
            english = getattr(row, name)
            assert row.said(name, "pl") == (f"PL {english}" if english else "")
            assert row.said(name, "pl-PL") == row.said(name, "pl")
            assert row.said(name, "de") == english
        assert row.said(model.TRANSLATED[0], "uk") != row.said(model.TRANSLATED[0], "pl")


def test_what_is_in_memory_speaks_it(polish: None) -> None:
    tfesi = current_catalogue().types["tfesi"]
    assert tfesi.plain_name_in("pl") == f"PL {tfesi.plain_name}"


def test_the_api_speaks_it(polish: None, client: Client, settings: Settings) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polish")]
    answer = client.get("/api/v1/procedures/tfesi/", headers={"Accept-Language": "pl"})
    assert answer.status_code == 200


def test_clinics_and_people_speak_it() -> None:
    clinic = Clinic(place="Kyiv", translations={"pl": {"place": "Kijów"}})
    doctor = Practitioner(speciality="Pain", translations={"pl": {"speciality": "Ból"}})
    with override("pl"):
        assert clinic.words.place == "Kijów"
    assert doctor.speciality_in("pl") == "Ból"
    assert doctor.speciality_in("uk") == "Pain"


def test_a_half_translated_file_is_refused_by_name(
    catalogue: LoadReport, shipped: Mapping[str, Any]
) -> None:
    document = in_polish(copy.deepcopy(dict(shipped)))
    del document["procedures"][0]["plain_name_pl"]
    with pytest.raises(CatalogueInvalid, match="plain_name_pl"):
        load_catalogue(document=document)


@pytest.mark.parametrize(
    ("translations", "fault"),
    [
        ([], "must be an object"),
        ({"Ukrainian": {"place": "Київ"}}, "is no language code"),
        ({"uk": "Київ"}, "must be an object of texts"),
        ({"uk": {"plase": "Київ"}}, "there is no text 'plase'"),
        ({"uk": {"place": ""}}, "must be text"),
        ({"uk": {"place": 1}}, "must be text"),
    ],
)
def test_support_staff_are_told_what_is_wrong(translations: Any, fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Clinic(place="Kyiv", translations=translations).clean()


def test_no_model_has_to_be_migrated_for_it(settings: Settings, db: None) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polish")]
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
