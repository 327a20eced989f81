"""Screens between the usual sizes, read as text; `test_snapshots` reads all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.scenes import SCENES, fixed_surroundings, show, started
from tests.screens.wholeness import check_whole


@pytest.mark.parametrize("columns", [81, 109, 110, 111, 133])
@pytest.mark.parametrize("name", ["f6", "f8_moved", "f9", "asset_level", "f10_cloud"])
async def test_a_screen_is_whole_at_odd_widths(tmp_path: Path, name: str, columns: int) -> None:
    scene = next(each for each in SCENES if each.name == name)
    with fixed_surroundings(tmp_path):
        async with started(scene).run_test(size=(columns, 27)) as pilot:
            await show(pilot, scene)
            check_whole(pilot, (columns, 27))
