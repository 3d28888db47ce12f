"""The demo's SMTP server: python -m demo.processes.mailserver DESCRIPTOR MAILBOX

Listens on a socket it is given and puts every message into a Maildir, which `/demo/mailbox/` shows.
Nothing leaves the machine.
"""

import asyncio
import signal
import socket
import sys
from pathlib import Path

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


async def serve(listener: socket.socket, mailbox: Path) -> None:
    """Take mail until SIGTERM."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    handler = Mailbox(mailbox)
    server = await loop.create_server(
        lambda: SMTP(handler, enable_SMTPUTF8=True, hostname="demo.example"), sock=listener
    )
    await stopping.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
