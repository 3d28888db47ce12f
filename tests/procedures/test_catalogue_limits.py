"""Repeat limits and combination rules of the shipped catalogue. No database."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.procedures.document import entry

Document = Mapping[str, Any]

Limits = list[tuple[str, str, str, int | tuple[int, int]]]

EPIDURAL: Limits = [
    ("region", "forbidden", "epidural_steroid", 14),
    ("region", "forbidden", "epidural_steroid", (3, 182)),
    ("region", "forbidden", "epidural_steroid", (4, 365)),
    ("any", "warn", "steroid", (6, 365)),
]
LIMITS: dict[str, Limits] = {
    "tfesi": EPIDURAL,
    "ilesi": EPIDURAL,
    "caudal": EPIDURAL,
    "rfa_medial_branch": [
        ("side_level", "forbidden", "", 182),
        ("region", "forbidden", "", (2, 365)),
    ],
    "prf_drg": [("region", "forbidden", "", 90), ("region", "forbidden", "", (3, 365))],
    "celiac_plexus": [("any", "forbidden", "", 14), ("any", "forbidden", "", (6, 365))],
    "ganglion_impar": [("any", "forbidden", "", 14), ("any", "forbidden", "", (4, 365))],
    "stellate": [
        ("side_level", "forbidden", "", 7),
        ("other_side", "forbidden", "", 2),
        ("any", "forbidden", "", (6, 365)),
    ],
    "tpi": [("region", "forbidden", "", 14), ("region", "forbidden", "", (4, 365))],
    "medial_branch_block": [("region", "forbidden", "", 14)],
    "manual_therapy": [("any", "warn", "", 2), ("any", "warn", "", (3, 7))],
    "physiotherapy": [("any", "warn", "", 1), ("any", "warn", "", (5, 7))],
    "exercise_therapy": [("any", "warn", "", 1), ("any", "warn", "", (3, 7))],
}

# code: first, second, verdict, scope, hours
RULES = {
    "r1_stellate_both_sides_24h": ("stellate", "stellate", "forbidden", "other_side", 24),
    "r1_stellate_both_sides_48h": ("stellate", "stellate", "forbidden", "other_side", 48),
    "r2_two_epidurals_one_region": (
        "[epidural_steroid]",
        "[epidural_steroid]",
        "forbidden",
        "same_region_same_day",
        None,
    ),
    "r6_test_block_then_ablation": (
        "medial_branch_block",
        "rfa_medial_branch",
        "forbidden",
        "same_day",
        None,
    ),
    "r7_different_spinal_injections": (
        "[spinal_injection]",
        "[spinal_injection]",
        "warn",
        "same_region_same_day",
        None,
    ),
    "r8_two_sympathetic_blocks": ("[sympathetic]", "[sympathetic]", "warn", "same_day", None),
    "r8_sympathetic_with_epidural": (
        "[sympathetic]",
        "[epidural_steroid]",
        "warn",
        "same_day",
        None,
    ),
    "r10_therapy_after_neuraxial": (
        "[neuraxial]",
        "[body_therapy]",
        "forbidden",
        "after_within",
        48,
    ),
    "r10_therapy_after_sympathetic": (
        "[sympathetic]",
        "[body_therapy]",
        "forbidden",
        "after_within",
        48,
    ),
    "r11_enmg_after_block": ("[local_anaesthetic]", "enmg", "warn", "after_within", 24),
    "r16_imaging_then_consultation": (
        "[imaging]",
        "[consultation]",
        "good",
        "same_visit",
        None,
    ),
    "tfesi_with_trigger_points": ("tfesi", "tpi", "good", "same_visit", None),
}

GROUPS = {
    "epidural_steroid": "tfesi ilesi caudal",
    "steroid": "tfesi ilesi caudal",
    "neuraxial": "tfesi ilesi caudal prf_drg",
    "spinal_injection": "tfesi ilesi caudal rfa_medial_branch prf_drg medial_branch_block",
    "sympathetic": "celiac_plexus ganglion_impar stellate",
    "body_therapy": "manual_therapy physiotherapy exercise_therapy",
    "imaging": "xray_functional ct_spine mri_spine",
    "consultation": "consult_neurologist consult_neurosurgeon consult_orthopaedist consult_pain",
}


@pytest.mark.parametrize("code", LIMITS)
def test_repeat_limits(shipped: Document, code: str) -> None:
    found = [
        (
            limit["scope"],
            limit["verdict"],
            limit.get("counts_group", ""),
            limit.get("min_days") or (limit["max_count"], limit["within_days"]),
        )
        for limit in entry(shipped, code)["repeat_limits"]
    ]
    assert found == LIMITS[code]


def test_no_other_item_has_a_repeat_limit(shipped: Document) -> None:
    limited = [row["code"] for row in shipped["procedures"] if row.get("repeat_limits")]
    assert sorted(limited) == sorted(LIMITS)


@pytest.mark.parametrize("code", RULES)
def test_combination_rule(shipped: Document, code: str) -> None:
    rule = entry(shipped, code, table="combination_rules")
    first = rule.get("first") or f"[{rule['first_group']}]"
    second = rule.get("second") or f"[{rule['second_group']}]"
    found = (first, second, rule["verdict"], rule["scope"], rule.get("min_hours"))
    assert found == RULES[code]


@pytest.mark.parametrize("group", GROUPS)
def test_group(shipped: Document, group: str) -> None:
    members = [row["code"] for row in shipped["procedures"] if group in row.get("groups", [])]
    assert members == GROUPS[group].split()


def test_every_rule_gives_a_reason_and_a_source(shipped: Document) -> None:
    for rule in shipped["combination_rules"]:
        assert rule["reason"].endswith("."), rule["code"]
        assert rule["source"], rule["code"]
