"""How many examples the property tests try, by the profile named in HYPOTHESIS_PROFILE.

steady: the same few every time, for `make test`.
fast: fewer still, for every save of a file; `make fast` sets BAYWISE_PURE.
soak: many, and new ones every time, for `make soak`.
"""

import os

from hypothesis import Phase, settings

FAST, STEADY, SOAK = "fast", "steady", "soak"
FEW, MANY = 5, 20  # the most examples when fast, and how often each count when soaking

# Explaining a failure takes longer than finding it.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink]
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or (
    FAST if os.environ.get("BAYWISE_PURE") else STEADY
)


def number(count: int) -> int:
    """Return how many examples the profile makes of this many."""
    return {FAST: min(count, FEW), STEADY: count, SOAK: count * MANY}[PROFILE]


def examples(count: int) -> settings:
    """Return the settings of a test that tries this many examples in `make test`."""
    return settings(max_examples=number(count))


settings.register_profile(
    PROFILE,
    max_examples=number(60),
    derandomize=PROFILE != SOAK,
    database=None,
    deadline=None,
    phases=PHASES,
)
settings.load_profile(PROFILE)
