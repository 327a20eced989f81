"""Workbooks and CSV files taken over line by line."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from exports.books import write_books
from tests.tui.plain.talking import TODAY, new_file, record, sample_file
from tui.plain.desk import PAGE

LEDGER = "業務分類,情報資産名称,管理部署\n人事,社員名簿,総務課\n営業,見積書,営業課\n"


def table(tmp_path: Path, name: str = "台帳.csv", text: str = LEDGER) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def names(tmp_path: Path) -> list[str]:
    return [asset.name for asset in record(tmp_path).assets]


@pytest.mark.parametrize("line", ["xx", "ｘｘ", "取り込む"])
def test_a_file_of_the_folder_is_taken_over_by_number(tmp_path: Path, line: str) -> None:
    table(tmp_path)
    held = new_file(tmp_path, line, "1", "1")
    assert names(tmp_path) == ["社員名簿", "見積書"]
    assert "1. 台帳.csv" in held.said
    assert "新しい情報資産 2件" in held.said
    assert "取り込みました。u で元に戻せます。" in held.said


def test_any_other_file_is_taken_over_by_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "別の").mkdir()
    path = table(tmp_path / "別の")
    held = new_file(tmp_path, "xx", str(tmp_path / "ない.csv"), f'"{path}"', "1")
    assert names(tmp_path) == ["社員名簿", "見積書"]
    assert any("見つかりませんでした" in line for line in held.said)
    held = new_file(tmp_path, "xx", str(path))
    assert "新しく入るものはありません" in held.said


def test_one_u_takes_it_back(tmp_path: Path) -> None:
    table(tmp_path)
    new_file(tmp_path, "xx", "1", "1", "u")
    assert names(tmp_path) == []


@pytest.mark.parametrize("lines", [("",), ("b",), ("1", "2"), ("1", "b")])
def test_nothing_is_taken_over_unless_it_is_said(tmp_path: Path, lines: tuple[str, ...]) -> None:
    table(tmp_path)
    held = new_file(tmp_path, "xx", *lines)
    assert names(tmp_path) == []
    assert "取り込みをやめました。何も変えていません。" in held.said


@pytest.mark.parametrize(("answer", "owner"), [("1", "人事課"), ("2", "総務課"), ("3", "人事課")])
def test_what_differs_is_said_and_decided_by_the_user(
    tmp_path: Path, answer: str, owner: str
) -> None:
    table(tmp_path)
    new_file(tmp_path, "f6", "a", "人事", "社員名簿", "", "", "人事課", ".")
    held = new_file(tmp_path, "xx", "1", answer)
    assert "今：人事課" in held.said
    assert "取り込み元：総務課" in held.said
    assert record(tmp_path).assets[0].owner == owner


def test_a_file_that_is_no_book_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "壊れた.xlsx").write_bytes(b"no workbook")
    held = new_file(tmp_path, "xx", "1")
    assert any(line.startswith("取り込めませんでした：") for line in held.said)
    assert record(tmp_path).assets == ()


def test_a_long_report_comes_in_pages(tmp_path: Path) -> None:
    sample_file(tmp_path)
    held = record(tmp_path)
    changed = tuple(replace(row, owner="企画室") for row in held.assets)
    folder = tmp_path / "戻り"
    folder.mkdir()
    (path,) = write_books(replace(held, assets=changed), folder, ["risk"], TODAY)
    said = sample_file(tmp_path, "xx", str(path), "b", "2")
    # The first is the welcome, the last two are the step that was imported.
    pages = said.turns[1:-2]
    assert len(pages) > 2
    assert max(map(len, pages)) <= PAGE + 2
    assert {row.owner for row in record(tmp_path).assets} == {"企画室"}


def test_several_files_and_the_newest_first(tmp_path: Path) -> None:
    old, new = table(tmp_path, "a.csv"), table(tmp_path, "b.csv", LEDGER.replace("社員", "顧客"))
    os.utime(old, (1, 1))
    os.utime(new, (2, 2))
    held = new_file(tmp_path, "xx", "1 2", "1")
    assert [line for line in held.said if line.endswith(".csv")][:2] == ["1. b.csv", "2. a.csv"]
    assert set(names(tmp_path)) == {"顧客名簿", "見積書", "社員名簿"}
