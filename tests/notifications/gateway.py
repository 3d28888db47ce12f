"""A real gateway for texts on loopback: HTTP, with a store of the keys it has answered."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

HANG_UP = -1
SAY_NOTHING = -2


@dataclass
class Gateway:
    """Remembers what it was asked and what it sent; answers as it is told.

    statuses: of the next answers; HANG_UP after sending, SAY_NOTHING until the client gives up.
    """

    keeps_keys: bool = False
    statuses: list[int] = field(default_factory=list)
    answer: bytes = b'{"id": "g-1"}'
    location: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    _answered: dict[str, bytes] = field(default_factory=dict)
    _released: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        # It looks every so often whether it shall end, and a test should not wait for that.
        serve = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        serve.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/texts"

    def take(self, request: dict[str, Any], finish: Callable[[int, bytes], None]) -> None:
        """Answer one request; False to the connection when it is to break."""
        self.asked.append(request)
        key = request["key"]
        if self.keeps_keys and key in self._answered:
            finish(200, self._answered[key])
            return
        status = self.statuses.pop(0) if self.statuses else 200
        if 200 <= status < 300 or status in (HANG_UP, SAY_NOTHING):
            self.sent.append(request["body"])
            self._answered[key] = self.answer
        if status == SAY_NOTHING:
            self._released.wait(5)
        if status > 0:
            finish(status, self.answer)


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = {
                "key": self.headers["Idempotency-Key"],
                "authorization": self.headers.get("Authorization", ""),
                "body": json.loads(body),
            }
            gateway.take(request, self.finish_with)
            self.close_connection = True

        def finish_with(self, status: int, answer: bytes) -> None:
            self.send_response(status)
            if gateway.location:
                self.send_header("Location", gateway.location)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: numbers and texts are nobody's to read."""

    return Handler
