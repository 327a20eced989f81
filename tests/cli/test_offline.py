"""Every command does its work without a socket; tests/terminal watches the screens."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.generations import Generations
from data.record import Engagement
from data.writing import write_engagement
from tests.hostile_text import hostile_engagement
from tests.quick_seals import PASSPHRASE
from tests.terminal import conftest
from tests.tui.plain import script
from tui.commands import COMMANDS

GUARDS = Path(conftest.__file__).parent / "offline"
FIRM = "firm.toml"
# What each command is asked for; those beside the registry have two dashes.
CALLS: dict[str, list[tuple[str, ...]]] = {
    "sample": [("sample", "-o", FIRM)],
    "check": [("check", FIRM)],
    "rescue": [("rescue", FIRM, "-o", "rescued.toml")],
    "result": [("result", FIRM), ("result", "--json", FIRM)],
    "plan": [("plan", FIRM), ("plan", "--json", FIRM)],
    "compare": [("compare", FIRM, FIRM), ("compare", "--json", FIRM, FIRM)],
    "export": [("export", FIRM, "-o", "帳票")],
    "report": [("report", FIRM, "-o", "報告"), ("report", FIRM, "--no-names", "-o", "報告")],
    "import": [("import", "帳票", "-o", "other.toml")],
    "history": [("history", FIRM)],
    "restore": [("restore", FIRM, "1")],
    "seal": [("seal", FIRM)],
    "unseal": [("unseal", FIRM)],
    "verify": [("verify", "帳票")],
    "doctor": [("doctor", "--no-keys")],
    "--help": [("--help",), ("result", "--help")],
    "--plain": [("--plain", "new.toml")],
}


def offline(folder: Path, words: tuple[str, ...]) -> tuple[int, str]:
    """Exit status, and what of the network was tried."""
    guard = folder / "guard"
    guard.mkdir(exist_ok=True)
    books = [str(path) for path in sorted((folder / "帳票").glob("*.xlsx"))]
    named = [each for word in words for each in (books if word == "帳票" and books else [word])]
    typed = [PASSPHRASE] if "seal" in words[0] else script.whole()
    done = subprocess.run(
        [sys.executable, "-m", "tui", *named],
        input="\n".join(typed).encode(),
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(GUARDS), "KIKITORI_GUARD": str(guard)},
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert (guard / "guarded").exists()
    used = guard / "network-used"
    return done.returncode, used.read_text(encoding="utf-8") if used.exists() else ""


def test_every_command_is_called_here() -> None:
    assert {*COMMANDS} == {name for name in CALLS if not name.startswith("--")}


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")
@pytest.mark.parametrize("firm", ["sample", "hostile"])
def test_no_command_opens_a_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, firm: str
) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    office.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    for name, calls in CALLS.items():
        if firm == "hostile" and name == "sample":
            (tmp_path / FIRM).write_bytes(write_engagement(hostile_engagement()))
            continue
        if name == "restore":
            Generations(tmp_path / FIRM).keep(write_engagement(Engagement()), datetime.now(UTC))
        # Deriving keys takes seconds; once is enough.
        for words in calls if firm == "sample" or "seal" not in name else ():
            status, used = offline(tmp_path, words)
            assert used == "", words
            expected = {"verify": 1, "doctor": 2}.get(name, 0)
            assert status == expected, words
    assert len(list((tmp_path / "帳票").iterdir())) == 3
    assert len(list((tmp_path / "報告").iterdir())) == 4
