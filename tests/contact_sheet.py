"""`python -m tests.contact_sheet f8 find`: the snapshots of these scenes, side by side as PNG.

All scenes without arguments. Needs rsvg-convert (librsvg); says where the sheets are.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SNAPSHOTS = Path(__file__).parent / "screens" / "__snapshots__" / "test_snapshots"
NAME = re.compile(r"test_screen\[(?P<scene>\w+)-(?P<size>\w+)\]\[(?P<look>\w+)\]\.svg")
BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
COLUMNS, GAP = 3, 20


def pictures(scene: str) -> list[Path]:
    return sorted(each for each in SNAPSHOTS.iterdir() if _named(each, scene))


def _named(path: Path, scene: str) -> bool:
    found = NAME.fullmatch(path.name)
    return found is not None and found["scene"] == scene


def sheet(paths: list[Path]) -> str:
    """One picture of all, three in a row, each scaled to the width of a small terminal."""
    width, y, parts = 800, GAP, []
    for row in (paths[i : i + COLUMNS] for i in range(0, len(paths), COLUMNS)):
        heights = [0]
        for column, path in enumerate(row):
            text = path.read_text(encoding="utf-8")
            box = BOX.search(text)
            assert box, path
            height = round(int(box[2]) * width / int(box[1]))
            place = f'x="{GAP + column * (width + GAP)}" y="{y}" width="{width}" height="{height}"'
            parts.append(text.replace("<svg ", f"<svg {place} ", 1))
            heights.append(height)
        y += max(heights) + GAP
    size = f'width="{COLUMNS * (width + GAP) + GAP}" height="{y}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
            '<rect width="100%" height="100%" fill="#808080"/>',
            *parts,
            "</svg>",
        ]
    )


def scenes() -> Iterator[str]:
    """The names of all scenes that have pictures, in alphabetical order."""
    found = (NAME.fullmatch(path.name) for path in SNAPSHOTS.iterdir())
    yield from sorted({each["scene"] for each in found if each})


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kikitori-sheets-"))
    for scene in sys.argv[1:] or scenes():
        drawn, png = folder / f"{scene}.svg", folder / f"{scene}.png"
        drawn.write_text(sheet(pictures(scene)), encoding="utf-8")
        subprocess.run(["rsvg-convert", str(drawn), "-o", str(png)], check=True)
        print(png)


if __name__ == "__main__":
    main()
