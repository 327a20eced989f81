"""What `kikitori export` says beside the paths of the books."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_a_text_too_long_for_a_cell_is_told(call: Call, seed: Path) -> None:
    note = "長" * 40_000
    text = seed.read_text(encoding="utf-8")
    seed.write_text(f'{text}\n[self_check.items.3]\nnote = "{note}"\n', encoding="utf-8")
    answer = call("export", seed, "-o", "out")
    assert answer.status == 0
    assert len(answer.out.splitlines()) == 3
    assert answer.err.startswith("自社診断 3 のメモ：40,000文字。")
    assert answer.err.count("\n") == 1
