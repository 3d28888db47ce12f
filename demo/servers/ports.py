"""Free ports. One may be taken between asking and using it: callers start again with another."""

import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def usable_port(preferred: int | None) -> int:
    """Return the preferred port if it is free, else any other."""
    return preferred if preferred and is_free(preferred) else free_port()


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def listen(wanted: int, *, attempts: int = 50) -> socket.socket:
    """Return a listening socket on the first free port from `wanted` on.

    Raises: OSError when none of them is free.
    """
    for port in range(wanted, wanted + attempts):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            listener.close()
            continue
        listener.listen(256)
        return listener
    raise OSError(f"no free port from {wanted} to {wanted + attempts - 1}")
