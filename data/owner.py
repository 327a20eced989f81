"""Who has an engagement open: kept in a small file beside it, for whoever comes next."""

from __future__ import annotations

import contextlib
import os
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

# An owner file is some lines; what is longer is none.
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Owner:
    """One opening of an engagement: by whom, on which computer, since when, in which process."""

    user: str
    computer: str
    since: datetime
    process: int

    def sentence(self, now: datetime) -> str:
        """「佐藤さんのPC（SOUMU-1）が 10:32 から開いています」; the day where it is not today's."""
        since = self.since.astimezone(now.tzinfo)
        day = "" if since.date() == now.date() else f"{since.month}月{since.day}日 "
        return f"{self._name} {day}{since:%H:%M} から開いています"

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer."""
        return self.computer == this_computer()

    @property
    def _name(self) -> str:
        if self.is_here and self.user == this_user():
            return "このPCの別の画面が"
        return f"{self.user}さんのPC（{self.computer}）が"


def this_computer() -> str:
    # With the interview it is imported already; the commands shall not pay for it.
    from socket import gethostname

    return gethostname()


def this_user() -> str:
    from getpass import getuser

    # A container's user may have no name.
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getuser()
    return "名前のない利用者"


def myself() -> Owner:
    """The process that asks, from now on."""
    return Owner(this_user(), this_computer(), datetime.now().astimezone(), os.getpid())


def owner_content(owner: Owner) -> bytes:
    """What stands in the owner file."""
    # Only with an engagement open, whose writer has it imported already.
    import tomli_w

    return tomli_w.dumps(asdict(owner)).encode("utf-8", "replace")


def read_owner(path: Path) -> Owner | None:
    """The owner that a file tells of; None when it tells of none."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        with path.open("rb") as file:
            found = tomllib.loads(file.read(LONGEST).decode("utf-8"))
        owner = Owner(**found)
        types = [type(value) for value in asdict(owner).values()]
        if types == [str, str, datetime, int] and owner.since.tzinfo:
            return owner
    return None
