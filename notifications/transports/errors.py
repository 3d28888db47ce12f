"""How a send can fail. Texts are codes: they are stored and logged, so no address in them."""


class SendError(Exception):
    """A message did not go out, as far as we know."""


class Temporary(SendError):
    """It certainly did not; another try may work."""


class Permanent(SendError):
    """It certainly did not, and never will on this way."""


class Uncertain(SendError):
    """The connection broke while it was handed over: it may have been taken."""
