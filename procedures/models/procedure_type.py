from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from languages.translated import Translated
from procedures.models.constraints import is_on_the_grid, is_one_of


def _if_minimally_invasive(condition: Q, *, name: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(category="minimally_invasive") | condition,
        name=name,
        violation_error_message=message,
    )


class ProcedureType(Translated):
    """One entry of the catalogue: something a patient can be booked for.

    Written by `load_catalogue`, which overwrites what a clinic edited by hand; ended by is_active
    False, never deleted, because appointments point here. Minutes are the typical times that are
    planned; `ranges` keeps the span they were taken from and `sources` says who says so.
    """

    TRANSLATED = ("name", "plain_name", "description")

    class Category(models.TextChoices):
        MINIMALLY_INVASIVE = "minimally_invasive", "Minimally invasive"
        CONSULTATION = "consultation", "Consultation"
        DIAGNOSTIC = "diagnostic", "Diagnostic"
        CONSERVATIVE = "conservative", "Conservative"
        SURGICAL = "surgical", "Surgical"

    class Setting(models.TextChoices):
        OUTPATIENT = "outpatient", "Outpatient"
        DAY_SURGERY = "day_surgery", "Day surgery"
        INPATIENT = "inpatient", "Inpatient"

    class Anaesthesia(models.TextChoices):
        NONE = "none", "None"
        LOCAL = "local", "Local"
        SEDATION = "sedation", "Sedation"
        GENERAL = "general", "General"

    class BleedingRisk(models.TextChoices):
        NONE = "none", "None"
        LOW = "low", "Low"
        INTERMEDIATE = "intermediate", "Intermediate"
        HIGH = "high", "High"
        SURGICAL = "surgical", "Surgical"

    class Laterality(models.TextChoices):
        NONE = "none", "No side"
        OPTIONAL = "optional", "Side may be named"
        REQUIRED = "required", "Side must be named"

    class LevelRule(models.TextChoices):
        NONE = "none", "No level"
        OPTIONAL = "optional", "Level may be named"
        REQUIRED = "required", "Level must be named"
        REGION = "region", "Region is enough"
        MUSCLE_GROUP = "muscle_group", "Muscle group"

    class OnlinePolicy(models.TextChoices):
        OPEN = "open", "Anyone, after screening"
        ORDER_OR_REVIEW = "order_or_review", "With an order at once, without one after review"
        ORDER_ONLY = "order_only", "Only with an order"
        STAFF = "staff", "Booked by staff"

    code = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=150, help_text="The medical name.")
    plain_name = models.CharField(max_length=100, help_text="What patients read.")
    clinic_wording = models.CharField(max_length=150, blank=True)
    synonyms = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    description = models.TextField(blank=True, help_text="What happens, in one or two sentences.")
    category = models.CharField(max_length=20, choices=Category)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    preparation_minutes = models.PositiveSmallIntegerField(default=0)
    procedure_minutes = models.PositiveSmallIntegerField()
    observation_minutes = models.PositiveSmallIntegerField(default=0)
    ranges = models.JSONField(
        default=dict, blank=True, help_text='{"procedure": {"min": 15, "typical": 20, "max": 30}}'
    )

    setting = models.CharField(max_length=15, choices=Setting)
    anaesthesia = models.CharField(max_length=10, choices=Anaesthesia)
    bleeding_risk = models.CharField(max_length=15, choices=BleedingRisk)
    bleeding_risk_by_region = models.JSONField(
        default=dict,
        blank=True,
        help_text="Used instead of bleeding_risk when the region is known.",
    )

    laterality = models.CharField(max_length=10, choices=Laterality, default=Laterality.NONE)
    laterality_values = ArrayField(models.CharField(max_length=15), default=list, blank=True)
    level_rule = models.CharField(max_length=15, choices=LevelRule, default=LevelRule.NONE)
    regions = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    max_levels_per_session = models.PositiveSmallIntegerField(null=True, blank=True)
    variants = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    max_per_day = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Visits with it per clinic and local day; empty: no limit."
    )
    online_policy = models.CharField(max_length=20, choices=OnlinePolicy)
    prerequisites = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    escort_required = models.BooleanField(default=False)
    no_driving_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: decided by the clinician."
    )
    fasting = models.TextField(blank=True)
    follow_up_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    can_be_remote = models.BooleanField(default=False)
    groups = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text="What repeat limits and combination rules count together.",
    )

    external_codes = models.JSONField(
        default=list, blank=True, help_text='[{"system": "icd10pcs", "code": "3E0R33Z"}]'
    )
    notes = models.TextField(blank=True, help_text="For staff; never shown to patients.")
    sources = models.JSONField(default=dict, blank=True, help_text='{"procedure": ["S0", "S13"]}')
    screens = models.ManyToManyField(
        "procedures.ScreeningQuestion", through="procedures.ProcedureScreen", related_name="+"
    )

    class Meta:
        ordering = ("position", "code")
        constraints = (
            _if_minimally_invasive(
                Q(setting="outpatient"),
                name="procedures_minimally_invasive_is_outpatient",
                message="Minimally invasive procedures are outpatient.",
            ),
            _if_minimally_invasive(
                Q(anaesthesia="local"),
                name="procedures_minimally_invasive_is_local",
                message="Minimally invasive procedures use local anaesthesia.",
            ),
            _if_minimally_invasive(
                Q(procedure_minutes__gte=15, procedure_minutes__lte=30),
                name="procedures_minimally_invasive_is_15_to_30_min",
                message="Minimally invasive procedures take 15 to 30 minutes.",
            ),
            _if_minimally_invasive(
                Q(observation_minutes__lte=60),
                name="procedures_minimally_invasive_observed_60_min",
                message="Minimally invasive: observed for at most 60 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(procedure_minutes__gt=0), name="procedures_type_procedure_takes_time"
            ),
            # A check that comes out as NULL passes: no limit.
            models.CheckConstraint(
                condition=Q(max_per_day__gte=1), name="procedures_type_max_per_day_is_some"
            ),
            is_on_the_grid("preparation_minutes", name="procedures_type_preparation_on_grid"),
            is_on_the_grid("procedure_minutes", name="procedures_type_procedure_on_grid"),
            is_on_the_grid("observation_minutes", name="procedures_type_observation_on_grid"),
            is_one_of(
                "category",
                ("minimally_invasive", "consultation", "diagnostic", "conservative", "surgical"),
                name="procedures_type_category_known",
            ),
            is_one_of(
                "setting",
                ("outpatient", "day_surgery", "inpatient"),
                name="procedures_type_setting_known",
            ),
            is_one_of(
                "anaesthesia",
                ("none", "local", "sedation", "general"),
                name="procedures_type_anaesthesia_known",
            ),
            is_one_of(
                "bleeding_risk",
                ("none", "low", "intermediate", "high", "surgical"),
                name="procedures_type_bleeding_risk_known",
            ),
            is_one_of(
                "laterality",
                ("none", "optional", "required"),
                name="procedures_type_laterality_known",
            ),
            is_one_of(
                "level_rule",
                ("none", "optional", "required", "region", "muscle_group"),
                name="procedures_type_level_rule_known",
            ),
            is_one_of(
                "online_policy",
                ("open", "order_or_review", "order_only", "staff"),
                name="procedures_type_online_policy_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def total_minutes(self) -> int:
        """Minutes from arrival to discharge."""
        return self.preparation_minutes + self.procedure_minutes + self.observation_minutes

    def name_in(self, language: str) -> str:
        """Return the medical name in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("name", language)

    def plain_name_in(self, language: str) -> str:
        """Return the patient's wording in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("plain_name", language)

    def description_in(self, language: str) -> str:
        """Return what happens in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("description", language)
