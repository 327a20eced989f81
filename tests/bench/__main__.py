"""All of it, in a folder of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench import files, keys, start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # Nothing of the person who measures is read or written.
        os.environ.update(HOME=folder, KIKITORI_HOME=folder, TERM="xterm-256color")
        # What our tests bring along, and no user has.
        os.environ["OPENPYXL_LXML"] = "False"
        for part in (start, keys, files):
            part.measure(Path(folder))


if __name__ == "__main__":
    main()
