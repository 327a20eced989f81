"""What is too large, too deep or too new is refused at once, and stays as it is."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.file_lock import FileLock
from data.problems import DamagedFileError, EngagementFileError
from data.reading import read_engagement
from data.session import Session
from tests.data.japanese import is_japanese


@pytest.mark.parametrize("opening", [load_engagement, Session.open])
def test_newer_format_is_left_untouched(
    tmp_path: Path, opening: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the file nor its folder changes: no lock either, not even for a moment."""
    path = tmp_path / "聞き取り.toml"
    path.write_bytes(b"\xef\xbb\xbfformat = 2\r\n# mine\r\n")
    os.utime(path, ns=(10**18, 10**18))
    os.utime(tmp_path, ns=(10**18, 10**18))
    monkeypatch.setattr(FileLock, "acquire", lambda _: pytest.fail("locked"))
    with pytest.raises(EngagementFileError) as refusal:
        opening(path)
    assert not isinstance(refusal.value, DamagedFileError)
    assert path.read_bytes() == b"\xef\xbb\xbfformat = 2\r\n# mine\r\n"
    assert path.stat().st_mtime_ns == tmp_path.stat().st_mtime_ns == 10**18
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "below",
    [
        *("x = " + "[" * 10_000, "x = " + "{a=" * 10_000, "x = " + "9" * 5000, "x = '''"),
        # The parser takes minutes for any of these.
        *(".".join(["a"] * 100_000) + " = 1", "[" + " . ".join(["'a'"] * 100_000) + "]"),
        "\n".join(f"b{no}" + ".a" * 1000 + " = 1" for no in range(5000)),
    ],
    ids=range(7),
)
def test_endless_input_is_refused_at_once(below: str) -> None:
    with pytest.raises(DamagedFileError) as refusal:
        read_engagement(f"format = 1\n{below}".encode())
    assert is_japanese(refusal.value.problems[0].message)


def test_a_note_full_of_dots_is_no_deep_key() -> None:
    dots = ".a" * 3000
    text = f'format = 1\n[firm]\nname = "a{dots}"\nindustry = """\na{dots} = 1\n"""\n'
    assert read_engagement(text.encode()).firm.name == "a" + dots


class _Endless(io.RawIOBase):
    """A file that never ends, counting what is taken of it."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        self.taken += size
        return b"#" * size


def test_a_file_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = _Endless()
    monkeypatch.setattr(Path, "open", lambda *_: endless)
    with pytest.raises(EngagementFileError) as refusal:
        load_engagement(Path("a.toml"))
    assert "32MBを超えています" in str(refusal.value)
    assert endless.taken == 32 * 2**20 + 1


def test_a_file_of_100_mb_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.write(b"format = 1\n#")
        file.truncate(100 * 2**20)
    with pytest.raises(EngagementFileError, match="32MBを超えています"):
        Session.open(path)
    assert path.stat().st_size == 100 * 2**20
    assert list(tmp_path.iterdir()) == [path]
