"""The supply side: clinics, their resources, and when these can be used."""

from clinics.models.clinic import Clinic, ClinicMembership
from clinics.models.hours import Absence, Closure, ExtraHours, WorkingHours
from clinics.models.resource import Resource
from clinics.models.resource_edition import PremisesEdition

__all__ = [
    "Absence",
    "Clinic",
    "ClinicMembership",
    "Closure",
    "ExtraHours",
    "PremisesEdition",
    "Resource",
    "WorkingHours",
]
