"""Where engagements live, and what their files are called."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import platformdirs
import pytest

from data.folder import data_folder, engagement_files, free_path, sample_content

DAY = date(2026, 11, 20)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIKITORI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_folder_is_the_user_s_choice(home: Path) -> None:
    assert data_folder() == home
    assert not home.exists()


@pytest.mark.parametrize("value", [None, ""])
def test_else_it_stands_among_the_documents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda: tmp_path)
    monkeypatch.delenv("KIKITORI_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("KIKITORI_HOME", value)
    assert data_folder() == tmp_path / "kikitori"


def test_no_folder_no_files(home: Path) -> None:
    assert engagement_files() == []
    home.write_bytes(b"a file in the way")
    assert engagement_files() == []


def test_the_newest_comes_first(home: Path) -> None:
    home.mkdir()
    for age, name in enumerate(["c.toml", "a.toml", "b.TOML"]):
        (home / name).touch()
        os.utime(home / name, (1_700_000_000 - age, 1_700_000_000 - age))
    for other in (".hidden.toml", "a.toml.bak", "notes.txt"):
        (home / other).touch()
    (home / "folder.toml").mkdir()
    (home / "gone.toml").symlink_to("nowhere")
    assert [path.name for path in engagement_files()] == ["c.toml", "a.toml", "b.TOML"]
    assert engagement_files()[0] == home / "c.toml"


@pytest.mark.parametrize(
    ("firm", "stem"),
    [
        ("株式会社サンプル", "株式会社サンプル"),
        ("株式会社　サンプル 製作所 ", "株式会社_サンプル_製作所"),
        ("A/B:C*?\\<D>|\"E'", "A_B_C_D_E'"),
        ("..\\..\\evil", "evil"),
        ("../../evil", "evil"),
        (".hidden", "hidden"),
        ("Co., Ltd.", "Co.,_Ltd"),
        ("a\nb\x00c\x1b[2J", "a_b_c_[2J"),
        ("con", "_con"),
        ("Aux.x", "_Aux.x"),
        ("com¹", "_com¹"),
        ("CONIN$", "_CONIN$"),
        ("Console", "Console"),
        ("-rf", "rf"),
        ("~$book", "$book"),
        ("--", "聞き取り"),
        ("逆\u202egnp.exe", "逆_gnp.exe"),
        ("👩\u200d🔧", "👩_🔧"),
        ("", "聞き取り"),
        ("　", "聞き取り"),
        ("...", "聞き取り"),
        ("\ud800", "聞き取り"),
    ],
)
def test_names_every_system_takes(home: Path, firm: str, stem: str) -> None:
    assert free_path(firm, DAY) == home / f"{stem}_2026-11-20.toml"


@pytest.mark.parametrize("firm", ["会" * 300, "𠮷" * 300, "x" * 300])
def test_long_names_fit_with_their_neighbours(home: Path, firm: str) -> None:
    name = free_path(firm, DAY).name
    assert len(f".{name}.123456.tmp".encode()) <= 255
    assert name.startswith(firm[:30])


def test_a_taken_name_is_numbered(home: Path) -> None:
    home.mkdir()
    names = []
    for _ in range(3):
        path = free_path("A", DAY)
        path.touch()
        names.append(path.name)
    assert names == ["A_2026-11-20.toml", "A_2026-11-20_2.toml", "A_2026-11-20_3.toml"]


def test_the_sample_is_bundled() -> None:
    assert tomllib.loads(sample_content().decode("utf-8"))["format"] == 1
