#!/usr/bin/env python
import importlib.util
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # A checkout has the demo beside the product; an image of production has not.
    has_demo = importlib.util.find_spec("demo") is not None
    settings = "demo.settings" if has_demo else "config.settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("DEMO", "1")
    execute_from_command_line(sys.argv)
