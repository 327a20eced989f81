"""A share of the power cuts of `make kill-test`; the seed is another one each day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

COUNT = int(os.environ.get("KIKITORI_POWER_CUTS", "100"))
SEED = int(os.environ.get("KIKITORI_SEED", date.today().toordinal() * 1000))
PARTS = 4
ROOT = Path(__file__).parents[2]


# Several runs, so that the workers share them.
@pytest.mark.parametrize("part", range(PARTS))
def test_interviews_killed_at_random_moments_lose_nothing(tmp_path: Path, part: int) -> None:
    first, after = (SEED + COUNT * at // PARTS for at in (part, part + 1))
    count = after - first
    done = subprocess.run(
        [sys.executable, "-m", "tests.terminal.power_cuts", str(count), str(first), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"seed {first}\n{done.stdout}{done.stderr}"
    assert f"0 of {count} lost something" in done.stdout
