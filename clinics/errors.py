"""What the domain refuses, and why. web/errors.py alone turns these into pages and answers."""

from clinics.translation import say


class DomainError(Exception):
    """A request that cannot be done. Its text is written for the person who asked."""

    def __str__(self) -> str:
        return say(self.args[0]) if self.args else ""


class InvalidRequest(DomainError):
    """Something typed cannot be right; `field` names it."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotFound(DomainError):
    """No such record, or not the caller's: the two look the same on purpose."""


class NotAllowed(DomainError):
    """The caller may see that the thing exists, but not do this with it."""


class Conflict(DomainError):
    """The request was sound but the world has moved on."""
