"""Every screen in every look: whole, legible, and as the pictures show it.

`make snapshots` accepts what is seen now. A look is put on the running app, so
that each scene starts only once for each size.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.contact_sheet import SNAPSHOTS
from tests.screens.legibility import check_legible
from tests.screens.looks import LOOKS, SIZES, looks_at, picture, wear
from tests.screens.scenes import SCENES, Scene, fixed_surroundings, show, started
from tests.screens.wholeness import check_whole


class Pictures(SingleFileSnapshotExtension):
    """One SVG file for each picture, to be looked at in any browser."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "100x30", "160x45"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_screen(
    snapshot: SnapshotAssertion, tmp_path: Path, scene: Scene, size: tuple[int, int]
) -> None:
    pictures = snapshot.use_extension(Pictures)
    changed = []
    with fixed_surroundings(tmp_path):
        async with started(scene).run_test(size=size) as pilot:
            await show(pilot, scene)
            for look in looks_at(size):
                await wear(pilot, look)
                check_whole(pilot, size, look.drawn)
                check_legible(pilot, look)
                seen = picture(pilot, look)
                if seen != pictures(name=look.name):
                    (tmp_path / f"{look.name}.svg").write_text(seen, encoding="utf-8")
                    changed.append(look.name)
    assert not changed, f"changed, now as in {tmp_path}: {', '.join(changed)}"


def test_no_picture_outlives_its_scene(pytestconfig: pytest.Config) -> None:
    """Syrupy looks only at those of tests that still run."""
    expected = {
        f"test_screen[{scene.name}-{width}x{height}][{look.name}].svg"
        for scene in SCENES
        for look in LOOKS
        for width, height in look.sizes
    }
    left = [path for path in SNAPSHOTS.iterdir() if path.name not in expected]
    if pytestconfig.getoption("update_snapshots"):
        for path in left:
            path.unlink()
        return
    assert [path.name for path in left] == []
