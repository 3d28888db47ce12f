"""What the demo's mail server took, read from its Maildir. Nothing here writes."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from clinics.errors import NotFound

MAIL, TEXT = "mail", "text"
MOST_REMEMBERED = 2_000

# Seconds, then microseconds, process and count: unique, in order, and safe in a URL.
_FILE = re.compile(r"(?P<id>(?P<seconds>\d+)\.M(?P<micros>\d+)P\d+Q(?P<count>\d+))\.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as its reader sees it.

    kind: mail or text, by where it was sent. to: from the envelope. copies: how often it arrived
    with the same Message-ID; mail programs show it once.
    """

    id: str
    message_id: str
    kind: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    copies: int = 1

    @property
    def recipient(self) -> str:
        """Return whom it reached: an address, or a number for a text."""
        return f"+{self.to.partition('@')[0]}" if self.kind == TEXT else self.to

    @property
    def title(self) -> str:
        """Return what a list shows: texts have no subject."""
        return self.subject or self.text.strip()


def read_letters(folder: Path, *, gateway: str) -> list[Letter]:
    """Return all messages, the newest first, repetitions folded into their first arrival.

    Args:
        folder: the Maildir; one that does not exist yet is empty.
        gateway: domain under which phones are reached.
    """
    found: dict[str, Letter] = {}
    for path in sorted(_files(folder), key=_order):
        letter = _read(path, gateway)
        known = found.get(letter.message_id)
        found[letter.message_id] = replace(known, copies=known.copies + 1) if known else letter
    return list(reversed(found.values()))


def read_letter(folder: Path, id_: str, *, gateway: str) -> Letter:
    """Return one message.

    Raises:
        NotFound: no such message.
    """
    for letter in read_letters(folder, gateway=gateway):
        if letter.id == id_:
            return letter
    raise NotFound(_("There is no such message."))


def _files(folder: Path) -> Iterable[Path]:
    for place in ("new", "cur"):
        if (folder / place).is_dir():
            yield from (path for path in (folder / place).iterdir() if _FILE.match(path.name))


def _order(path: Path) -> tuple[int, int, int]:
    found = _FILE.match(path.name)
    assert found is not None
    return int(found["seconds"]), int(found["micros"]), int(found["count"])


@lru_cache(maxsize=MOST_REMEMBERED)
def _read(path: Path, gateway: str) -> Letter:
    """Parse a file; a Maildir never changes one."""
    found = _FILE.match(path.name)
    assert found is not None
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    to = str((mail.get_all("X-RcptTo") or mail.get_all("To") or [""])[-1])
    return Letter(
        id=found["id"],
        message_id=str(mail["Message-ID"] or found["id"]).strip(),
        kind=TEXT if gateway and to.endswith(f"@{gateway}") else MAIL,
        to=to,
        subject=str(mail["Subject"] or ""),
        sent_at=datetime.fromtimestamp(int(found["seconds"]), UTC),
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
        attachments=tuple(_attachment(part) for part in _attached(mail)),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    if part is None:
        return ""
    # As a browser reads it: the hash of a style sheet counts line feeds.
    return _content(part).decode(_charset(part), "replace").replace("\r\n", "\n")


def _attached(mail: EmailMessage) -> list[EmailMessage]:
    return [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)]


def _attachment(part: EmailMessage) -> Attachment:
    kind = part.get_content_type()
    is_text = part.get_content_maintype() == "text"
    return Attachment(
        name=part.get_filename() or "attachment",
        content_type=f"{kind}; charset={_charset(part)}" if is_text else kind,
        content=_content(part),
    )


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: MIMEPart) -> str:
    """Return a charset that Python knows; whoever can reach the server can claim any."""
    try:
        return codecs.lookup(part.get_content_charset("utf-8")).name
    except LookupError:
        return "utf-8"
