class EmbeddedError(Exception):
    """An embedded server cannot run here; the message says what to do instead."""


INSTEAD = (
    "Use servers of your own instead: set DATABASE_URL=postgresql://user:password@host:port/name "
    "and REDIS_URL=redis://host:port/0 (PostgreSQL >= 15, Redis or Valkey >= 7)."
)
