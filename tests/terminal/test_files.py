"""Files that cannot be opened, and files that are open already."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from tests.cli.bad_files import BAD_FILES, BEYOND_RESCUE
from tests.terminal.conftest import Starter
from tests.terminal.harness import PROGRAM

ALTERNATE_SCREEN = b"\x1b[?1049h"
NAME = "firm.toml"


@pytest.mark.parametrize("kind", BEYOND_RESCUE)
def test_a_file_of_which_nothing_can_be_read(start: Starter, kind: str) -> None:
    """The message goes to stderr, nothing to the screen, and the file stays as it is."""
    content, said = BAD_FILES[kind]
    path = start.folder / "bad.toml"
    path.write_bytes(content)
    shell = ("sh", "-c", 'exec "$0" "$@" 2>messages', PROGRAM)
    terminal = start("bad.toml", command=shell)
    assert terminal.exit_status() == 1
    assert terminal.output == b""
    messages = (start.folder / "messages").read_text(encoding="utf-8")
    assert messages.startswith("bad.toml：")
    assert said in messages
    assert path.read_bytes() == content


def damaged(start: Starter) -> Path:
    """A file that was cut off in the middle of a line."""
    path = start.folder / NAME
    path.write_bytes(start.sample[:15_000])
    return path


def test_a_damaged_file_is_rescued_into_a_new_one(start: Starter) -> None:
    path = damaged(start)
    terminal = start(NAME)
    terminal.until("読める部分だけを新しいファイルに取り出す")
    assert "行目" in terminal.text
    terminal.press("1")
    terminal.until("元のファイルはそのまま残ります")
    assert list(start.folder.glob("*.toml")) == [path]
    terminal.press("1")
    terminal.until("保存済み")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert path.read_bytes() == start.sample[:15_000]
    assert load_engagement(start.folder / "firm_読めた部分.toml").firm.name


def test_a_file_left_damaged_is_named_when_the_program_ends(start: Starter) -> None:
    path = damaged(start)
    terminal = start(NAME)
    terminal.until("読める部分だけを新しいファイルに取り出す")
    terminal.press("esc")
    terminal.until("ようこそ")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 1
    said = "".join(terminal.text.split())
    assert said.startswith(f"{NAME}：")
    assert said.endswith(f"kikitorirescue{NAME}")
    assert list(start.folder.glob("*.toml")) == [path]


@pytest.mark.parametrize(("answer", "status"), [("1", 0), ("2", 1)])
def test_a_damaged_file_line_by_line(start: Starter, answer: str, status: int) -> None:
    path = damaged(start)
    terminal = start("--plain", NAME)
    terminal.until("2. やめる")
    terminal.type("1\r")
    terminal.until("1. 新しいファイルに取り出して開く、2. やめる")
    terminal.type(f"{answer}\r")
    terminal.until("続きへ" if answer == "1" else "q おわる")
    terminal.type("q\r")
    assert terminal.exit_status() == status
    new = [start.folder / "firm_読めた部分.toml"] if answer == "1" else []
    assert sorted(start.folder.glob("*.toml")) == [path, *new]
    assert path.read_bytes() == start.sample[:15_000]


def test_a_damaged_file_without_any_redirection(start: Starter) -> None:
    (start.folder / "bad.toml").write_bytes(b"format = 1\n[firm\n")
    terminal = start("bad.toml")
    assert terminal.exit_status() == 1
    assert ALTERNATE_SCREEN not in terminal.output
    assert "bad.toml：" in terminal.text
    assert "2行目" in terminal.text


def test_a_second_window_reads_and_writes_when_the_first_is_gone(start: Starter) -> None:
    (start.folder / NAME).write_bytes(start.sample)
    first = start(NAME)
    first.until("得点")
    second = start(NAME)
    second.until("閲覧のみ：このPCの別の画面が")
    second.press("f8")
    second.until("1　方針提示")
    second.press("3")
    second.until("変えられません")
    first.press("f8")
    first.until("F8対策55/55")
    first.press("0")
    first.until("F8対策54/55")
    first.press("ctrl+q")
    assert first.exit_status() == 0
    second.press("ctrl+p")
    second.until("操作の名前")
    second.type("kakikomu")
    second.until("書き込めるようにする")
    second.press("enter")
    second.until("書き込めるようになりました")
    second.until("F8対策54/55")
    second.press("ctrl+q")
    assert second.exit_status() == 0
    assert load_engagement(start.folder / NAME).measures[1].status is None


def test_a_killed_window_holds_nothing(start: Starter) -> None:
    (start.folder / NAME).write_bytes(start.sample)
    first = start(NAME)
    first.until("得点")
    second = start(NAME)
    second.until("閲覧のみ")
    first.kill()
    third = start(NAME)
    third.until("保存済み")
    assert "閲覧のみ" not in third.text


@pytest.mark.parametrize("chosen", ["1", "１"])
def test_what_can_be_read_of_a_damaged_file(start: Starter, chosen: str) -> None:
    """Four keys from the list: open, take out, read what is lost, go on in the new file."""
    damaged = start.sample.replace(b"frequency = 2", b"frequency = 8", 1)[:24_000]
    path = start.data / NAME
    path.write_bytes(damaged)
    terminal = start()
    terminal.until("firm")
    terminal.press("enter")
    terminal.until("開けませんでした")
    terminal.press(chosen)
    terminal.until("取り出せないところ")
    terminal.until("frequency = 8")
    assert [each.name for each in start.data.glob("*.toml")] == [NAME]
    terminal.press(chosen)
    terminal.until("みほん精工株式会社")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert load_engagement(start.data / "firm_読めた部分.toml").assets
    assert path.read_bytes() == damaged
