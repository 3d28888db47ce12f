"""Who and what a clinic has."""

from typing import Any

from rest_framework import serializers

from clinics.core.resource_kind import Kind
from clinics.models import Resource


class PractitionerSerializer(serializers.Serializer[Any]):
    """Someone who treats at the clinic."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    speciality = serializers.CharField(allow_blank=True)
    capabilities = serializers.ListField(child=serializers.CharField())


class PractitionersSerializer(serializers.Serializer[Any]):
    """Everybody who treats at the clinic."""

    practitioners = PractitionerSerializer(many=True)


class ResourceSerializer(serializers.Serializer[Any]):
    """A person, room, bay or machine."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField([(each.value, each.name) for each in Kind])
    name = serializers.CharField()


class ResourcesSerializer(serializers.Serializer[Any]):
    """Everything a visit can use at the clinic."""

    resources = ResourceSerializer(many=True)


def practitioner_answer(resource: Resource) -> dict[str, Any]:
    """Return a practitioner as JSON, from active_practitioners()."""
    person = resource.practitioner
    return {
        "id": resource.pk,
        "name": resource.name,
        "speciality": person.speciality if person else "",
        "capabilities": resource.capabilities,
    }


def resource_answer(resource: Resource) -> dict[str, Any]:
    """Return a resource as JSON."""
    return {"id": resource.pk, "kind": resource.kind, "name": resource.name}
