"""An engagement opens where it was left, and nothing tells which firm it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.folder import data_folder
from data.last_places import KEPT, last_place, remember_place
from data.place import Place
from data.record import Asset, Engagement

RECORD = Engagement(assets=(Asset("A001"),))
PLACE = Place("measures", "17")


def file() -> Path:
    return data_folder() / ".places.toml"


@pytest.mark.parametrize(
    "place", [PLACE, Place("assets", "A001"), Place("assets"), Place("results"), Place("cloud")]
)
def test_the_place_comes_back(tmp_path: Path, place: Place) -> None:
    remember_place(tmp_path / "会社.toml", place)
    assert last_place(tmp_path / "会社.toml", RECORD) == place


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (PLACE, PLACE),
        (Place("assets", "A001"), Place("assets")),
        (Place("cloud", "S0001", "purpose"), Place("cloud")),
    ],
)
def test_of_a_sealed_one_no_row_is_named(tmp_path: Path, place: Place, kept: Place) -> None:
    remember_place(tmp_path / "会社.toml", place, is_sealed=True)
    assert last_place(tmp_path / "会社.toml", RECORD) == kept


def test_each_engagement_has_its_own(tmp_path: Path) -> None:
    remember_place(tmp_path / "a.toml", PLACE)
    remember_place(tmp_path / "b.toml", Place("results"))
    assert last_place(tmp_path / "a.toml", RECORD) == PLACE
    assert last_place(tmp_path / "c.toml", RECORD) is None


def test_it_is_found_however_the_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    remember_place(Path("a.toml"), PLACE)
    assert last_place(tmp_path / "x" / ".." / "a.toml", RECORD) == PLACE


@pytest.mark.parametrize(
    "place", [Place("assets", "A009"), Place("cloud", "S0001", "law"), Place("firm", "name")]
)
def test_a_place_that_is_gone_is_passed_over(tmp_path: Path, place: Place) -> None:
    remember_place(tmp_path / "a.toml", place)
    assert last_place(tmp_path / "a.toml", RECORD) is None


def test_the_firm_cannot_be_read_from_it(tmp_path: Path) -> None:
    remember_place(tmp_path / "株式会社みほん.toml", PLACE)
    assert "みほん" not in file().read_text(encoding="utf-8")
    assert str(tmp_path) not in file().read_text(encoding="utf-8")


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    for number in range(KEPT + 1):
        remember_place(tmp_path / f"{number}.toml", PLACE)
    assert last_place(tmp_path / "0.toml", RECORD) is None
    assert last_place(tmp_path / "1.toml", RECORD) == PLACE


def test_one_that_is_opened_again_is_not_old(tmp_path: Path) -> None:
    names = ["old", "again", *(f"{number}" for number in range(KEPT - 2)), "again", "new", "newer"]
    for name in names:
        remember_place(tmp_path / f"{name}.toml", PLACE)
    assert last_place(tmp_path / "again.toml", RECORD) == PLACE
    assert last_place(tmp_path / "old.toml", RECORD) is None


@pytest.mark.parametrize("content", [b"\xff", b"x = ", b"", b"[places]\nx = 1"])
def test_a_damaged_file_is_passed_over_and_written_anew(tmp_path: Path, content: bytes) -> None:
    data_folder().mkdir(parents=True, exist_ok=True)
    file().write_bytes(content)
    assert last_place(tmp_path / "a.toml", RECORD) is None
    remember_place(tmp_path / "a.toml", PLACE)
    assert last_place(tmp_path / "a.toml", RECORD) == PLACE


@pytest.mark.parametrize("value", ["3", '["measures", "17"]', '["measures", 17, ""]', '"x"'])
def test_a_value_that_is_no_place_is_passed_over(tmp_path: Path, value: str) -> None:
    remember_place(tmp_path / "a.toml", PLACE)
    name = file().read_text(encoding="utf-8").split(" = ")[0]
    file().write_text(f"{name} = {value}\n", encoding="utf-8")
    assert last_place(tmp_path / "a.toml", RECORD) is None


def test_a_folder_that_cannot_be_made_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("KIKITORI_HOME", str(tmp_path / "file" / "folder"))
    remember_place(tmp_path / "a.toml", PLACE)
    assert last_place(tmp_path / "a.toml", RECORD) is None
