"""A firm from the first question to the three workbooks, by keys alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from data.engagement_file import load_engagement
from data.result import compute_result, result_payload
from tests.exports import shown
from tests.terminal import firm, interview
from tests.terminal.conftest import SIZES, Starter
from tests.terminal.harness import KITTY_PUSH, Terminal

NAME = "聞き取り.toml"


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_from_an_empty_folder_to_the_workbooks(start: Starter, columns: int, lines: int) -> None:
    terminal = start(NAME, columns=columns, lines=lines)
    interview.run_whole(terminal)
    assert terminal.overflows == []
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert not KITTY_PUSH.search(terminal.output)
    record = load_engagement(start.folder / NAME)
    assert record == firm.whole()
    _check_books(start.folder)


def _check_books(folder: Path) -> None:
    books = {_title(path): load_workbook(path, data_only=True) for path in _books(folder)}
    assert set(books) == {"自社診断", "リスク分析シート", "クラウドサービス台帳"}
    expected = result_payload(compute_result(firm.whole()))
    assert shown.self_check(books["自社診断"]) == expected["self_check"]
    assert shown.cloud(books["クラウドサービス台帳"], 1) == expected["cloud"]
    risks = shown.risk(books["リスク分析シート"], 2)
    assert risks == {key: expected[key] for key in risks}
    _check_typed_texts(books)


def _books(folder: Path) -> Iterator[Path]:
    return folder.glob("*.xlsx")


def _title(path: Path) -> str:
    title, name, _ = path.stem.split("_")
    assert name == firm.NAME
    return title


def _check_typed_texts(books: dict[str, Workbook]) -> None:
    head = books["自社診断"]["自社診断"]
    assert [head[f"D{row}"].value for row in (3, 4, 5, 7)] == [firm.NAME, "製造業", 25, "情報　守"]
    ledger = books["リスク分析シート"]["情報資産管理台帳"]
    first = [ledger.cell(4, column).value for column in range(1, 7)]
    assert first == ["人事", "社員名簿", "社員の基本情報", "人事部", "総務部", "事務所PC"]
    assert [ledger[f"{letter}4"].value for letter in "GJKLN"] == ["有", 3, 1, 2, "５年"]
    measures = books["リスク分析シート"]["対策状況チェック"]
    assert measures[f"E{2 + firm.NOTED_MEASURE}"].value == "\n".join(firm.NOTE_LINES)
    services = books["クラウドサービス台帳"]["クラウドサービス台帳兼チェックリスト"]
    assert [services[f"{letter}3"].value for letter in ("A", "B", "C", "E", "Y")] == [
        "S0001",
        "受発注クラウド「匠」",
        "購買課",
        "調査中",
        "山田　花子",
    ]


@pytest.mark.parametrize("value", ["0", None])
def test_the_keyboard_stays_as_input_methods_need_it(start: Starter, value: str | None) -> None:
    """Only a user who asks for it gets the protocol that garbles longer commits."""
    env = {} if value is None else {"TEXTUAL_DISABLE_KITTY_KEY": value}
    terminal = start(NAME, env=env)
    terminal.until("新しく作りますか")
    assert bool(KITTY_PUSH.search(terminal.output)) is (value == "0")


@pytest.mark.parametrize("cut", [1, 4, 15, 29])
def test_a_commit_that_arrives_in_two_pieces(start: Starter, cut: int) -> None:
    terminal = start(NAME)
    interview.create(terminal)
    commit = firm.NAME.encode()
    terminal.send(commit[:cut])
    terminal.settle()
    terminal.send(commit[cut:])
    terminal.until(firm.NAME)


@pytest.mark.parametrize("text", ["情報　守", "髙﨑𠮷野家", "ﾃﾞｰﾀ㈱①～－", "葛\U000e0100城"])
def test_characters_that_names_are_made_of(start: Starter, text: str) -> None:
    terminal = start(NAME)
    interview.create(terminal)
    terminal.type(text)
    terminal.settle()
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert load_engagement(start.folder / NAME).firm.name == text


def test_a_pasted_text(start: Starter) -> None:
    terminal = start(NAME)
    interview.create(terminal)
    terminal.type(f"\x1b[200~{firm.NAME}\x1b[201~")
    terminal.until(firm.NAME)
    assert not re.search("20[01]~", terminal.text)


def test_the_radar_stands_beside_the_questions(start: Starter) -> None:
    """Below 110 columns a key opens it."""
    for columns, lines in SIZES:
        (start.folder / NAME).write_bytes(start.sample)
        terminal = start(NAME, columns=columns, lines=lines)
        terminal.until("F10")
        terminal.press("f9")
        terminal.until("確かめ方")
        terminal.settle()
        assert (_radar_rows(terminal) >= 8) is (columns >= 110)
        terminal.press("p")
        wanted = columns < 110
        terminal.until(lambda t=terminal, wanted=wanted: (_radar_rows(t) >= 8) is wanted)  # type: ignore[misc]
        terminal.kill()


def _radar_rows(terminal: Terminal) -> int:
    """Lines in which something is drawn with dots."""
    return sum(any("\u2800" < char <= "\u28ff" for char in shown) for shown in terminal.display)
