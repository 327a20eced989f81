"""What a file holds neither steers the terminal nor bends its columns; nor is it changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.widgets import TextArea

from data.harmless import STEERING, visible, visible_json
from tests.hostile_text import HOSTILE, STEERS
from tests.tui.stage import Stage, lines_of
from tui.paint import LONGEST_LINE, around, fit, flow, line, prose
from tui.phrases import LONGEST, wrap
from tui.visible_text import VisibleText
from tui.widgets.dialog import Dialog
from tui.widgets.note_pane import NotePane
from tui.widgets.record_form import FormItem, RecordForm

_PIECES = (*sorted(STEERS), *HOSTILE.values(), "社", "a", " ", "\u200d", "\U0001f3fd")
texts = st.lists(st.sampled_from(_PIECES) | st.text()).map("".join)
A_MILLION = 1_000_000


def painted(text: str) -> str:
    """What the filter leaves of a text in one segment."""
    (segment,) = VisibleText().apply([Segment(text)], Color(0, 0, 0))
    return segment.text


def test_what_steers_is_the_same_everywhere() -> None:
    found = {char for char in map(chr, range(0x110000)) if STEERING.match(char)}
    assert found == STEERS | set(map(chr, range(0xD800, 0xE000)))


@given(texts)
def test_nothing_that_steers_is_shown(text: str) -> None:
    shown = (fit(text, 30), around(text, len(text) // 2, 30), *wrap(text, 30))
    for each in (*shown, painted(text), *visible(text).split("\n")):
        assert not STEERING.search(each)


@given(texts)
def test_a_painted_text_takes_the_cells_it_was_given(text: str) -> None:
    assert cell_len(painted(text)) == cell_len(text)
    assert cell_len(fit(text, 30)) == 30
    assert all(cell_len(each) <= 30 for each in wrap(text, 30))


@given(texts)
@example("\ue000 外字")
def test_what_steers_nothing_is_shown_as_it_is(text: str) -> None:
    plain = STEERING.sub("", text)
    assert visible(plain) == plain


@given(texts)
@example("\x9b\u202e\x7f\u2028")
def test_json_says_the_same(text: str) -> None:
    document = {"名": [text, {text: text}]}
    said = visible_json(json.dumps(document, ensure_ascii=False, indent=2))
    assert json.loads(said) == document
    assert not STEERING.search(said.replace("\n", ""))


def test_a_text_of_any_length_is_looked_at_no_further_than_it_can_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted, not timed: every key would pay for it."""
    measured: list[int] = []

    def measure(text: str) -> int:
        measured.append(len(text))
        return cell_len(text)

    for module in ("tui.paint", "tui.phrases"):
        monkeypatch.setattr(f"{module}.cell_len", measure)
    text = "長い" * (A_MILLION // 2)
    assert fit(text, 40).endswith("… ")
    assert "長い" in around(text, A_MILLION - 10, 40)
    # Painted whole, a million would take minutes.
    several = 10 * LONGEST
    assert wrap("長い" * (several // 2), 40)[-1].endswith(f"（ほか{several - LONGEST:,}文字）")
    assert len(prose("x" * several, 40)) < LONGEST // 30
    assert max(measured) <= LONGEST + 40
    assert LONGEST_LINE < LONGEST


def test_items_in_a_row_and_pieces_of_a_line() -> None:
    assert [each.plain for each in flow(["a\x1bb", "逆\u202e"], 40)] == ["a\\x1bb　逆\\u202e"]
    assert line("[b]x[/b]").plain == "[b]x[/b]"


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_note_that_nobody_touched_is_saved_as_it_was(kind: str) -> None:
    saved: list[str] = []
    stage = Stage(lambda: NotePane("メモ", HOSTILE[kind], saved.append))
    async with stage.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        pane = stage.query_one(NotePane)
        pane.settle()
        assert saved == [HOSTILE[kind]]
        stage.query_one(TextArea).insert("書く")
        pane.settle()
        assert "書く" in saved[-1]


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_field_that_nobody_touched_keeps_its_value(kind: str) -> None:
    text = HOSTILE[kind]
    items = [FormItem("name", "名", hint=text, absent=""), FormItem("note", "備考", absent="")]
    css = ".form-row { height: 1; } .form-label { width: 4; } Input { width: 24; }"
    form = RecordForm(items, {"name": text}, id="form")
    stage = Stage(lambda: form, RecordForm.Changed, css=css)
    async with stage.run_test(size=(40, 6)) as pilot:
        form.focus_first()
        await pilot.pause()
        assert text[0] in lines_of(stage)[0]
        await pilot.press("up", "down")
        assert form.take() == {}
        assert (form.values, stage.heard) == ({"name": text}, [])


async def test_the_title_of_a_dialog_is_seen_whole() -> None:
    stage = Stage(lambda: TextArea(), css="#dialog { border: round red; }")
    async with stage.run_test(size=(60, 6)) as pilot:
        stage.push_screen(Dialog("結\u200d合\r\n逆\u202e終"))
        await pilot.pause()
        assert any("結合 逆\\u202e終" in each for each in lines_of(stage))
