"""Python reads this at its start: the program under test opens no socket.

Whoever tries is refused, and leaves a file that makes the test fail even if the
program swallows the refusal.
"""

from __future__ import annotations

import os
import sys
from types import FrameType

OPENING = "socket.__new__"
REFUSED = (
    OPENING,
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.getnameinfo",
    "socket.sendmsg",
    "socket.sendto",
)
# asyncio wakes itself through a pair of connected sockets; on Windows it makes the pair by hand.
ASYNCIOS_OWN = ("asyncio", "_make_self_pipe")


def _note(name: str, text: str) -> None:
    with open(os.path.join(os.environ["KIKITORI_GUARD"], name), "a", encoding="utf-8") as file:  # noqa: PTH118
        file.write(f"{text}\n")


def _is_asyncios_own(frame: FrameType | None) -> bool:
    while frame is not None:
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        if (package, frame.f_code.co_name) == ASYNCIOS_OWN:
            return True
        frame = frame.f_back
    return False


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in REFUSED and not _is_asyncios_own(sys._getframe()):
        _note("network-used", f"{event} {arguments[1:]!r}")
        raise PermissionError(f"no network in tests: {event}")


sys.addaudithook(_guard)
_note("guarded", " ".join(sys.argv if hasattr(sys, "argv") else ()))
