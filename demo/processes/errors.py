class DemoError(Exception):
    """The demo cannot run; the message says why and what to do."""


class Stopped(Exception):
    """Somebody asked us to stop while we were still starting."""
