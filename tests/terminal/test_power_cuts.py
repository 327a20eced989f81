"""A share of the power cuts of `make kill-test`; the seed is another one each day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

COUNT = int(os.environ.get("KIKITORI_POWER_CUTS", "100"))
SEED = int(os.environ.get("KIKITORI_SEED", date.today().toordinal() * 1000))
ROOT = Path(__file__).parents[2]


def test_interviews_killed_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.terminal.power_cuts", str(COUNT), str(SEED), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"seed {SEED}\n{done.stdout}{done.stderr}"
    assert f"0 of {COUNT} lost something" in done.stdout
