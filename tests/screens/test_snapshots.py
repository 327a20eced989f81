"""Every screen as a picture: `make snapshots` accepts what is seen now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from textual.pilot import Pilot

from tests.screens.scenes import SCENES, SIZES, THEMED, Scene, fixed_surroundings, show, started

SnapCompare = Callable[..., bool]

# Its name in syrupy 5 and later; as .svg the pictures can be looked at.
SVGImageExtension.file_extension = "svg"


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_screen(
    snap_compare: SnapCompare, tmp_path: Path, scene: Scene, size: tuple[int, int]
) -> None:
    assert _compared(snap_compare, tmp_path, scene, size)


@pytest.mark.parametrize("scene", THEMED, ids=lambda scene: scene.name)
def test_theme(snap_compare: SnapCompare, tmp_path: Path, scene: Scene) -> None:
    assert _compared(snap_compare, tmp_path, scene, SIZES[0])


def _compared(snap_compare: SnapCompare, folder: Path, scene: Scene, size: tuple[int, int]) -> bool:
    async def there(pilot: Pilot[int]) -> None:
        await show(pilot, scene)

    with fixed_surroundings(folder):
        return snap_compare(started(scene), terminal_size=size, run_before=there)
