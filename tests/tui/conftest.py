"""The sample firm, and a folder with books."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.record import Engagement
from tests.screens import runs

CHANGED_AT = 1_795_143_600


@pytest.fixture(scope="session")
def sample_record() -> Engagement:
    return runs.sample()


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """去年/, 提出用/ and three files, of which 自社診断.xlsx is the newest."""
    for name in ("提出用", "去年"):
        (tmp_path / name).mkdir()
    for age, name in enumerate(("自社診断.xlsx", "リスク 分析.xlsx", "ｶﾞｲﾄﾞ.csv")):
        (tmp_path / name).write_bytes(b"x" * 2000)
        os.utime(tmp_path / name, (CHANGED_AT - age * 60,) * 2)
    (tmp_path / "去年" / "古い.xlsx").write_bytes(b"")
    return tmp_path
