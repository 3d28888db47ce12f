"""Who: the people of a clinic and their patients."""

from people.models.access_log import AccessLog
from people.models.api_token import ApiToken
from people.models.patient import Patient
from people.models.practitioner import Practitioner
from people.models.related_person import RelatedPerson
from people.models.user import Role, User

__all__ = ["AccessLog", "ApiToken", "Patient", "Practitioner", "RelatedPerson", "Role", "User"]
