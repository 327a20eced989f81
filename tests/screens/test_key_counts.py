"""How many keys the usual jobs take: the figures of both READMEs, the goal to beat."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from textual._compositor import Compositor

from data.place import Place
from data.record import Engagement
from tests.screens.runs import NARROW, STEP_KEYS, interview, new_record, place_of, record_of, settle
from tests.screens.typist import STAGES, KeyCount, Stage, Typist, through
from tui.app import KikitoriApp

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<job>[^|]+) \| (?P<keys>[\d,]+) \| (?P<characters>[\d,]+) \|$", re.M)
JOBS = {
    "25 answers": "25問に答える",
    "an asset with 12 fields": "情報資産を1件、12の欄すべて書く",
    "the same asset on paper": "同じ情報資産を書類でも足す",
    "a note on question 17, and back": "問17にメモを書いて、もとの問いに戻る",
    "find an answer by a word and change it": "ことばで答えを探して、変える",
    "the whole sample interview": "見本の聞き取りをはじめから終わりまで",
    "undo of the last ten edits": "最後の10の操作を戻す",
}

# A file that is not there yet is made.
TO_BEGIN = ("enter",)


def figures(readme: str) -> dict[str, tuple[int, int]]:
    """Keys and characters by job."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return {
        row["job"]: (int(row["keys"].replace(",", "")), int(row["characters"].replace(",", "")))
        for row in ROW.finditer(text)
    }


@pytest.fixture
def asked(sample: Engagement) -> Engagement:
    """What the questions of the sample interview lead to: no plan yet, no visit."""
    return replace(
        sample, plan={}, treatments={}, priorities={}, visits={}, homework=(), baselines={}
    )


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Painting takes half of the time, and changes nothing of what keys do."""
    monkeypatch.setattr(Compositor, "render_update", lambda *_, **__: None)


@asynccontextmanager
async def typing(job: str, record: Engagement, folder: Path, step: str) -> AsyncIterator[Typist]:
    """Somebody at a step; what was typed must be what the READMEs tell of the job."""
    async with interview(record, folder, step) as pilot:
        typist = Typist(pilot=pilot)
        yield typist
    assert (typist.keys, typist.characters) == figures("README.md")[job]


def test_both_readmes_tell_the_same_figures() -> None:
    english, japanese = figures("README.md"), figures("README.ja.md")
    assert list(english) == list(JOBS)
    assert list(japanese.items()) == [(JOBS[job], found) for job, found in english.items()]


async def test_25_answers(tmp_path: Path) -> None:
    async with typing("25 answers", new_record(), tmp_path, "self_check") as typist:
        await typist.press(*"1234" * 6, "1")
        await settle(typist.pilot)
        assert len(record_of(typist.pilot).self_check.items) == 25


async def test_an_asset(tmp_path: Path, sample: Engagement) -> None:
    asset = replace(sample.assets[0], registered=new_record().info.started)
    async with typing("an asset with 12 fields", new_record(), tmp_path, "assets") as typist:
        await typist.press("a")
        await typist.asset_of_today(asset)
        await typist.press("escape")
        await settle(typist.pilot)
        assert record_of(typist.pilot).assets == (asset,)


async def test_the_same_on_paper(tmp_path: Path, sample: Engagement) -> None:
    asset = sample.assets[0]
    record = new_record(assets=(asset,))
    async with typing("the same asset on paper", record, tmp_path, "assets") as typist:
        await typist.press("s")
        await settle(typist.pilot)
        assert record_of(typist.pilot).assets == (
            asset,
            replace(asset, id="A002", medium="paper"),
        )


async def test_a_note_on_question_17(tmp_path: Path) -> None:
    job = "a note on question 17, and back"
    async with typing(job, new_record(), tmp_path, "self_check") as typist:
        await typist.press("f3")
        await typist.type("17")
        await typist.press("enter")
        await typist.note("鍵は総務が持つ")
        await typist.press("backspace")
        await settle(typist.pilot)
        assert place_of(typist.pilot) == Place("self_check", "1")
        assert record_of(typist.pilot).self_check.items[17].note == "鍵は総務が持つ"


async def test_find_and_change(tmp_path: Path, sample: Engagement) -> None:
    job = "find an answer by a word and change it"
    async with typing(job, sample, tmp_path, "results") as typist:
        await typist.press("f3")
        await typist.type("私物")
        await typist.press("enter", "1")
        await settle(typist.pilot)
        changed = [
            no
            for no, answer in record_of(typist.pilot).self_check.items.items()
            if answer != sample.self_check.items[no]
        ]
        assert changed == [21]


async def test_undo_of_ten_edits(tmp_path: Path) -> None:
    job = "undo of the last ten edits"
    async with typing(job, new_record(), tmp_path, "self_check") as typist:
        await typist.pilot.press(*"1" * 12)
        await typist.press(*["ctrl+z"] * 10)
        await settle(typist.pilot)
        assert set(record_of(typist.pilot).self_check.items) == {1, 2}


async def test_the_whole_sample_interview(asked: Engagement) -> None:
    """Counted; that these keys make the sample is shown below, so that several workers share it."""
    count = KeyCount()
    await count.press(*TO_BEGIN)
    for stage in STAGES:
        await count.conduct(asked, stage)
    assert (count.keys, count.characters) == figures("README.md")["the whole sample interview"]


@pytest.mark.usefixtures("unpainted")
async def test_the_keys_of_the_first_stage_begin_the_sample(
    tmp_path: Path, asked: Engagement
) -> None:
    async with KikitoriApp(tmp_path / "会社.toml").run_test(size=NARROW) as pilot:
        await settle(pilot)
        typist = Typist(pilot=pilot)
        await typist.press(*TO_BEGIN)
        await typist.conduct(asked, STAGES[0])
        # The first key of the next stage leaves the last field.
        await typist.press(STEP_KEYS[STAGES[1]])
        await settle(pilot)
        assert record_of(pilot) == through(asked, STAGES[0])


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize(("before", "stage"), [*pairwise(STAGES)])
async def test_the_keys_of_each_stage_lead_on_in_the_sample(
    tmp_path: Path, asked: Engagement, before: Stage, stage: Stage
) -> None:
    """From where the stage before it ended."""
    async with interview(through(asked, before), tmp_path, before) as pilot:
        await Typist(pilot=pilot).conduct(asked, stage)
        await settle(pilot)
        assert record_of(pilot) == through(asked, stage)
