"""Which clinic a caller means."""

import pytest

from clinics.errors import InvalidRequest, NotFound
from clinics.models import Clinic
from clinics.selectors.clinics import clinic_of, default_clinic, find_clinic
from clinics.selectors.resources import check_practitioner
from people.models import Role
from tests.world import build_clinic, load_test_catalogue, staff

pytestmark = pytest.mark.django_db


def test_patients_find_every_open_clinic_and_staff_their_own():
    load_test_catalogue()
    main, other = build_clinic(), build_clinic(slug="harbour")
    reception = staff(main, Role.RECEPTION, "reception@medclinic.example")
    assert default_clinic() == main.clinic == clinic_of(reception)
    assert find_clinic(slug="harbour", user=None) == other.clinic
    assert find_clinic(slug="medclinic", user=reception) == main.clinic
    with pytest.raises(NotFound):
        find_clinic(slug="harbour", user=reception)
    Clinic.objects.filter(slug="harbour").update(is_active=False)
    with pytest.raises(NotFound):
        find_clinic(slug="harbour", user=None)


def test_a_practitioner_is_one_of_this_clinic_who_still_treats():
    load_test_catalogue()
    main, other = build_clinic(), build_clinic(slug="harbour")
    osei = main["Dr Amara Osei"]
    check_practitioner(main.clinic, None)
    check_practitioner(main.clinic, osei.pk)
    osei.is_active = False
    osei.save()
    for id_ in (osei.pk, main["Bay 1"].pk, other["Dr Amara Osei"].pk):
        with pytest.raises(InvalidRequest) as refused:
            check_practitioner(main.clinic, id_)
        assert refused.value.field == "practitioner"
