"""Where the demo keeps what it keeps: all of it under `var/`."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    var: Path

    @property
    def lock(self) -> Path:
        return self.var / "demo.lock"

    @property
    def report(self) -> Path:
        """For people and programs that look around: addresses, sign-ins, codes, process ids."""
        return self.var / "demo.json"

    @property
    def environment(self) -> Path:
        """For `manage.py` commands beside the running demo; see config/env.py."""
        return self.var / "environment.json"

    @property
    def credentials(self) -> Path:
        """Written by seed_demo: users, api_tokens, order_codes."""
        return self.var / "demo-credentials.json"

    @property
    def secret_key(self) -> Path:
        return self.var / "secret-key"

    @property
    def mailbox(self) -> Path:
        return self.var / "mailbox"

    @property
    def static(self) -> Path:
        return self.var / "static"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def schedule(self) -> Path:
        return self.var / "beat" / "schedule"
