"""The checks between the fields of a catalogue entry, as a list of named functions.

They repeat what the database constraints say, because a constraint stops at the first row and
says it to the wrong person, and they add what only the whole document shows.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models

from procedures.models import (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    Need,
    PreparationInstruction,
    ProcedureType,
    RepeatLimit,
    SafetyQuestion,
    ScreeningQuestion,
)
from procedures.models.constraints import MINUTE_GRID
from procedures.services.catalogue_entry import Entry, Known, Rule
from procedures.services.catalogue_type_rules import PROCEDURE_TYPE_RULES

Findings = Iterator[tuple[str, str]]

PHASES = [phase.value for phase in Need.Phase]
SCOPES_WITH_HOURS = {CombinationRule.Scope.OTHER_SIDE, CombinationRule.Scope.AFTER_WITHIN}


def phases_are_in_order(need: Entry, known: Known) -> Findings:
    first, last = need.values["first_phase"], need.values["last_phase"]
    if PHASES.index(first) > PHASES.index(last):
        yield "last_phase", f"{last} comes before {first}"


def phases_take_time(need: Entry, known: Known) -> Findings:
    procedure = need.parent
    for name in dict.fromkeys(("first_phase", "last_phase")):
        minutes = f"{need.values[name]}_minutes"
        if procedure and minutes not in procedure.broken and procedure.values[minutes] == 0:
            yield name, f"the {need.values[name]} of {procedure.item} takes no time"


def capabilities_are_known(need: Entry, known: Known) -> Findings:
    if not need.values["capabilities"]:
        yield "capabilities", "must not be empty"
    for code in need.values["capabilities"]:
        if code not in known.capabilities:
            yield "capabilities", f"{code!r} is not among the capabilities"


def quantity_is_at_least_one(need: Entry, known: Known) -> Findings:
    if need.values["quantity"] < 1:
        yield "quantity", "must be at least 1"


def lead_and_tail_are_on_the_grid(need: Entry, known: Known) -> Findings:
    for name in ("minutes_before", "minutes_after"):
        if need.values[name] % MINUTE_GRID:
            yield name, f"{need.values[name]} is not a multiple of {MINUTE_GRID}"


def limit_is_a_gap_or_a_count(limit: Entry, known: Known) -> Findings:
    gap = limit.values["min_days"]
    count = (limit.values["max_count"], limit.values["within_days"])
    if (gap is None) == (count == (None, None)):
        yield "min_days", "give either min_days, or max_count with within_days"
    elif gap is None and None in count:
        yield "max_count", "goes together with within_days"
    for name in ("min_days", "max_count", "within_days"):
        if limit.values[name] == 0:
            yield name, "must be at least 1"


def limit_counts_its_own_kind(limit: Entry, known: Known) -> Findings:
    group = limit.values["counts_group"]
    groups = limit.parent.values["groups"] if limit.parent else []
    if group and isinstance(groups, list) and group not in groups:
        yield "counts_group", f"{group!r} is not a group of this procedure type"


def rule_has_two_sides(rule: Entry, known: Known) -> Findings:
    for side in ("first", "second"):
        code, group = rule.values[side], rule.values[f"{side}_group"]
        if (code is None) == (group == ""):
            yield side, f"give either {side} or {side}_group"
        elif code is not None and code not in known.procedures:
            yield side, f"{code!r} is not among the procedures"
        elif group and group not in known.groups:
            yield f"{side}_group", f"no procedure belongs to {group!r}"


def hours_fit_the_scope(rule: Entry, known: Known) -> Findings:
    needed = rule.values["scope"] in SCOPES_WITH_HOURS
    if needed and not rule.values["min_hours"]:
        yield "min_hours", f"is needed for {rule.values['scope']}"
    if not needed and rule.values["min_hours"] is not None:
        yield "min_hours", f"has no meaning for {rule.values['scope']}"


def source_is_known(entry: Entry, known: Known) -> Findings:
    for key in entry.values["source"].split(", "):
        if key not in known.sources:
            yield "source", f"{key!r} is not among the sources"


def _rule(check: Any, *fields: str) -> Rule:
    return Rule(frozenset(fields), check)


SOURCE = _rule(source_is_known, "source")

RULES: dict[type[models.Model], tuple[Rule, ...]] = {
    CatalogueSource: (),
    Capability: (),
    SafetyQuestion: (),
    ScreeningQuestion: (),
    PreparationInstruction: (),
    AntithromboticLeadTime: (SOURCE,),
    ProcedureType: PROCEDURE_TYPE_RULES,
    Need: (
        _rule(phases_are_in_order, "first_phase", "last_phase"),
        _rule(phases_take_time, "first_phase", "last_phase"),
        _rule(capabilities_are_known, "capabilities"),
        _rule(quantity_is_at_least_one, "quantity"),
        _rule(lead_and_tail_are_on_the_grid, "minutes_before", "minutes_after"),
    ),
    RepeatLimit: (
        _rule(limit_is_a_gap_or_a_count, "min_days", "max_count", "within_days"),
        _rule(limit_counts_its_own_kind, "counts_group"),
        SOURCE,
    ),
    CombinationRule: (
        _rule(rule_has_two_sides, "first", "first_group", "second", "second_group"),
        _rule(hours_fit_the_scope, "scope", "min_hours"),
        SOURCE,
    ),
}
