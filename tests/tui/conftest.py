"""The sample firm."""

from __future__ import annotations

import pytest

from data.record import Engagement
from tests.screens import runs


@pytest.fixture(scope="session")
def sample_record() -> Engagement:
    return runs.sample()
