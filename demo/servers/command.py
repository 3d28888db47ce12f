"""Run a command beside durable throw-away servers: python -m demo.servers.command COMMAND...

For benchmarks: safe settings as in production, nothing kept afterwards.
"""

import os
import secrets
import subprocess
import sys

from demo.servers.errors import EmbeddedError
from demo.servers.throwaway import throwaway_servers


def main(command: list[str]) -> int:
    """Return the command's exit code, or 1 when the servers do not start."""
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
    try:
        with throwaway_servers(is_durable=True) as variables:
            return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
