"""How many keys the usual jobs take: the figures of both READMEs, the goal to beat."""

from __future__ import annotations

from pathlib import Path

from data.record import Engagement
from tests.screens.runs import record_of, settle
from tests.screens.typist import Typist
from tui.app import KikitoriApp


async def test_the_whole_sample_interview(tmp_path: Path, sample: Engagement) -> None:
    app = KikitoriApp(tmp_path / "会社.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        typist = Typist(pilot)
        await typist.press("enter")
        await typist.conduct(sample)
        await settle(pilot)
        print(typist.keys, typist.characters)
        got = record_of(pilot)
        assert got.firm == sample.firm
        assert got.info == sample.info
        assert got.self_check == sample.self_check
        assert got.assets == sample.assets
        assert got == sample
