"""The ledger in real terminals: suggestions, usual assets, sorting, several rows at once."""

from __future__ import annotations

import pytest

from data.engagement_file import load_engagement
from tests.terminal.conftest import Starter

NAME = "firm.toml"
FIELD = "業務分類" + " " * 13


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (100, 30), (160, 45)])
def test_a_ledger_is_filled_sorted_and_changed_by_keyboard(
    start: Starter, columns: int, lines: int
) -> None:
    (start.folder / NAME).write_bytes(start.sample)
    before = load_engagement(start.folder / NAME).assets
    terminal = start(NAME, columns=columns, lines=lines)
    terminal.until("得点")
    terminal.press("f6", "u")
    terminal.until("よくある情報資産")
    terminal.type("名刺")
    terminal.until_gone("履歴書と応募書類")
    terminal.press("enter")
    terminal.until("1行を追加しました")
    # A row of one's own: what an input method commits, and the rest by →.
    terminal.press("a")
    terminal.until("候補")
    terminal.type("人")
    # The input method goes on where the grey text begins.
    terminal.until(lambda: f"{FIELD}人事" in terminal.text)
    terminal.until(lambda: terminal.cursor == terminal.after(f"{FIELD}人"))
    terminal.press("right", "enter")
    terminal.type("入社の書類")
    terminal.until("入社の書類")
    terminal.press("esc")
    terminal.until_gone("Esc 閉じる")
    terminal.press("s")
    terminal.until("書類で追加しました")
    # Paper, the two largest of them rated together.
    terminal.press("o", "2", "f", "2", "1", "pageup", " ", " ")
    terminal.until("選択 2行")
    terminal.until("リスクの大きい順")
    assert any(line.startswith("選") for line in terminal.display), terminal.picture
    terminal.press("e", "9", "１")
    terminal.until("「完全性」を「1」にしました")
    terminal.press("esc", "esc")
    terminal.until_gone("Esc 解除")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0, terminal.picture
    assert terminal.overflows == []
    after = load_engagement(start.folder / NAME).assets
    card, own, paper = after[len(before) :]
    assert (card.name, card.business, card.medium) == ("名刺", "営業", "paper")
    assert (own.business, own.name, own.medium) == ("人事", "入社の書類", None)
    assert (paper.name, paper.medium) == ("入社の書類", "paper")
    changed = [new for old, new in zip(before, after, strict=False) if new != old]
    assert len(changed) == 2
    assert {(row.medium, row.integrity) for row in changed} == {("paper", 1)}
