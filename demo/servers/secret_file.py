"""Files with secrets: readable by their owner alone, and never half written."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Replace the file at once, with permission 0600 from its first byte on."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
