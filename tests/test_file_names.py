"""Names proposed for files: valid on every system, in the folder meant, never one that is taken."""

from __future__ import annotations

import os
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.engagement_file import load_engagement
from data.folder import free_path
from data.opening import create_session
from data.record import Engagement, Firm
from exports.books import BOOKS, book_path, numbered, write_books, written_books
from exports.reports import WRITERS, ReportKind
from tests.hostile_text import HOSTILE, STEERS

DAY = date(2026, 11, 20)
PORTS = [f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"]
DEVICES = ("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *PORTS)
NAMES = [
    *HOSTILE.values(),
    *("../", "..\\", "/etc/passwd", "C:\\Windows", "\\\\server\\share", "~root", "$HOME", "%TEMP%"),
    *("CON", "aux.toml", "nul ", "com¹.x", "Lpt1:x", "-rf", "--help", "~$a", "a\nb", "a:b", "=a"),
    *("a. . ", " . ", "", "x" * 300, "𠮷" * 300, "👩\u200d🔧" * 99, "か\u3099", "a\u0301" * 200),
    *("\u3000全角　空白\u3000", "\ud800", "ﾊﾟｰﾄ㈱", "．．／"),
]
devices = st.builds("{}{}".format, st.sampled_from(DEVICES), st.sampled_from(["", ".a", " ", ":x"]))
names = st.sampled_from(NAMES) | devices | st.text()


def assert_valid_everywhere(name: str) -> None:
    """What the documentation of Windows and POSIX forbids, and what a person would not see."""
    assert PureWindowsPath(name).name == PurePosixPath(name).name == name
    assert not set('<>:"/\\|?*').intersection(name)
    assert not STEERS.intersection(name)
    assert name.partition(".")[0].rstrip().upper() not in DEVICES
    assert name[-1] not in " ."
    assert name[0] not in " .-~"
    # With what stands beside it for a moment: `.NAME.PID.tmp`.
    assert len(f".{name}.1234567.tmp".encode()) <= 255


@given(names)
@example("COM¹.x")
@example("-")
def test_every_proposed_name_is_valid_everywhere(firm: str) -> None:
    folder = Path("聞き取り の 書類")
    paths = [free_path(firm, DAY, folder), *(book_path(folder, key, firm, DAY) for key in BOOKS)]
    paths += [ReportKind().path(folder, firm, DAY, ending) for ending in WRITERS]
    for path in paths:
        assert path.parent == folder
        assert_valid_everywhere(path.name)


@pytest.mark.parametrize("firm", NAMES)
def test_an_engagement_of_any_name_has_a_file_of_its_own(tmp_path: Path, firm: str) -> None:
    folder = tmp_path / "聞き取り の 書類"
    paths = []
    for _ in range(2):
        session = create_session(free_path(firm, DAY, folder), firm, DAY)
        assert session.close()
        paths.append(session.path)
    assert sorted(folder.iterdir()) == sorted(paths)
    assert list(tmp_path.iterdir()) == [folder]
    for path in paths:
        kept = firm.encode("utf-8", errors="replace").decode("utf-8")
        assert load_engagement(path).firm.name == kept


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such mask")
@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o027, 0o077])
def test_whatever_the_mask_only_the_owner_reads_what_is_written(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "月次 報告　十一月"
    old = os.umask(mask)
    try:
        session = create_session(folder / "会社 一.toml", "会社 一", DAY)
        record = session.record
        assert session.close()
        write_books(record, folder / "帳票 一式", ["self-check"], DAY)
    finally:
        os.umask(old)
    made = [folder, *folder.rglob("*")]
    assert len(made) == 4
    assert {
        path.name: path.stat().st_mode & 0o077 for path in made if path.stat().st_mode & 0o077
    } == {}


@pytest.mark.parametrize("firm", NAMES)
def test_a_numbered_book_of_any_firm_has_a_valid_name(tmp_path: Path, firm: str) -> None:
    path = book_path(tmp_path, "risk", firm, DAY)
    names = [next(islice(numbered(path), at, None)).name for at in (0, 1, 998)]
    for name in names:
        assert_valid_everywhere(name)
        (tmp_path / name).write_bytes(b"")
    assert written_books([tmp_path], firm) == sorted(tmp_path / name for name in names)


def test_books_stay_in_the_folder_meant(tmp_path: Path) -> None:
    for firm in (
        "株式会社　みほん 製作所",
        "みほん/製作所",
        "=みほん",
        "..\\..\\みほん",
        "/みほん",
    ):
        (path,) = write_books(Engagement(firm=Firm(firm)), tmp_path, ["self-check"], DAY)
        assert_valid_everywhere(path.name)
        assert path.parent == tmp_path
