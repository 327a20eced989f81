"""One open engagement: its file follows every change, and belongs to one window."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from data import autosave as autosave_module
from data.edits import (
    AnswerMeasure,
    AnswerSelfCheck,
    CheckCloudService,
    RateThreat,
    SetField,
    WriteNote,
)
from data.engagement_file import load_engagement
from data.place import Place
from data.problems import EngagementFileError
from data.record import Asset, CloudService, Engagement, Firm
from data.row_edits import AddRow
from data.session import Session
from data.writing import write_engagement
from tests.data.japanese import is_japanese

RECORD = Engagement(firm=Firm(name="株式会社サンプル"), cloud_services=(CloudService("S0001"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "会社.toml"


@pytest.fixture
def session(path: Path) -> Session:
    return Session.create(path, RECORD)


def _beside(path: Path) -> list[str]:
    """What lies there without having been asked for, but for what is always there."""
    names = sorted(each.name for each in path.parent.iterdir() if each != path)
    return [name for name in names if not name.endswith((".lock", ".history"))]


def test_new_engagement_is_on_disk_at_once(session: Session, path: Path) -> None:
    assert load_engagement(path) == RECORD
    assert session.record == RECORD
    assert session.close()


def test_new_engagement_gets_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "聞き取り" / "2026" / "会社.toml"
    assert Session.create(path, RECORD).close()
    assert load_engagement(path) == RECORD


def test_every_change_reaches_the_file(session: Session, path: Path) -> None:
    edits = (
        AnswerSelfCheck(1, "done"),
        RateThreat("T01", 3),
        AnswerMeasure(1, 2),
        WriteNote(Place("measures", "1"), "一行目\n二行目"),
        AddRow(Asset("A001", name="名簿")),
        SetField("firm", "employees", 25),
    )
    for edit in edits:
        assert session.apply(edit)
    assert session.close()
    assert load_engagement(path) == session.record
    assert session.record.measures[1].note == "一行目\n二行目"
    assert session.save_message == ""


def test_undo_and_redo_reach_the_file_too(session: Session, path: Path) -> None:
    session.apply(AnswerMeasure(1, 1))
    session.apply(AnswerMeasure(2, 2))
    assert session.undo() == AnswerMeasure(2, 2)
    assert session.undo() == AnswerMeasure(1, 1)
    assert session.redo() == AnswerMeasure(1, 1)
    assert session.close()
    assert list(load_engagement(path).measures) == [1]


def test_nothing_to_undo_or_redo(session: Session) -> None:
    assert session.undo() is None
    assert session.redo() is None
    assert session.close()


def _open_refused(path: Path) -> EngagementFileError:
    with pytest.raises(EngagementFileError) as refusal:
        Session.open(path)
    return refusal.value


def test_second_window_is_refused_until_the_first_is_closed(session: Session, path: Path) -> None:
    assert "別の画面" in _open_refused(path).problems[0].message
    assert load_engagement(path) == RECORD  # reading is free: `result` beside the interview
    assert session.close()
    second = Session.open(path)
    assert second.record == RECORD
    assert second.close()


def test_creating_never_replaces_a_file(path: Path) -> None:
    path.write_bytes(b"somebody's own")
    with pytest.raises(EngagementFileError, match="同じ名前"):
        Session.create(path, Engagement())
    assert path.read_bytes() == b"somebody's own"


def test_a_missing_file_gets_no_lock_beside_it(tmp_path: Path) -> None:
    assert "ありません" in _open_refused(tmp_path / "none.toml").problems[0].message
    assert not list(tmp_path.iterdir())


def test_closing_leaves_the_engagement_alone_in_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    assert Session.create(path, Engagement()).close()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    assert Session.create(real, Engagement()).close()
    link.symlink_to(real)
    session = Session.open(link)
    session.apply(AnswerMeasure(1, 1))
    assert session.close()
    assert link.is_symlink()
    assert load_engagement(real).measures[1].status == 1


def test_invalid_file_is_not_held(path: Path) -> None:
    path.write_bytes(b"format = 1\nthreats = 3\n")
    for _ in range(2):
        with pytest.raises(EngagementFileError) as refusal:
            Session.open(path)
        assert refusal.value.problems[0].key_path == "threats"


def test_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(EngagementFileError) as refusal:
        Session.open(path)
    assert is_japanese(refusal.value.problems[0].message)
    assert not path.exists()


def test_opening_and_closing_leaves_the_file_alone(path: Path) -> None:
    original = b"# by hand\r\nformat=1\r\n"
    path.write_bytes(original)
    assert Session.open(path).close()
    assert path.read_bytes() == original
    assert _beside(path) == []


def test_hand_written_original_is_kept_before_the_first_save(path: Path) -> None:
    original = b"# by hand\r\nformat=1\r\n"
    path.write_bytes(original)
    session = Session.open(path)
    session.apply(AnswerMeasure(1, 1))
    session.apply(AnswerMeasure(2, 1))
    assert session.close()
    assert _beside(path) == ["会社.toml.bak"]
    assert path.with_name("会社.toml.bak").read_bytes() == original
    assert "会社.toml.bak" in session.save_message
    assert session.save_message == ""  # said once


def test_file_of_ours_gets_no_copy(session: Session, path: Path) -> None:
    session.apply(AnswerMeasure(3, 1))
    assert session.close()
    again = Session.open(path)
    again.apply(AnswerMeasure(4, 1))
    assert again.close()
    assert _beside(path) == []


def test_answers_given_out_of_order_do_not_look_hand_written(session: Session, path: Path) -> None:
    for item in ("law", "purpose", "backup"):
        session.apply(CheckCloudService("S0001", item, 2))
        session.apply(WriteNote(Place("cloud", "S0001", item), "控え"))
    for no in (9, 3, 25):
        session.apply(AnswerSelfCheck(no, "done"))
    assert session.close()
    again = Session.open(path)
    again.apply(AnswerMeasure(4, 1))
    assert again.close()
    assert _beside(path) == []
    assert again.save_message == ""


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_failed_save_is_told_and_tried_again_on_closing(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", _full)
        session.apply(AnswerMeasure(1, 1))
        assert session.wait_saved(10) is False
        assert session.save_message.startswith("保存できません")
        assert session.save_message.startswith("保存できません")  # as long as it lasts
        assert path.read_bytes() == before
    assert session.close()
    assert session.save_message.startswith("保存できるようになりました")
    assert session.save_message == ""
    assert load_engagement(path) == session.record


def test_closing_says_when_the_work_is_not_on_disk(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "write_file", _full)
    session.apply(AnswerMeasure(1, 1))
    assert not session.close()
    monkeypatch.undo()
    assert Session.open(path).close()  # given free all the same


def test_next_good_save_ends_the_message(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", _full)
        session.apply(AnswerMeasure(1, 1))
        session.wait_saved(10)
    session.apply(AnswerMeasure(2, 1))
    assert session.wait_saved(10)
    assert session.save_message.startswith("保存できるようになりました")
    assert session.save_message == ""
    assert session.close()
    assert list(load_engagement(path).measures) == [1, 2]


def test_place_that_cannot_be_written_is_refused_and_not_held(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("data.session.write_file", _full)
        with pytest.raises(EngagementFileError) as refusal:
            Session.create(path, RECORD)
    assert is_japanese(refusal.value.problems[0].message)
    assert not path.exists()
    assert Session.create(path, RECORD).close()  # while the refusal is still being shown


def test_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EngagementFileError):
        Session.create(tmp_path / "file" / "会社.toml", RECORD)


def test_created_file_is_what_the_writer_writes(session: Session, path: Path) -> None:
    assert path.read_bytes() == write_engagement(RECORD)
    assert session.close()


def test_the_save_state_is_saved_unless_the_disk_refuses(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.apply(AnswerMeasure(1, 1))
    assert session.wait_saved(10)
    states = [session.save_state]
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_file", _full)
        session.apply(AnswerMeasure(1, 2))
        assert session.wait_saved(10) is False
        states.append(session.save_state)
    assert session.close()
    assert states == ["saved", "failed"]


def test_what_cannot_be_saved_in_its_place_is_rescued(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "write_file", _full)
    session.apply(AnswerMeasure(1, 1))
    assert session.close() is False
    rescued = session.rescue()
    assert rescued is not None
    assert load_engagement(rescued) == session.record


@pytest.mark.parametrize("name", ["長" * 300, "a\0b", "無い/会社"])
def test_a_name_that_no_system_takes_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(EngagementFileError) as refusal:
        Session.open(tmp_path / f"{name}.toml")
    assert is_japanese(refusal.value.problems[0].message)
