"""What every test of the screens needs: one day, and the sample firm."""

from __future__ import annotations

from datetime import date

import pytest

from data.record import Engagement
from tests.screens import runs
from tui.interview import Interview

pytest.register_assert_rewrite("tests.screens.wholeness", "tests.screens.legibility")


@pytest.fixture(autouse=True)
def fixed_today(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(Interview, "today", lambda _app: runs.TODAY)
    return runs.TODAY


@pytest.fixture(scope="session")
def sample() -> Engagement:
    return runs.sample()
