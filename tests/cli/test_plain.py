"""`kikitori --plain` as a process: pipes, imports, exit statuses, a sudden end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from tests.cli.conftest import SEED, Call

NAME = "firm.toml"
SCREEN = {"textual", "rich", "budoux", "openpyxl"}

# Says on stderr what has been imported once the interview is over.
REPORT = """
import sys
from tui.cli import main
status = main()
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(status)
"""


def plain(
    folder: Path, lines: bytes, *words: str | Path, code: str = ""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "tui"]
    return subprocess.run(
        [*command, "--plain", *map(str, words)],
        input=lines,
        capture_output=True,
        env=os.environ | {"KIKITORI_HOME": str(folder / "home")},
        cwd=folder,
        timeout=120,
        check=False,
    )


def test_over_a_pipe_in_utf_8(tmp_path: Path) -> None:
    """With the mark and the line ends that Windows puts into pipes."""
    lines = "\ufeff1\r\n株式会社髙﨑\r\n.\r\n\r\n2\r\n".encode()
    done = plain(tmp_path, lines, NAME)
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("utf-8").splitlines()
    assert "会社名：株式会社髙﨑" in said
    assert "答え：2. 一部実施している" in said
    assert b"\x1b" not in done.stdout
    record = load_engagement(tmp_path / NAME)
    assert (record.firm.name, record.self_check.items[1].answer) == ("株式会社髙﨑", "partly")


def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    done = plain(tmp_path, "1\n会社\n.\n\n".encode() + b"\xff\xfe2\n\x82\xa0\n2\n", NAME)
    assert done.returncode == 0
    assert load_engagement(tmp_path / NAME).self_check.items[1].answer == "partly"


def test_nothing_of_the_screen_is_imported(tmp_path: Path) -> None:
    """Not even by an export; the workbooks' writer only then."""
    lines = "1\n会社\n.\n\n1\nn メモ\nm\n3\nf8\n1\n/パスワード\n1\nf10\n\n".encode()
    done = plain(tmp_path, lines + b"q\n", NAME, code=REPORT)
    assert done.returncode == 0
    imported = set(done.stderr.decode().split())
    assert not imported & (SCREEN | {"xlsxwriter", "screens"})
    done = plain(tmp_path, b"\nx\n1\n\nq\n", NAME, code=REPORT)
    imported = set(done.stderr.decode().split())
    assert "xlsxwriter" in imported
    assert not imported & (SCREEN | {"screens"})
    assert len(list(tmp_path.glob("*.xlsx"))) == 3


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("bad.toml",), 1, "bad.toml：format："),
        ((".",), 1, "フォルダです"),
        (("a.toml", "b.toml"), 2, "一度に開けるファイルは1つです"),
        (("result",), 2, "--plain と result は一緒に使えません"),
        (("exprot", "a.toml"), 2, "export のことですか"),
        (("--json",), 2, "--json は使えません"),
        (("--", "--plain"), 0, ""),
    ],
)
def test_exit_statuses(tmp_path: Path, words: tuple[str, ...], status: int, said: str) -> None:
    (tmp_path / "bad.toml").write_text("format = 9\n", encoding="utf-8")
    done = plain(tmp_path, b"", *words)
    assert done.returncode == status
    assert said in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_the_option_may_stand_behind_the_file(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(SEED.read_bytes())
    command = [sys.executable, "-m", "tui", NAME, "--plain"]
    env = os.environ | {"KIKITORI_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        command, input=b"q\n", capture_output=True, cwd=tmp_path, env=env, timeout=60, check=True
    )
    assert "1行ずつの聞き取りです" in done.stdout.decode()


def test_a_file_open_in_another_window_can_be_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(SEED.read_bytes())
    with _running(tmp_path) as first:
        _read_until(first, "続きへ")
        done = plain(tmp_path, b"f5\nl\n1\n1\nq\n", NAME)
        assert done.returncode == 0
        assert "閲覧のみです。このPCの別の画面が" in done.stdout.decode()
        assert "変えられません" in done.stdout.decode()
        assert (tmp_path / NAME).read_bytes() == SEED.read_bytes()
        first.kill()


def test_a_closed_terminal_ends_as_ctrl_c_does(tmp_path: Path) -> None:
    """And leaves nothing held."""
    (tmp_path / NAME).write_bytes(SEED.read_bytes())
    with _running(tmp_path) as held:
        _read_until(held, "続きへ")
        held.send_signal(signal.SIGHUP if hasattr(signal, "SIGHUP") else signal.SIGTERM)
        assert held.wait(60) == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, "home"]


def test_its_own_help(call: Call) -> None:
    for words in (("--plain", "--help"), ("firm.toml", "-h", "--plain")):
        answer = call(*words)
        assert (answer.status, answer.err) == (0, "")
        assert answer.out.startswith("使い方: kikitori --plain [FILE.toml]")
        assert "  n メモ：メモを書く\n" in answer.out
    assert "--plain" in call("--help").out


def _running(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui", "--plain", NAME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"KIKITORI_HOME": str(folder / "home")},
        cwd=folder,
    )


def _say(process: subprocess.Popen[str], *lines: str) -> None:
    assert process.stdin
    process.stdin.write("".join(f"{line}\n" for line in lines))
    process.stdin.flush()


def _read_until(process: subprocess.Popen[str], wanted: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if wanted in line:
            return
    raise AssertionError(f"{wanted} was never said")


def test_killed_after_an_answer(tmp_path: Path) -> None:
    with _running(tmp_path) as process:
        _say(process, "1", "株式会社聞取", ".", "", "1", "2", "n", "社長に聞く")
        _read_until(process, "メモを書いてください")
        _say(process, "次回", ".", "3")
        _read_until(process, "回答 3/25")
        process.kill()
    record = load_engagement(tmp_path / NAME)
    items = record.self_check.items
    assert [items[no].answer for no in items] == ["done", "partly", "not_done"]
    assert items[3].note == "社長に聞く\n次回"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is no signal to one process there")
def test_interrupted(tmp_path: Path) -> None:
    with _running(tmp_path) as process:
        _say(process, "1", "株式会社聞取", ".", "", "1")
        _read_until(process, "回答 1/25")
        _read_until(process, "答えは番号で")
        process.send_signal(signal.SIGINT)
        said, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "に保存してあります。" in said
    assert error == ""
    assert load_engagement(tmp_path / NAME).self_check.items[1].answer == "done"


def test_a_listener_that_goes_away(tmp_path: Path) -> None:
    """The braille bridge ends: what was answered stays, nothing is said to nobody."""
    with _running(tmp_path) as process:
        _say(process, "1", "株式会社聞取", ".", "", "1")
        _read_until(process, "回答 1/25")
        _read_until(process, "答えは番号で")
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        _say(process, "2", "3")
        assert process.stdin
        process.stdin.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 0
    assert load_engagement(tmp_path / NAME).self_check.items[2].answer == "partly"
