from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demo.servers.servers import Servers

Start = Callable[..., Servers]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start servers in a folder; whatever a test leaves running ends with it."""
    started: list[Servers] = []

    def begin(folder: Path, *, is_durable: bool = False) -> Servers:
        folder.mkdir(parents=True, exist_ok=True)
        servers = Servers(folder, is_durable=is_durable)
        started.append(servers)
        servers.start()
        return servers

    yield begin
    for servers in started:
        servers.stop()
