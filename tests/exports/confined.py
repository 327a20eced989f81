"""Reads workbook files in a process that may use 500 MB, and may neither write nor connect.

`python -m tests.exports.confined FILE…` prints, as one JSON object a line, what came of
each: the `reason` it was refused for, or `rows`, the numbers of rows by sheet.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path

from exports.book_import import UnreadableBookError
from exports.workbook_reader import read_workbook

MEMORY = 500 * 1_000_000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
FORBIDDEN = ("socket.", "subprocess.", "os.", "shutil.", "tempfile.", "urllib.", "ctypes.")
# Asked by the import system.
HARMLESS = ("os.listdir", "os.scandir")


def main() -> None:
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    contents = ((Path(name).name, Path(name).read_bytes()) for name in sys.argv[1:])
    sys.addaudithook(_refuse)
    for name, content in contents:
        print(json.dumps({"name": name} | _outcome(name, content)), flush=True)


def _outcome(name: str, content: bytes) -> dict[str, object]:
    try:
        grids = read_workbook(content, name)
    except UnreadableBookError as error:
        return {"reason": error.reason}
    return {"rows": [list(grid.rows) for grid in grids[:3]]}


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """An exception here would be taken for one of a broken file."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if writes or (event.startswith(FORBIDDEN) and event not in HARMLESS):
        print(f"forbidden: {event} {arguments}", file=sys.stderr, flush=True)
        os._exit(3)


if __name__ == "__main__":
    main()
