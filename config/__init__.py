"""What every process of ours needs first: one time zone database, and Celery.

Zones come from the pinned `tzdata` wheel, not from whatever the machine has: two processes that
disagree about a change of clocks would promise two different hours.
"""

import zoneinfo

from config.celery import app as celery_app

zoneinfo.reset_tzpath(to=())

__all__ = ["celery_app"]
