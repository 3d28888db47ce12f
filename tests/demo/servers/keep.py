"""Start servers in a folder and keep them: python -m tests.demo.servers.keep FOLDER

Says where they are in one line of JSON, then waits for the end of its input.
"""

import json
import os
import sys
from pathlib import Path

from demo.servers.servers import Servers


def main(folder: Path) -> None:
    servers = Servers(folder, is_durable=False)
    servers.start()
    try:
        pids = {server.name: server.pid for server in servers.all}
        print(json.dumps({"uid": os.geteuid(), "pids": pids, **servers.environment}), flush=True)
        sys.stdin.read()
    finally:
        servers.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
