"""A firm from the first question to the workbooks, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.writing import write_engagement
from tests.terminal import firm
from tests.tui.plain import script
from tests.tui.plain.talking import Conversation
from tui.plain.commands import read_reply

NAME = "聞き取り.toml"
# So many lines one can listen to before being asked again; lists are longer when asked for.
MOST_LINES = 8
ASKED_FOR = ("find", "menu", "export", "list", "help", "go")


def test_the_record_is_the_one_that_the_full_screen_makes(tmp_path: Path) -> None:
    path = tmp_path / NAME
    held = Conversation(script.whole(), path)
    assert held.status == 0
    assert load_engagement(path) == firm.whole()
    assert path.read_bytes() == write_engagement(firm.whole())
    books = sorted(book.name.split("_")[0] for book in tmp_path.glob("*.xlsx"))
    assert books == ["クラウドサービス台帳", "リスク分析シート", "自社診断"]


def test_never_much_to_listen_to_unless_asked_for(tmp_path: Path) -> None:
    lines = script.until_export()
    held = Conversation(lines, tmp_path / NAME)
    long = {
        line: said
        for line, said in zip(lines, held.turns[1:], strict=False)
        if len(said) > MOST_LINES and read_reply(line).command not in ASKED_FOR
    }
    assert long == {}


@pytest.mark.parametrize("cut", range(3, 190, 17))
def test_the_input_may_end_at_any_moment(tmp_path: Path, cut: int) -> None:
    path = tmp_path / NAME
    held = Conversation(script.until_export()[:cut], path)
    assert held.status == 0
    assert held.said[-1] == f"答えは {path} に保存してあります。"
    # Going on in a second run brings nothing into disorder.
    before = load_engagement(path)
    Conversation([], path)
    assert load_engagement(path) == before


def test_a_second_run_goes_on_where_the_first_one_ended(tmp_path: Path) -> None:
    path = tmp_path / NAME
    Conversation(["1", *script.firm_lines(), *firm.SELF_CHECK_KEYS[:7]], path)
    held = Conversation(["", "3"], path)
    assert any("続きへ：自社診断 8 " in line for line in held.said)
    assert load_engagement(path).self_check.items[8].answer == "not_done"
