"""The ledger line by line: several rows at once, usual assets, another order, fewer rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger_view import LedgerView, rows_in_view
from data.record import Asset
from data.risk import risk_board
from data.usual_assets import load_usual_assets
from tests.tui.plain.talking import TODAY, new_file, record, sample_file
from tui.plain.commands import read_entry, read_reply
from tui.plain.several_rows import several


def assets(tmp_path: Path) -> tuple[Asset, ...]:
    return record(tmp_path).assets


def sample_assets(tmp_path: Path) -> tuple[Asset, ...]:
    sample_file(tmp_path)
    return assets(tmp_path)


def by_number(count: int) -> dict[str, int]:
    return {str(number): number - 1 for number in range(1, count + 1)}


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=9), st.sampled_from([" ", "、", "　", ", "])
)
def test_numbers_in_a_line_mean_each_once(numbers: list[int], gap: str) -> None:
    found = several(gap.join(map(str, numbers)), by_number(9).get, 9)
    assert found == list(dict.fromkeys(number - 1 for number in numbers))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1-3", [0, 1, 2]),
        ("２〜４　9", [1, 2, 3, 8]),
        ("7から9", [6, 7, 8]),
        ("全部", list(range(9))),
        ("すべて", list(range(9))),
        ("3-1", None),
        ("10", None),
        ("1 名簿", None),
        ("", None),
        ("-", None),
    ],
)
def test_ranges_and_words_mean_several(line: str, expected: list[int] | None) -> None:
    assert several(line, by_number(9).get, 9) == expected


@pytest.mark.parametrize(
    ("line", "command"),
    [
        *(("aa", "usual"), ("ＡＡ", "usual"), ("ああ", "usual"), ("よくあるもの", "usual")),
        *(("ee", "edit_several"), ("ええ", "edit_several"), ("ll", "view"), ("絞り込み", "view")),
        *(("xx", "import"), ("取り込む", "import"), ("あ", "add"), ("ある", "")),
    ],
)
def test_a_letter_twice_is_for_many_but_text_in_a_field(line: str, command: str) -> None:
    assert read_reply(line).command == command
    if len(line) == 2:
        assert read_entry(line).command == ""


def test_the_letters_are_told(tmp_path: Path) -> None:
    said = new_file(tmp_path, "??").turns[-2]
    for key in ("aa よくあるもの：", "ee まとめて変える：", "ll 並べ替え：", "xx 取り込む："):
        assert any(line.startswith(key) for line in said), key


def test_one_value_goes_into_several_rows_and_comes_back_with_one_u(tmp_path: Path) -> None:
    before = sample_assets(tmp_path)
    held = sample_file(tmp_path, "f6", "ee", "1 3-4", "5", "企画室")
    changed = {before[position].id for position in (0, 2, 3)}
    expected = tuple(replace(a, owner="企画室") if a.id in changed else a for a in before)
    assert assets(tmp_path) == expected
    assert "3行を変えました。u で元に戻せます。" in held.said
    sample_file(tmp_path, "f6", "ee", "全部", "6", "1", "u")
    assert assets(tmp_path) == expected


@pytest.mark.parametrize("lines", [("b",), ("1", "b"), ("1 2", "5", ""), ("1 2", "5", "b")])
def test_nothing_is_changed_without_a_value(tmp_path: Path, lines: tuple[str, ...]) -> None:
    before = sample_assets(tmp_path)
    sample_file(tmp_path, "f6", "ee", *lines)
    assert assets(tmp_path) == before


def test_what_the_rows_have_in_common_is_said(tmp_path: Path) -> None:
    rows = sample_assets(tmp_path)
    assert rows[0].business == rows[1].business
    assert rows[0].medium != rows[1].medium
    said = sample_file(tmp_path, "f6", "ee", "1 2").said
    assert f"1. 業務分類、今は{rows[0].business}" in said
    assert "6. 媒体・保存先、今はいろいろ" in said


def test_rows_that_nobody_has_are_asked_for_again(tmp_path: Path) -> None:
    held = sample_file(tmp_path, "f6", "ee", "999", "1", "5", "企画室")
    assert "「999」ではどれのことか、わかりませんでした。" in held.said
    assert assets(tmp_path)[0].owner == "企画室"


def test_usual_assets_are_added_by_number(tmp_path: Path) -> None:
    first = load_usual_assets()[0]
    new_file(tmp_path, "f6", "aa", "1", "1 3")
    one, two = assets(tmp_path)
    assert [one.name, two.name] == [first.assets[0].name, first.assets[2].name]
    assert (one.id, one.registered, one.owner) == ("A001", TODAY, first.name)
    held = new_file(tmp_path, "f6", "aa", "1", "全部", "aa", "1", "u")
    assert any("もうすべて台帳にあります" in line for line in held.said)
    assert assets(tmp_path) == (one, two)


def in_view(tmp_path: Path, view: LedgerView) -> list[str]:
    held = record(tmp_path)
    return [held.assets[row].id for row in rows_in_view(risk_board(held), view)]


def test_rows_are_gone_through_in_another_order(tmp_path: Path) -> None:
    sample_file(tmp_path)
    expected = in_view(tmp_path, LedgerView("risk"))
    held = sample_file(tmp_path, "f6", "ll", "1", "2", "", "", "")
    heard = [line.split(" ")[0] for turn in held.turns for line in turn if line.startswith("A0")]
    assert heard == expected[:3]
    assert any(line.startswith("リスクの大きい順、38行") for line in held.said)


def test_a_filter_hides_rows_until_one_of_them_is_wanted(tmp_path: Path) -> None:
    sample_file(tmp_path)
    paper = in_view(tmp_path, LedgerView().filtered("medium", "paper"))
    hidden = next(asset.id for asset in assets(tmp_path) if asset.id not in paper)
    held = sample_file(tmp_path, "f6", "ll", "3", "1", *[""] * (len(paper) + 1), hidden)
    heard = [line.split(" ")[0] for turn in held.turns for line in turn if line.startswith("A0")]
    assert heard == [*paper, hidden]
    assert "絞り込んだ行はここまでです。" in held.said
    assert any("すべての行に戻しました" in line for line in held.said)


def test_all_rows_in_view_are_changed_and_stay_in_view(tmp_path: Path) -> None:
    before = sample_assets(tmp_path)
    paper = in_view(tmp_path, LedgerView().filtered("medium", "paper"))
    held = sample_file(tmp_path, "f6", "ll", "3", "1", "ee", "全部", "6", "2", "l")
    assert [a.id for a in assets(tmp_path) if a.medium == "removable"] == [
        a.id for a in before if a.id in paper or a.medium == "removable"
    ]
    assert sum(line.split(". ")[-1].startswith("A0") for line in held.turns[-2]) == min(
        len(paper), 12
    )
