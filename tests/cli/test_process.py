"""The command as a process of its own: streams, code pages, exit statuses, imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, SEED

# Above what a bare Python brings along. 55 to 125 by Python's version and command;
# importlib.metadata alone adds 35 modules, platformdirs 10, textual and openpyxl hundreds.
MOST_MODULES = 140
HEAVY = (
    *("textual", "rich", "openpyxl", "xlsxwriter", "docx", "lxml"),
    *("budoux", "platformdirs", "filelock", "pyrage", "getpass"),
)

REPORT = """
import sys
before = set(sys.modules)
from tui.cli import main
status = main()
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(status)
"""


def kikitori(
    *words: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | (env or {}),
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_result_json(example: Path) -> None:
    done = kikitori("result", example, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    expected = json.loads(example.with_suffix(".result.json").read_text(encoding="utf-8"))
    payload = json.loads(done.stdout)
    # Further keys may be added: spec/command-line.md.
    assert {key: payload[key] for key in expected} == expected


def test_the_installed_command(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("kikitori")
    assert script.exists(), "make installs it into the environment that runs the tests"
    done = subprocess.run([script, "check", SEED], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--help",), 0),
        (("--version",), 0),
        (("check", "none.toml"), 1),
        (("result", "bad.toml"), 1),
        (("bad.toml",), 1),
        (("result",), 2),
        (("exprot", "x"), 2),
        ((), 2),
    ],
)
def test_exit_statuses(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    (tmp_path / "bad.toml").write_bytes('format = 1\n[firm]\nname = "聞取"\n'.encode("cp932"))
    done = kikitori(*words, cwd=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    spoken, silent = (done.stderr, done.stdout) if status else (done.stdout, done.stderr)
    assert spoken.decode("utf-8")
    assert silent == b""


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
def test_other_code_pages(tmp_path: Path, encoding: str) -> None:
    firm = tmp_path / "firm.toml"
    firm.write_text('format = 1\n[firm]\nname = "髙﨑𠮷野家©한"\n', encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = kikitori("result", firm, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "髙﨑𠮷野家©한" in done.stdout.decode("utf-8")
    refused = kikitori("check", "none.toml", env=env)
    assert refused.returncode == 1
    assert "ファイルがありません" in refused.stderr.decode("utf-8")


def test_no_file_is_read_in_the_console_s_encoding(tmp_path: Path) -> None:
    env = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    for words in (("result", SEED), ("check", SEED), ("sample",), ("--version",)):
        done = kikitori(*words, env=env, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_had_enough() -> None:
    command = [sys.executable, "-m", "tui", "result", "--json", str(SEED)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk() -> None:
    command = [sys.executable, "-m", "tui", "result", str(SEED)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode("utf-8") == "出力先に書けません（空き容量が足りません）\n"


@pytest.mark.parametrize(
    "words",
    [("result",), ("result", "--json"), ("check",), ("plan",), ("plan", "--json")],
)
def test_the_imports_stay_lean(words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *words, str(SEED)], capture_output=True, check=True
    )
    modules = done.stderr.decode().split()
    assert not {name.partition(".")[0] for name in modules} & set(HEAVY)
    assert len(modules) <= MOST_MODULES
