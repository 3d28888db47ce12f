"""As whom the servers run.

PostgreSQL refuses to run as root. Root therefore starts both servers as an unprivileged account
that every system has (`nobody`, or whoever owns the kept data); nothing is added to the system and
no permission of a folder above ours is changed. Where that account cannot enter the folders (a
clone under /root or another 0700 home), the server alone gets the capability to pass them.
"""

import os
import pwd
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from demo.servers.errors import INSTEAD, EmbeddedError


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account, and whether closed folders lie on its way."""

    uid: int
    gid: int
    needs_capability: bool

    def adopt(self, *paths: Path) -> None:
        """Give files of ours to the account."""
        for path in paths:
            os.chown(path, self.uid, self.gid)

    def prefix(self, death_signal: str) -> list[str]:
        """Return the `setpriv` words that start a program as this account past closed folders.

        CAP_DAC_OVERRIDE as ambient capability survives the change of user and the exec; without
        `no_setuid_fixup` the kernel ignores it in access(2), with which PostgreSQL checks its own
        programs.
        Raises: EmbeddedError without setpriv (part of util-linux, on every Debian).
        """
        if shutil.which("setpriv") is None:
            raise EmbeddedError(
                "This folder is closed to other accounts and `setpriv` is missing. "
                f"Move the clone to an open folder or run as a plain user. {INSTEAD}"
            )
        return [
            "setpriv",
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup",
            f"--pdeathsig={death_signal}",
            "--",
        ]


def account_for(folder: Path, programs: Iterable[Path]) -> Account | None:
    """Return the account that runs a server on `folder`; None means: we ourselves.

    An existing folder keeps its owner, so that data begun by a plain user stays his.
    """
    if os.geteuid() != 0:
        _refuse_foreign(folder)
        return None
    uid, gid = _owner(folder) or _unprivileged()
    is_open = all(_is_passable(path) for path in [folder, *programs])
    return Account(uid=uid, gid=gid, needs_capability=not is_open)


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        raise EmbeddedError(
            f"{folder} belongs to another user: start as that user, or begin anew as root "
            "with `make demo RESET=1`."
        )


def _owner(folder: Path) -> tuple[int, int] | None:
    if not folder.exists():
        return None
    found = folder.stat()
    return (found.st_uid, found.st_gid) if found.st_uid != 0 else None


def _unprivileged() -> tuple[int, int]:
    # initdb wants an account that has a name, so a free number would not do.
    entries = sorted(pwd.getpwall(), key=lambda entry: entry.pw_name != "nobody")
    for entry in entries:
        if entry.pw_uid != 0:
            return entry.pw_uid, entry.pw_gid
    raise EmbeddedError(f"This system has no account but root. {INSTEAD}")


def _is_passable(path: Path) -> bool:
    """Tell whether everybody may enter all folders above, and run the file if it is one."""
    may_pass = all(
        folder.stat().st_mode & stat.S_IXOTH
        for folder in path.absolute().parents
        if folder.exists()
    )
    needed = stat.S_IROTH | stat.S_IXOTH
    return may_pass and (not path.is_file() or path.stat().st_mode & needed == needed)
