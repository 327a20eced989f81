"""All of it, in a folder of its own."""

from __future__ import annotations

import compileall
import os
import tempfile
from pathlib import Path

from tests.bench import files, keys, start

ROOT = Path(__file__).parents[2]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of the person who measures is read or written.
        os.environ.update(HOME=folder, KIKITORI_HOME=folder, TERM="xterm-256color")
        # What our tests bring along, and no user has.
        os.environ["OPENPYXL_LXML"] = "False"
        # An installed program is compiled, whatever this shell does with bytecode.
        for room in ("data", "exports", "tui", "screens"):
            compileall.compile_dir(ROOT / room, quiet=1)
        for part in (start, keys, files):
            part.measure(Path(folder))


if __name__ == "__main__":
    main()
