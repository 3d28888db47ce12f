"""Asking over HTTP, on one connection that stays open."""

import json
from http.client import HTTPConnection, RemoteDisconnected
from typing import Any

from demo.servers.ports import LOOPBACK


class Caller:
    """A program that calls a server on this machine."""

    def __init__(self, port: int, token: str = "") -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._opened: HTTPConnection | None = None

    def get(self, path: str) -> Any:
        """Return the JSON of an answer.

        Raises: RuntimeError for anything but 200.
        """
        status, answer = self._request("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path}: {status} {answer[:500]!r}")
        return json.loads(answer)

    def post(self, path: str, body: str) -> tuple[int, bytes]:
        """Return the status and body of an answer."""
        return self._request("POST", path, body)

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        try:
            return self._once(method, path, body)
        except (RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The server closed the idle connection: nothing of the request was read.
            self._opened = None
            return self._once(method, path, body)

    def _once(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        if self._opened is None:
            self._opened = HTTPConnection(LOOPBACK, self._port, timeout=60)
        headers = {**self._headers, **({"Content-Type": "application/json"} if body else {})}
        self._opened.request(method, path, body, headers)
        answer = self._opened.getresponse()
        return answer.status, answer.read()
