"""A note of a million characters in one line opens and takes a key as any other does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import TextArea

from data.record import MeasureAnswer
from tests.screens import runs
from tests.tui.stage import Stage
from tui.phrases import LONGEST
from tui.widgets.note_pane import FOLD, LONGEST_LINE, NotePane, folded

A_MILLION = "情報セキュリティ" * 125_000
MOST_LINES = LONGEST // 20


def stage_of(text: str, saved: list[str]) -> Stage:
    return Stage(lambda: NotePane("メモ", text, saved.append))


@given(st.text("ab\n", max_size=LONGEST_LINE * 4), st.integers(0, 3))
def test_folding_only_adds_folds(text: str, times: int) -> None:
    long = text + "x" * LONGEST_LINE * times + text
    assert folded(long).replace(f"{FOLD}\n", "") == long
    assert max(map(len, folded(long).split("\n"))) <= LONGEST_LINE + len(FOLD)


async def test_the_box_never_has_a_long_line() -> None:
    saved: list[str] = []
    stage = stage_of(A_MILLION, saved)
    async with stage.run_test(size=(60, 10)):
        box = stage.query_one(TextArea)
        lines = [len(box.document.get_line(at)) for at in range(box.document.line_count)]
        assert max(lines) <= LONGEST_LINE + len(FOLD)
        stage.query_one(NotePane).settle()
        assert saved == [A_MILLION]


async def test_what_is_written_stands_in_the_one_line() -> None:
    saved: list[str] = []
    text = "長" * LONGEST_LINE * 3
    stage = stage_of(text, saved)
    async with stage.run_test(size=(60, 10)) as pilot:
        pane, box = stage.query_one(NotePane), stage.query_one(TextArea)
        box.focus()
        box.move_cursor((1, 0))
        await pilot.press("あ")
        pane.settle()
        assert saved[-1] == text[:LONGEST_LINE] + "あ" + text[LONGEST_LINE:]
        # The end of a folded line can be taken away; it is none.
        box.move_cursor((2, 0))
        await pilot.press("backspace")
        pane.settle()
        assert saved[-1] == text[:LONGEST_LINE] + "あ" + text[LONGEST_LINE:]
        box.move_cursor(box.document.end)
        await pilot.press("enter", "終")
        pane.settle()
        assert saved[-1] == text[:LONGEST_LINE] + "あ" + text[LONGEST_LINE:] + "\n終"


async def test_a_sign_like_a_fold_is_kept() -> None:
    saved: list[str] = []
    text = f"一{FOLD}二" + "x" * LONGEST_LINE * 2
    stage = stage_of(text, saved)
    async with stage.run_test(size=(60, 10)):
        box = stage.query_one(TextArea)
        box.insert("終", (0, 0))
        stage.query_one(NotePane).settle()
        assert saved == ["終" + text]


async def test_a_question_with_it_is_painted_in_a_few_lines_and_answered(tmp_path: Path) -> None:
    record = runs.new_record(measures={1: MeasureAnswer(note=A_MILLION)})
    async with runs.interview(record, tmp_path, "measures") as pilot:
        card = runs.shown(pilot, "#card")
        assert card.count("\n") < MOST_LINES
        assert f"（ほか{len(A_MILLION) - LONGEST:,}文字）" in "".join(card.split())
        await runs.press(pilot, "1")
        assert runs.app_of(pilot).session.wait_saved(10)
        answered = MeasureAnswer(1, A_MILLION)
        assert runs.on_disk(pilot) == replace(record, measures={1: answered})
