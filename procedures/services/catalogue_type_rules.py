"""The checks between the fields of one procedure type."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from procedures.models import Need, ProcedureType
from procedures.models.constraints import MINUTE_GRID
from procedures.services.catalogue_entry import Entry, Known, Rule
from procedures.services.catalogue_fields import CODE

Findings = Iterator[tuple[str, str]]

PHASE_MINUTES = ("preparation_minutes", "procedure_minutes", "observation_minutes")
SIDES = {"left", "right", "bilateral", "midline"}
RANGES = {
    "preparation", "procedure", "observation", "turnover", "first_visit", "follow_up_visit",
    "stay_days", "group_size", "result_ready_hours",
}  # fmt: skip
BOUNDS = ("min", "typical", "max")
# Every number of an entry says where it comes from.
SOURCED = (
    "preparation", "procedure", "observation", "bleeding_risk", "escort", "fasting", "follow_up",
)  # fmt: skip
LEVEL_RULES_WITH_REGIONS = {"required", "region", "muscle_group"}
MINIMALLY_INVASIVE = ProcedureType.Category.MINIMALLY_INVASIVE


def minimally_invasive_is_outpatient(entry: Entry, known: Known) -> Findings:
    if _is_minimally_invasive(entry) and entry.values["setting"] != "outpatient":
        yield "setting", "a minimally invasive procedure is done as an outpatient"


def minimally_invasive_is_local(entry: Entry, known: Known) -> Findings:
    if _is_minimally_invasive(entry) and entry.values["anaesthesia"] != "local":
        yield "anaesthesia", "a minimally invasive procedure is done under local anaesthesia"


def minimally_invasive_takes_15_to_30_minutes(entry: Entry, known: Known) -> Findings:
    minutes = entry.values["procedure_minutes"]
    if _is_minimally_invasive(entry) and not 15 <= minutes <= 30:
        yield "procedure_minutes", f"{minutes} is not 15 to 30, as for minimally invasive ones"


def minimally_invasive_is_observed_up_to_60_minutes(entry: Entry, known: Known) -> Findings:
    minutes = entry.values["observation_minutes"]
    if _is_minimally_invasive(entry) and minutes > 60:
        yield "observation_minutes", f"{minutes} is over 60, the most for minimally invasive ones"


def procedure_takes_time(entry: Entry, known: Known) -> Findings:
    if entry.values["procedure_minutes"] == 0:
        yield "procedure_minutes", "must be more than 0"


def some_are_done_on_a_day(entry: Entry, known: Known) -> Findings:
    if entry.values["max_per_day"] == 0:
        yield "max_per_day", "must be more than 0, or missing where there is no limit"


def minutes_are_on_the_grid(name: str) -> Callable[[Entry, Known], Findings]:
    def check(entry: Entry, known: Known) -> Findings:
        if entry.values[name] % MINUTE_GRID:
            yield name, f"{entry.values[name]} is not a multiple of {MINUTE_GRID}"

    return check


def minutes_are_within_their_range(name: str) -> Callable[[Entry, Known], Findings]:
    def check(entry: Entry, known: Known) -> Findings:
        span = entry.values["ranges"].get(name.removesuffix("_minutes"))
        if not _is_span(span):
            return
        minutes = entry.values[name]
        least, most = span.get("min", minutes), span.get("max", minutes)
        if not least <= minutes <= most:
            yield name, f"{minutes} is not between {least} and {most}"

    return check


def ranges_are_spans(entry: Entry, known: Known) -> Findings:
    for name, span in entry.values["ranges"].items():
        if name not in RANGES:
            yield "ranges", f"{name!r} is not a range of the catalogue"
        elif not _is_span(span):
            yield "ranges", f"{name}: must be whole numbers min <= typical <= max"


def sides_fit_the_laterality(entry: Entry, known: Known) -> Findings:
    values = set(entry.values["laterality_values"])
    if values - SIDES:
        yield "laterality_values", f"{sorted(values - SIDES)} are not sides"
    if entry.values["laterality"] == "none" and values - {"midline"}:
        yield "laterality_values", "must be empty or midline when there is no side"
    if entry.values["laterality"] != "none" and not values:
        yield "laterality_values", "must not be empty when a side can be named"


def level_rule_has_regions(entry: Entry, known: Known) -> Findings:
    needs_regions = entry.values["level_rule"] in LEVEL_RULES_WITH_REGIONS
    if needs_regions and not entry.values["regions"]:
        yield "regions", f"must not be empty with the level rule {entry.values['level_rule']}"


def bleeding_risk_by_region_is_known(entry: Entry, known: Known) -> Findings:
    for region, risk in entry.values["bleeding_risk_by_region"].items():
        if region not in entry.values["regions"]:
            yield "bleeding_risk_by_region", f"{region!r} is not a region of this procedure type"
        if risk not in ProcedureType.BleedingRisk.values:
            yield "bleeding_risk_by_region", f"{risk!r} is not a bleeding risk"


def external_codes_are_pairs(entry: Entry, known: Known) -> Findings:
    for code in entry.values["external_codes"]:
        if not isinstance(code, Mapping) or set(code) != {"system", "code"}:
            yield "external_codes", "must be objects with system and code"
        elif not all(isinstance(value, str) and value.isalnum() for value in code.values()):
            yield "external_codes", "system and code must be letters and digits"


def numbers_have_sources(entry: Entry, known: Known) -> Findings:
    for name in _expected_sources(entry):
        if name not in entry.values["sources"]:
            yield "sources", f"{name} has none"


def sources_are_known(entry: Entry, known: Known) -> Findings:
    for name, keys in entry.values["sources"].items():
        if not isinstance(name, str) or not CODE.fullmatch(name):
            yield "sources", f"{name!r} is not a name"
        if not isinstance(keys, list) or not keys:
            yield "sources", f"{name}: must be a list that is not empty"
            continue
        for key in keys:
            if not isinstance(key, str) or key not in known.sources:
                yield "sources", f"{name}: {key!r} is not among the sources"


def screens_are_known(entry: Entry, known: Known) -> Findings:
    screens = entry.row.get("screens", [])
    yield from (("screens", f"{code!r} comes twice") for code in _repeated(screens))
    for code in screens:
        if not isinstance(code, str) or code not in known.questions:
            yield "screens", f"{code!r} is not among the screening questions"


def somebody_does_it(entry: Entry, known: Known) -> Findings:
    people = (Need.Kind.PRACTITIONER, Need.Kind.NURSE)
    if not any(need.values["kind"] in people for need in entry.children["needs"]):
        yield "needs", "must name a practitioner or a nurse"


def _is_minimally_invasive(entry: Entry) -> bool:
    return bool(entry.values["category"] == MINIMALLY_INVASIVE)


def _expected_sources(entry: Entry) -> Iterator[str]:
    yield from SOURCED
    if "turnover" in entry.values["ranges"]:
        yield "turnover"
    if entry.values["no_driving_hours"] is not None:
        yield "no_driving"


def _is_span(span: Any) -> bool:
    if not isinstance(span, Mapping) or "typical" not in span or not set(span) <= set(BOUNDS):
        return False
    numbers = [span[bound] for bound in BOUNDS if bound in span]
    are_whole = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers)
    return are_whole and numbers == sorted(numbers)


def _repeated(values: Iterable[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if value in seen:
            yield value
        seen.append(value)


def _rule(check: Callable[[Entry, Known], Findings], *fields: str) -> Rule:
    return Rule(frozenset(fields), check)


PROCEDURE_TYPE_RULES: tuple[Rule, ...] = (
    _rule(minimally_invasive_is_outpatient, "category", "setting"),
    _rule(minimally_invasive_is_local, "category", "anaesthesia"),
    _rule(minimally_invasive_takes_15_to_30_minutes, "category", "procedure_minutes"),
    _rule(minimally_invasive_is_observed_up_to_60_minutes, "category", "observation_minutes"),
    _rule(procedure_takes_time, "procedure_minutes"),
    _rule(some_are_done_on_a_day, "max_per_day"),
    *(_rule(minutes_are_on_the_grid(name), name) for name in PHASE_MINUTES),
    *(_rule(minutes_are_within_their_range(name), name, "ranges") for name in PHASE_MINUTES),
    _rule(ranges_are_spans, "ranges"),
    _rule(sides_fit_the_laterality, "laterality", "laterality_values"),
    _rule(level_rule_has_regions, "level_rule", "regions"),
    _rule(bleeding_risk_by_region_is_known, "bleeding_risk_by_region", "regions"),
    _rule(external_codes_are_pairs, "external_codes"),
    _rule(numbers_have_sources, "sources", "ranges", "no_driving_hours"),
    _rule(sources_are_known, "sources"),
    _rule(screens_are_known, "screens"),
    _rule(somebody_does_it, "needs"),
)
