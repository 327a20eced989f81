"""A sealed engagement line by line: its passphrase is read without echo."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.folder import sample_content
from data.record import Engagement
from data.sealing import new_seal, open_seal
from tests.quick_seals import PASSPHRASE
from tests.tui.plain.talking import TODAY
from tui.plain.interview import PlainInterview
from tui.plain.talk import Talk, terminal_talk

pytestmark = pytest.mark.usefixtures("quick_seals")


def _held(lines: Iterable[str], unseen: Iterable[str], path: Path | None) -> tuple[int, list[str]]:
    """The status, and all that was said."""
    said: list[str] = []
    shown, hidden = iter(lines), iter(unseen)

    def ask(prompt: str) -> str:
        said.append(prompt)
        return next(hidden, "")

    talk = Talk(lambda: next(shown, ""), said.append, ask)
    status = PlainInterview(talk, TODAY).run(path)
    return status, said


def _seal(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(new_seal(PASSPHRASE).wrap(sample_content()))
    return path


def _read(path: Path) -> Engagement:
    return load_engagement(path, lambda _path, content: open_seal(content, PASSPHRASE))


def test_the_passphrase_is_asked_until_it_is_right(tmp_path: Path) -> None:
    path = _seal(tmp_path / "firm.toml")
    answers = ["\n", "f5\n", "l\n", "1\n", "4\n", "q\n"]
    status, said = _held(answers, ["違うもの", PASSPHRASE], path)
    assert status == 0
    assert sum("パスフレーズが違います" in line for line in said) == 1
    assert _read(path).self_check.items[1].answer == "unknown"


def test_an_empty_line_goes_back_to_the_list(data_folder: Path) -> None:
    _seal(data_folder / "firm.toml")
    status, said = _held(["1\n", "q\n"], [""], None)
    assert status == 0
    assert "1. firm、暗号化" in said
    assert any("開けませんでした" in line for line in said)


def test_the_sample_may_be_sealed_too(data_folder: Path) -> None:
    _seal(data_folder / "見本の会社.toml")
    _, said = _held(["v\n", "\n", "q\n"], [PASSPHRASE], None)
    assert any("みほん精工" in line for line in said)


def test_an_export_says_that_books_are_clear(tmp_path: Path) -> None:
    _, said = _held(["\n", "x\n", "b\n"], [PASSPHRASE], _seal(tmp_path / "firm.toml"))
    assert "書き出したブックや報告書は暗号化されません。" in said


def test_over_a_pipe_the_passphrase_is_the_next_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _seal(tmp_path / "firm.toml")
    content = f"1\n{path}\n{PASSPHRASE}\n\nq\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
    assert PlainInterview(terminal_talk(), TODAY).run(None) == 0
    said = capsys.readouterr().out
    assert "みほん精工" in said
    assert PASSPHRASE not in said
