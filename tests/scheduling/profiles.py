"""How many examples the property tests try: the same few every time, or many new ones.

HYPOTHESIS_PROFILE=soak python -m pytest tests/scheduling
"""

import os

from hypothesis import settings

SOAK = "soak"
TIMES = 50

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile(SOAK, max_examples=100 * TIMES, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
settings.load_profile(PROFILE)


def examples(count: int) -> settings:
    """Return the settings of a test that tries this many examples, and far more when soaking."""
    return settings(max_examples=count * TIMES if PROFILE == SOAK else count)
