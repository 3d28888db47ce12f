"""Who comes, and how they are reached."""

from datetime import date
from typing import Any

from django.conf import settings
from rest_framework import serializers

from people.models import Patient
from people.phone import InvalidPhone, normalise_phone
from people.services.patients import PatientDetails
from web.api.fields import Day, Email, PersonName, Text


class BirthDay(Day):
    """A date of birth."""

    first_year = 1900


class PatientInput(serializers.Serializer[Any]):
    """The person who comes. Without a key, a phone number or an e-mail address is needed."""

    full_name = PersonName(max_length=200)
    date_of_birth = BirthDay()
    phone = Text(max_length=40, required=False, allow_blank=True, allow_null=True)
    email = Email(max_length=254, required=False, allow_blank=True, allow_null=True)
    language = serializers.ChoiceField(settings.LANGUAGES, required=False)

    def validate_date_of_birth(self, born: date) -> date:
        """Refuse people who are not born yet."""
        if born > self.context["today"]:
            raise serializers.ValidationError("The date of birth is in the future.")
        return born

    def validate_phone(self, typed: str | None) -> str:
        """Read the number as E.164; one that starts with 0 is of the clinic's country."""
        if not typed:
            return ""
        try:
            return normalise_phone(typed, calling_code=self.context["calling_code"])
        except InvalidPhone as error:
            raise serializers.ValidationError(str(error)) from error

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask patients for one way to reach them; staff may know another."""
        if not (attrs.get("phone") or attrs.get("email") or self.context["is_staff"]):
            raise serializers.ValidationError(
                {"phone": ["Give a phone number or an e-mail address."]}
            )
        return attrs


class PatientSerializer(serializers.Serializer[Any]):
    """A patient as staff see them."""

    full_name = serializers.CharField()
    date_of_birth = serializers.DateField()
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)


def patient_details(typed: dict[str, Any]) -> PatientDetails:
    """Return what a valid PatientInput says."""
    return PatientDetails(
        full_name=typed["full_name"],
        date_of_birth=typed["date_of_birth"],
        phone=typed.get("phone") or "",
        email=typed.get("email") or "",
        language=typed.get("language", ""),
    )


def patient_answer(patient: Patient) -> dict[str, str]:
    """Return a patient as JSON."""
    return {
        "full_name": patient.full_name,
        "date_of_birth": patient.date_of_birth.isoformat(),
        "phone": patient.phone,
        "email": patient.email,
    }
