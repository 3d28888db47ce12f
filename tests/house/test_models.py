"""Foreign keys point down, on_delete is a decision, invariants have names."""

from django.apps import apps
from django.db import models

from tests.house import source

LEVEL = {label: len(source.FLOORS) - index for index, label in enumerate(source.FLOORS)}
LEVEL["people"] = LEVEL["procedures"]  # side by side: neither knows the other


def _our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in LEVEL]


def test_the_house_has_models():
    assert {model._meta.app_label for model in _our_models()} >= {
        "people",
        "procedures",
        "clinics",
        "scheduling",
        "intake",
    }


def test_foreign_keys_point_down_or_stay_at_home():
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in _our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field, models.Field)
        for target in [field.related_model]
        if isinstance(target, type) and not _may_point(model, target)
    ]
    assert upward == []


def test_every_constraint_has_a_name_of_its_own():
    names = [constraint.name for model in _our_models() for constraint in model._meta.constraints]
    assert len(names) == len(set(names))


def _may_point(model: type[models.Model], target: type[models.Model]) -> bool:
    source_label, target_label = model._meta.app_label, target._meta.app_label
    if source_label == target_label or target_label not in LEVEL:
        return True
    return LEVEL[target_label] < LEVEL[source_label]
