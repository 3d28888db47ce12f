"""Reading the visits of a day with what staff must have from the patient before each."""

from datetime import date

from clinics.models import Clinic, Resource
from intake.selectors.consent import consent_missing
from people.models import User
from scheduling.selectors.day import DayVisit, visits_between


def visits_of_day(
    *, user: User, clinic: Clinic, day: date, resource: Resource | None = None
) -> list[DayVisit]:
    """Return the visits of one local day, each marked `consent_missing`. Cost: 5 queries."""
    return visits_between(
        user=user,
        clinic=clinic,
        first=day,
        last=day,
        resource=resource,
        marks={"consent_missing": consent_missing()},
    )
