"""The ledger and the cloud services line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.record import Asset, CloudService
from tests.tui.plain.talking import TODAY, Conversation, new_file, record, sample_file
from tui.plain.rows import row_named


def names(tmp_path: Path) -> list[str]:
    return [asset.name for asset in record(tmp_path).assets]


def test_each_field_is_saved_as_it_is_entered(tmp_path: Path) -> None:
    new_file(tmp_path, "情報資産", "a", "人事", "社員名簿")
    assert record(tmp_path).assets == (
        Asset("A001", business="人事", name="社員名簿", registered=TODAY),
    )


def test_no_row_without_an_entry(tmp_path: Path) -> None:
    new_file(tmp_path, "f6", "a", ".", "a", "", "b", "b")
    assert record(tmp_path).assets == ()


def test_going_back_a_field_and_emptying_it(tmp_path: Path) -> None:
    new_file(
        tmp_path, "f6", "a", "人事", "社員", "b", "名簿", "備考です", "もどす", ".", "e", "=", "."
    )
    (asset,) = record(tmp_path).assets
    assert (asset.business, asset.name, asset.users) == ("", "名簿", "もどす")


def test_a_letter_as_text_and_a_word_that_is_a_command_elsewhere(tmp_path: Path) -> None:
    held = new_file(tmp_path, "f6", "a", "=q", "f", "メモ", "=メモ", "==")
    (asset,) = record(tmp_path).assets
    assert (asset.business, asset.name, asset.note) == ("q", "メモ", "=")
    assert any("文字として書くには =f" in line for line in held.said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("d A001", "欄では使えません。文字として書くには =d A001 と"),
        ("ｅ 1", "文字として書くには =ｅ 1 と"),
        ("クラウド", "操作の名前（f9）でもあります。文字として書くには =クラウド と"),
        ("会社", "操作の名前（i）でもあります。"),
        ("もどる", "操作の名前（b）でもあります。"),
        ("操作", "操作の名前（??）でもあります。"),
        ("/鍵", "操作の名前（/）でもあります。文字として書くには =/鍵 と"),
    ],
)
def test_a_command_is_no_entry_unless_meant_so(tmp_path: Path, line: str, said: str) -> None:
    held = new_file(tmp_path, "f6", "a", "人事", "b", line, f"={line}")
    assert said in held.turns[-3][0]
    assert held.turns[-3][1].startswith("業務分類（例：人事）、今は「人事」")
    assert record(tmp_path).assets[0].business == line


def test_keys_of_steps_and_the_list_work_in_a_field(tmp_path: Path) -> None:
    held = new_file(tmp_path, "会社", "株式会社テスト", "b", "??", "ｆ７")
    assert "n メモ：メモを書く" in held.turns[-3]
    assert held.turns[-2][0].startswith("脅威、全部で")
    assert record(tmp_path).firm.name == "株式会社テスト"


def test_a_note_in_the_same_line_as_its_letter_in_a_field(tmp_path: Path) -> None:
    lines = ("人事", "N 社の名簿", "n 社長に聞く", "", "c 言語の本", "/共有/人事")
    new_file(tmp_path, "f6", "a", *lines)
    (asset,) = record(tmp_path).assets
    assert (asset.name, asset.note) == ("N 社の名簿", "社長に聞く")
    assert (asset.users, asset.owner) == ("c 言語の本", "/共有/人事")


def test_what_a_field_cannot_be_is_told_and_asked_again(tmp_path: Path) -> None:
    held = new_file(tmp_path, "会社", "", "", "たくさん", "２５人", "あした", "R8.4.1")
    found = record(tmp_path)
    assert (found.firm.employees, found.info.started) == (25, date(2026, 4, 1))
    assert any("0以上の整数" in line for line in held.said)
    assert any("2026-11-20 のように" in line for line in held.said)


@pytest.mark.parametrize("line", ["4", "事務所pc"])
def test_choices_are_refused_or_taken(tmp_path: Path, line: str) -> None:
    held = new_file(
        tmp_path, "f6", "a", "x", "b", *["総務"] * 5, "7", line, "3", "0", "1", "4", "3"
    )
    (asset,) = record(tmp_path).assets
    assert asset.medium == {"4": "mobile", "事務所pc": "office_pc"}[line]
    assert asset.personal is False
    assert asset.sensitive_personal is True
    assert asset.my_number is False
    assert any("1から6の番号" in line for line in held.said)


def test_help_in_a_field_tells_the_levels(tmp_path: Path) -> None:
    held = new_file(tmp_path, "f6", "a", "人事", *[""] * 8, "?")
    assert held.turns[-2][0] == "機密性"
    assert [line[:2] for line in held.turns[-2][2:5]] == ["1：", "2：", "3："]


def test_choosing_rows_by_number_name_and_list(tmp_path: Path) -> None:
    ids = [asset.id for asset in sample_record(tmp_path)]
    for lines, at in (
        (["3"], 2),
        (["a3"], 2),
        (["l", "2"], 1),
        (["", ""], 1),
        (["l", "", "14"], 13),
    ):
        held = sample_file(tmp_path, "f6", *lines)
        assert held.turns[-2][0].startswith(ids[at])
    held = sample_file(tmp_path, "f6", "l")
    assert len(held.turns[-2]) == 12 + 1
    assert held.prompt.endswith("空の行で続き。")
    assert sample_file(tmp_path, "f6", "l", "ａ007").turns[-2][0].startswith("A007")
    wanted = record(tmp_path).assets[4]
    held = sample_file(tmp_path, "f6", f"{wanted.name} {wanted.note}")
    assert held.turns[-2][0].startswith((wanted.id, "1. "))
    assert "当たる行も操作もありません" in sample_file(tmp_path, "f6", "ないもの").turns[-2][0]


def sample_record(tmp_path: Path) -> tuple[Asset, ...]:
    sample_file(tmp_path)
    return record(tmp_path).assets


def test_copy_delete_and_undo(tmp_path: Path) -> None:
    before = sample_record(tmp_path)
    sample_file(tmp_path, "f6", "c 2", "d A001")
    after = record(tmp_path).assets
    copied = next(asset for asset in after if asset.id not in {a.id for a in before})
    assert after == (before[1], replace(before[1], id=copied.id), *before[2:])
    sample_file(tmp_path, "f6", "d", "1", "d")
    assert record(tmp_path).assets == after
    # What the sitting before did.
    sample_file(tmp_path, "f6", "u")
    assert record(tmp_path).assets == (before[0], *after)


def test_a_copied_service_has_a_name_of_its_own(tmp_path: Path) -> None:
    sample_file(tmp_path)
    before = record(tmp_path).cloud_services
    held = sample_file(tmp_path, "f9", "c", "u")
    name = next(
        each.name
        for each in before
        if f"「{each.name}（複製）」を作りました" in " ".join(held.said)
    )
    assert name
    assert record(tmp_path).cloud_services == before
    sample_file(tmp_path, "f9", "c")
    assert f"{name}（複製）" in [each.name for each in record(tmp_path).cloud_services]


def test_the_note_of_a_row_written_while_its_form_is_open(tmp_path: Path) -> None:
    new_file(tmp_path, "f6", "a", "人事", "n", "紙もある", ".", "社員名簿", ".")
    (asset,) = record(tmp_path).assets
    assert (asset.name, asset.note) == ("社員名簿", "紙もある")


def test_risks_that_a_row_moves_are_said(tmp_path: Path) -> None:
    before = sample_record(tmp_path)
    held = sample_file(tmp_path, "f6", f"d {before[0].id}")
    assert any(line.startswith("リスク") and "減って" in line for line in held.said)


def test_the_next_row_that_is_not_complete(tmp_path: Path) -> None:
    held = new_file(tmp_path, "f6", "a", "人事", ".", "b", "f")
    assert held.turns[-2][0] == "A001 （名前なし）、リスク未定"
    assert "すべての行に入っています" in sample_record_line(tmp_path)


def sample_record_line(tmp_path: Path) -> str:
    (tmp_path / "firm.toml").unlink()
    return sample_file(tmp_path, "f6", "f").turns[-2][0]


# --- Cloud services ---


def test_a_service_is_added_checked_and_changed(tmp_path: Path) -> None:
    new_file(tmp_path, "f9", "a", "会計", ".", "1", "4", "e", "勤怠", "", "勤怠の記録", ".")
    (service,) = record(tmp_path).cloud_services
    assert service == CloudService(
        "S0001",
        name="勤怠",
        summary="勤怠の記録",
        status="in_use",
        created=TODAY,
        checks={"purpose": 3, "comparison": 0},
    )


def test_services_copied_deleted_and_chosen(tmp_path: Path) -> None:
    new_file(
        tmp_path,
        "f9",
        "a",
        "会計",
        ".",
        "c",
        "e s0002",
        "勤怠",
        ".",
        "1",
        "l",
        "1",
        "2",
        "d 2",
        "u",
    )
    assert [(s.name, s.checks) for s in record(tmp_path).cloud_services] == [
        ("会計", {"purpose": 2}),
        ("勤怠", {"purpose": 3}),
    ]
    held = Conversation(["f9", "a", "給与", "."], tmp_path / "firm.toml")
    assert held.turns[-2][-3].startswith("問1 ")
    assert "「S0003 給与」" in "".join(held.turns[-2])
    held = Conversation(["f9", "d 3", "d 1", "d", "d"], tmp_path / "firm.toml")
    assert record(tmp_path).cloud_services == ()
    assert held.prompt.startswith("a でサービスを追加")


@pytest.mark.parametrize(
    ("text", "position"),
    [("A002", 1), ("ａ２", 1), ("2", 1), ("B7", 2), ("7", None), ("x", None), ("5", None)],
)
def test_which_row_is_meant(text: str, position: int | None) -> None:
    rows = [Asset("A001"), Asset("A002"), Asset("B7"), Asset("C07")]
    assert row_named(rows, text) == position
