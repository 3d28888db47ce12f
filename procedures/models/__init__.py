from procedures.models.antithrombotic_lead_time import AntithromboticLeadTime
from procedures.models.capability import Capability
from procedures.models.catalogue_edition import CatalogueEdition
from procedures.models.catalogue_source import CatalogueSource
from procedures.models.combination_rule import CombinationRule
from procedures.models.need import Need
from procedures.models.preparation_instruction import PreparationInstruction
from procedures.models.procedure_type import ProcedureType
from procedures.models.repeat_limit import RepeatLimit
from procedures.models.safety_question import SafetyQuestion
from procedures.models.screening_question import ProcedureScreen, ScreeningQuestion

__all__ = [
    "AntithromboticLeadTime",
    "Capability",
    "CatalogueEdition",
    "CatalogueSource",
    "CombinationRule",
    "Need",
    "PreparationInstruction",
    "ProcedureScreen",
    "ProcedureType",
    "RepeatLimit",
    "SafetyQuestion",
    "ScreeningQuestion",
]
