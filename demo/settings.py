"""Settings of a checkout: the product's, with the demo and the benchmark beside them.

`manage.py` uses these where the demo is there; production runs on config.settings alone.
"""

from pathlib import Path

from config import settings as product
from config.settings import *  # noqa: F403 - a settings module is its names

INSTALLED_APPS = [*product.INSTALLED_APPS, "demo", "benchmarks"]
if product.env.switch("DEMO"):
    ROOT_URLCONF = "demo.urls"
DEMO_MAILBOX_DIR = Path(product.env.text("DEMO_MAILBOX_DIR", str(product.VAR_DIR / "mailbox")))
DEMO_CREDENTIALS_FILE = product.env.text("DEMO_CREDENTIALS_FILE")  # where seed_demo writes sign-ins
