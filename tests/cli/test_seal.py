"""`kikitori seal` and `unseal`, and every command on a sealed file."""

from __future__ import annotations

import getpass
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.edits import SetField
from data.engagement_file import load_engagement
from data.generations import Generations
from data.reading import read_engagement
from data.sealing import is_sealed, open_seal
from data.session import Session
from tests.cli.conftest import SEED, Call
from tests.quick_seals import PASSPHRASE

OTHER = "別の長いことば です"
FIRM = load_engagement(SEED)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Keyboard:
    """Answers what is asked without echo, as a person at a terminal would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: Iterator[str] = iter(())
        self.asked: list[str] = []
        self._monkeypatch = monkeypatch

    def types(self, *lines: str) -> None:
        self.lines = iter(lines)
        self._monkeypatch.setattr(sys, "stdin", Terminal("not to be read\n"))
        self._monkeypatch.setattr(getpass, "getpass", self._ask)

    def pipes(self, *lines: str) -> None:
        content = "".join(f"{line}\n" for line in lines).encode()
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "cp932"))

    def _ask(self, prompt: str) -> str:
        self.asked.append(prompt)
        try:
            return next(self.lines)
        except StopIteration:
            raise EOFError from None


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch, quick_seals: None) -> Keyboard:
    return Keyboard(monkeypatch)


@pytest.fixture
def sealed(seed: Path, call: Call, keyboard: Keyboard) -> Path:
    keyboard.pipes(PASSPHRASE)
    assert call("seal", seed).status == 0
    return seed


def _content(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    content = path.read_bytes()
    return open_seal(content, passphrase).unwrap(content)


# --- seal and unseal --------------------------------------------------------


def test_sealing_asks_twice_and_says_what_it_means(
    seed: Path, call: Call, keyboard: Keyboard
) -> None:
    keyboard.types(PASSPHRASE, PASSPHRASE)
    answer = call("seal", seed)
    assert (answer.status, answer.out) == (0, f"{seed}\n")
    assert "忘れると、誰にも開けません" in answer.err
    assert len(keyboard.asked) == 2
    assert PASSPHRASE not in answer.err
    assert is_sealed(seed.read_bytes())
    assert load_engagement(seed, lambda _p, c: open_seal(c, PASSPHRASE)) == FIRM


def test_two_different_ones_and_weak_ones_are_asked_again(
    seed: Path, call: Call, keyboard: Keyboard
) -> None:
    keyboard.types("短い", PASSPHRASE, OTHER, PASSPHRASE, PASSPHRASE)
    answer = call("seal", seed)
    assert answer.status == 0
    assert "短すぎます" in answer.err
    assert "2回のパスフレーズが違います" in answer.err
    assert _content(seed)


@pytest.mark.parametrize("typed", [["", "", ""], ["短い"] * 3, [PASSPHRASE, OTHER] * 3, []])
def test_no_passphrase_changes_nothing(
    seed: Path, call: Call, keyboard: Keyboard, typed: list[str]
) -> None:
    keyboard.types(*typed)
    assert call("seal", seed).status == 1
    assert seed.read_bytes() == SEED.read_bytes()


@pytest.mark.parametrize("lines", [[], [""], ["短い"]])
def test_a_pipe_is_asked_once(seed: Path, call: Call, keyboard: Keyboard, lines: list[str]) -> None:
    keyboard.pipes(*lines)
    assert call("seal", seed).status == 1
    assert seed.read_bytes() == SEED.read_bytes()


def test_a_passphrase_in_the_arguments_is_refused(
    seed: Path, call: Call, keyboard: Keyboard
) -> None:
    assert call("seal", seed, PASSPHRASE).status == 2
    assert seed.read_bytes() == SEED.read_bytes()


def test_what_is_no_engagement_is_not_sealed(here: Path, call: Call, keyboard: Keyboard) -> None:
    (here / "写真.toml").write_bytes(b"\x89PNG")
    keyboard.pipes(PASSPHRASE)
    assert call("seal", "写真.toml").status == 1
    assert (here / "写真.toml").read_bytes() == b"\x89PNG"


def test_a_file_that_is_open_is_not_sealed(seed: Path, call: Call, keyboard: Keyboard) -> None:
    session = Session.open(seed)
    keyboard.pipes(PASSPHRASE)
    answer = call("seal", seed)
    session.close()
    assert answer.status == 1
    assert "別の画面が" in answer.err


def test_another_passphrase(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    before = sealed.read_bytes()
    keyboard.types(PASSPHRASE, OTHER, OTHER)
    answer = call("seal", sealed)
    assert answer.status == 0
    assert "前のパスフレーズで開きます" in answer.err
    assert load_engagement(sealed, lambda _p, c: open_seal(c, OTHER)) == FIRM
    assert open_seal(sealed.read_bytes(), OTHER).unwrap(before)


def test_another_passphrase_needs_the_old_one(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    before = sealed.read_bytes()
    keyboard.types("違うもの", "違うもの", "違うもの", OTHER, OTHER)
    assert call("seal", sealed).status == 1
    assert sealed.read_bytes() == before


def test_unsealing(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    keyboard.pipes(PASSPHRASE)
    answer = call("unseal", sealed)
    assert (answer.status, answer.out) == (0, f"{sealed}\n")
    assert load_engagement(sealed) == FIRM
    assert "kikitori seal" in call("unseal", sealed).err


def test_what_still_lies_in_clear_is_told(seed: Path, call: Call, keyboard: Keyboard) -> None:
    for _ in range(2):
        book = Path(call("export", seed, "--book", "risk").out.strip())
        book.write_bytes(book.read_bytes() + b"typed in Excel")
    copy = seed.with_name("seed.toml.bak")
    copy.write_bytes(b"format = 1\n")
    keyboard.pipes(PASSPHRASE)
    said = call("seal", seed).err
    assert "--with-copies" in said
    assert str(copy) in said
    assert len(re.findall(r"リスク分析シート_.*_\d{8}(?:（2）)?\.xlsx", said)) == 2
    assert book.stem.endswith("（2）")
    assert copy.read_bytes() == b"format = 1\n"


def test_copies_are_sealed_on_request(seed: Path, call: Call, keyboard: Keyboard) -> None:
    copy = seed.with_name("seed.toml.bak")
    copy.write_bytes(b"format = 1\n# by hand\n")
    keyboard.pipes(PASSPHRASE)
    answer = call("seal", seed, "--with-copies")
    assert "残っています" not in answer.err
    assert _content(copy) == b"format = 1\n# by hand\n"


# --- Other commands ---------------------------------------------------------


def test_json_stays_clean_after_a_wrong_try(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    keyboard.types("違うもの", PASSPHRASE)
    answer = call("result", sealed, "--json")
    assert json.loads(answer.out)["self_check"]["total"] == 25
    assert "パスフレーズが違います" in answer.err
    assert keyboard.asked == ["seed.toml のパスフレーズ："] * 2


@pytest.mark.parametrize("words", [["result"], ["check"], ["export"], ["report"], ["unseal"]])
def test_every_command_asks(sealed: Path, call: Call, keyboard: Keyboard, words: list[str]) -> None:
    keyboard.pipes(PASSPHRASE)
    assert call(*words, sealed).status == 0
    keyboard.pipes("違うもの")
    if words != ["unseal"]:
        refused = call(*words, sealed)
        assert (refused.status, refused.out) == (1, "")


def test_an_import_into_a_sealed_file_stays_sealed(
    sealed: Path, call: Call, keyboard: Keyboard
) -> None:
    Path("資産.csv").write_text("情報資産名称,業務分類\n新しい台帳,営業\n", encoding="utf-8")
    keyboard.pipes(PASSPHRASE)
    assert call("import", "資産.csv", "-o", sealed).status == 0
    assert "新しい台帳".encode() in _content(sealed)


def test_an_export_says_that_books_are_clear(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    keyboard.pipes(PASSPHRASE)
    assert call("export", sealed, "--book", "cloud").err.count("暗号化されません") == 1
    assert "暗号化" not in call("export", SEED, "--book", "cloud").err


def test_a_report_says_that_it_is_clear(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    keyboard.pipes(PASSPHRASE)
    assert call("report", sealed).err.count("暗号化されません") == 1
    assert "暗号化" not in call("report", SEED).err


def test_damage_is_told_without_asking(sealed: Path, call: Call, keyboard: Keyboard) -> None:
    sealed.write_bytes(sealed.read_bytes()[:-50])
    keyboard.types()
    answer = call("result", sealed)
    assert answer.status == 1
    assert "壊れています" in answer.err
    assert keyboard.asked == []


def test_a_terminal_that_would_show_it_is_refused(
    sealed: Path, call: Call, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard.types(PASSPHRASE)

    def shown(_prompt: str) -> str:
        import warnings

        warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=2)
        return PASSPHRASE

    monkeypatch.setattr(getpass, "getpass", shown)
    answer = call("result", sealed)
    assert answer.status == 1
    assert "隠せません" in answer.err


def test_a_name_cannot_steer_the_terminal_that_asks(
    sealed: Path, call: Call, keyboard: Keyboard
) -> None:
    path = sealed.with_name("a\x1b[2J.toml")
    sealed.rename(path)
    keyboard.types(PASSPHRASE)
    assert call("check", path).status == 0
    assert "\x1b" not in "".join(keyboard.asked)


# --- What was before -----------------------------------------------------------


@pytest.fixture
def changed(sealed: Path, keyboard: Keyboard) -> Path:
    """A sealed file with one state of before."""
    session = Session.open(sealed, lambda path, content: open_seal(content, PASSPHRASE))
    session.apply(SetField("firm", "name", "別の名前"))
    assert session.close()
    # The last state is the file's own.
    Generations(sealed).all()[-1].path.unlink()
    return sealed


def test_the_states_of_a_sealed_file_are_listed_and_brought_back(
    changed: Path, call: Call, keyboard: Keyboard
) -> None:
    keyboard.pipes(PASSPHRASE)
    answer = call("history", changed)
    assert answer.status == 0
    assert "会社" in answer.out
    keyboard.pipes(PASSPHRASE)
    assert call("restore", changed, "1").status == 0
    assert read_engagement(_content(changed)) == FIRM
    assert is_sealed(Generations(changed).all()[-1].path.read_bytes())


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_sealed_state_comes_back_when_its_file_is_lost(
    changed: Path, call: Call, keyboard: Keyboard, damage: str
) -> None:
    if damage == "gone":
        changed.unlink()
    else:
        changed.write_bytes(changed.read_bytes()[:-200])
    keyboard.pipes(PASSPHRASE)
    assert call("restore", changed, "1").status == 0
    assert read_engagement(_content(changed)) == FIRM


def test_states_are_not_brought_back_without_the_passphrase(
    changed: Path, call: Call, keyboard: Keyboard
) -> None:
    before = changed.read_bytes()
    keyboard.pipes(OTHER)
    assert call("restore", changed, "1").status == 1
    assert changed.read_bytes() == before
