"""Python reads this at its start: the program under test gets no network.

Whoever tries is refused, and leaves a file that makes the test fail even if the
program swallows the refusal.
"""

from __future__ import annotations

import os
import sys

REFUSED = (
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
)
# asyncio talks to itself over a pair of these; the number is the same on every system.
AF_UNIX = 1


def _note(name: str, text: str) -> None:
    with open(os.path.join(os.environ["KIKITORI_GUARD"], name), "a", encoding="utf-8") as file:  # noqa: PTH118
        file.write(f"{text}\n")


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in REFUSED and getattr(arguments[0], "family", None) != AF_UNIX:
        _note("network-used", f"{event} {arguments[1:]!r}")
        raise PermissionError(f"no network in tests: {event}")


sys.addaudithook(_guard)
_note("guarded", " ".join(sys.argv if hasattr(sys, "argv") else ()))
