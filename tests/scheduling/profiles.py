"""How many examples the property tests try: the same few every time, or many new ones.

HYPOTHESIS_PROFILE=soak python -m pytest tests/scheduling
"""

import os

from hypothesis import Phase, settings

SOAK = "soak"
TIMES = 50

# Explaining a failure takes longer than finding it.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink]

settings.register_profile("steady", derandomize=True, deadline=None, database=None, phases=PHASES)
settings.register_profile(SOAK, max_examples=100 * TIMES, deadline=None, phases=PHASES)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
settings.load_profile(PROFILE)


def examples(count: int) -> settings:
    """Return the settings of a test that tries this many examples, and far more when soaking."""
    return settings(max_examples=count * TIMES if PROFILE == SOAK else count)
