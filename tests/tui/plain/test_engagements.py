"""Opening, creating and leaving engagements; the books; the results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from data.edits import AnswerSelfCheck
from data.engagement_file import load_engagement
from data.folder import sample_content
from data.reading import read_engagement
from data.result import compute_result
from data.result_text import result_text
from data.session import Session
from data.storage import write_file
from data.writing import write_engagement
from exports.books import book_path
from tests.exports.stories import before_visits, story
from tests.tui.plain.talking import TODAY, Conversation, new_file, record, sample_file
from tui.plain.interview import PlainInterview
from tui.plain.talk import Talk

NAME = "firm.toml"


def test_the_list_says_what_there_is(data_folder: Path) -> None:
    held = Conversation([], None)
    assert held.status == 0
    assert held.turns[0][2:] == [
        "聞き取りはまだありません。",
        "a 新しく始める、v 見本の会社を見る、? 説明、q おわる。",
    ]


def test_a_new_engagement_from_the_list_and_back_to_it(data_folder: Path) -> None:
    held = Conversation(["a", "株式会社サンプル", ".", "", "1", "o", "1", "", "2", "q"], None)
    (path,) = data_folder.glob("[!.]*.toml")
    assert path.name == "株式会社サンプル_2026-11-20.toml"
    assert load_engagement(path).firm.name == "株式会社サンプル"
    items = load_engagement(path).self_check.items
    assert [items[no].answer for no in items] == ["done", "partly"]
    assert "1. 株式会社サンプル_2026-11-20" in held.said


def test_a_command_word_is_no_firm(data_folder: Path) -> None:
    held = Conversation(["a", "もどる", "d A001", "a", "=もどる", ".", "q"], None)
    assert "操作の名前（b）" in held.turns[2][0]
    (path,) = data_folder.glob("[!.]*.toml")
    assert load_engagement(path).firm.name == "もどる"


def test_the_sample_and_the_older_files(data_folder: Path) -> None:
    data_folder.mkdir()
    for no in range(7):
        (data_folder / f"firm{no}.toml").write_bytes(sample_content())
    held = Conversation(["l", "8", "n", "v", "q"], None)
    assert held.turns[0][2] == "これまでの聞き取りは7件です。"
    assert len(held.turns[0]) == 2 + 1 + 5 + 1 + 1
    assert len(held.turns[1]) == 1 + 7 + 1
    assert "一覧にありません" in held.turns[2][0]
    assert "聞き取りを開いてから" in held.turns[3][0]
    assert (data_folder / "見本の会社.toml").exists()


def test_a_file_elsewhere_by_its_path(tmp_path: Path, data_folder: Path) -> None:
    sample_file(tmp_path)
    held = Conversation([str(tmp_path / "firm.toml"), "", "q"], None)
    assert held.said[-1].startswith(f"答えは {tmp_path / 'firm.toml'}")
    held = Conversation([str(tmp_path / "none.toml")], None)
    assert "開けませんでした" in held.turns[1][0]


@pytest.mark.parametrize("line", ["長" * 300, "~nobody-of-that-name/x", "/" + "x" * 5000, '""'])
def test_names_that_no_system_takes(tmp_path: Path, line: str) -> None:
    assert Conversation([line, "q"], None).status == 0
    assert sample_file(tmp_path, "", "x", "1", line, "2", "q").status == 0


@pytest.mark.parametrize("answer", ["2", "q"])
def test_a_file_that_is_not_to_be_made(tmp_path: Path, answer: str) -> None:
    held = Conversation(["はい", answer], tmp_path / "new.toml")
    assert held.status == 0
    assert not (tmp_path / "new.toml").exists()


@pytest.mark.parametrize("lines", ["1", "n 1 控え .", "s", "0", "n　控え"])
def test_a_file_open_in_another_window_is_read_only(tmp_path: Path, lines: str) -> None:
    sample_file(tmp_path)
    before = (tmp_path / NAME).read_bytes()
    other = Session.open(tmp_path / NAME)
    held = sample_file(tmp_path, "f5", "l", "1", *lines.split(" "), "p")
    assert other.close()
    assert any(line.startswith("閲覧のみです。このPCの別の画面が") for line in held.said)
    assert "閲覧のみで開いているので、変えられません。" in held.said
    assert any(line.startswith("自社診断 得点") for line in held.said)
    assert (tmp_path / NAME).read_bytes() == before


def test_what_somebody_else_wrote_is_read_before_writing(tmp_path: Path) -> None:
    sample_file(tmp_path)
    other = Session.open(tmp_path / NAME)

    def close_the_other() -> str:
        other.apply(AnswerSelfCheck(2, "unknown"))
        assert other.close()
        return "書き込む\n"

    lines: list[Callable[[], str]] = [
        *(lambda line=line: line for line in ("f5\n", "書き込む\n")),
        close_the_other,
        *(lambda line=line: line for line in ("f5\n", "l\n", "1\n", "4\n", "q\n")),
    ]
    said: list[str] = []
    talk = Talk(lambda: lines.pop(0)(), said.append)
    assert PlainInterview(talk, TODAY).run(tmp_path / NAME) == 0
    assert said.count("まだ書き込めません。") == 1
    assert said.count("書き込めます。") == 1
    items = record(tmp_path).self_check.items
    assert (items[1].answer, items[2].answer) == ("unknown", "unknown")


def test_a_file_changed_by_another_program_is_told_once_and_decided(tmp_path: Path) -> None:
    foreign = b"format = 1 # elsewhere\n"

    def change() -> str:
        (tmp_path / NAME).write_bytes(foreign)
        return "4\n"

    sample_file(tmp_path)
    lines: list[Callable[[], str]] = [
        *(lambda line=line: line for line in ("f5\n", "l\n", "1\n")),
        change,
        *(lambda line=line: line for line in ("4\n", "保存先\n", "2\n", "q\n")),
    ]
    said: list[str] = []
    assert (
        PlainInterview(Talk(lambda: lines.pop(0)(), said.append), TODAY).run(tmp_path / NAME) == 0
    )
    told = [line for line in said if line.startswith("ほかで変わった") and "「保存先」" in line]
    assert len(told) == 1
    assert (tmp_path / f"{NAME}.bak").read_bytes() == foreign
    assert record(tmp_path).self_check.items[1].answer == "unknown"
    assert record(tmp_path).self_check.items[2].answer == "unknown"


def test_an_answer_that_cannot_be_saved_goes_to_another_place(
    tmp_path: Path,
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    sample_file(tmp_path)
    monkeypatch.setattr("data.autosave.write_file", refuse)
    lines = iter(["\n", "自社診断\n", "l\n", "1\n", "4\n"])
    said: list[str] = []
    talk = Talk(lambda: next(lines, ""), said.append)
    assert PlainInterview(talk, TODAY).run(tmp_path / "firm.toml") == 1
    assert "保存できません：空き容量が足りません。「保存先」と書くと、場所を選べます。" in said
    (rescued,) = data_folder.glob("firm.toml*")
    assert load_engagement(rescued).self_check.items[1].answer == "unknown"
    assert str(rescued) in capsys.readouterr().err


def test_the_books_go_where_they_are_wanted(tmp_path: Path) -> None:
    held = sample_file(
        tmp_path, "", "x", "2", "", "x", "3", "帳票", "1", "x", "1", "よそ", "2", "x", "b"
    )
    assert [path.name.split("_")[0] for path in tmp_path.glob("*.xlsx")] == ["自社診断"]
    assert [path.name.split("_")[0] for path in (tmp_path / "帳票").iterdir()] == [
        "リスク分析シート"
    ]
    assert not (tmp_path / "よそ").exists()
    assert held.said.count("書き出しをやめました。") == 2


def test_a_book_written_beside_another_is_called_by_its_own_name(tmp_path: Path) -> None:
    firm = read_engagement(sample_content()).firm.name
    path = book_path(tmp_path, "self-check", firm, TODAY)
    path.write_bytes(b"typed in Excel")
    assert f"{path.stem}（2）.xlsx" in sample_file(tmp_path, "", "x", "2", "").said
    assert path.read_bytes() == b"typed in Excel"


def test_a_report_goes_where_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(write_engagement(before_visits()))
    written = ("", "x", "5", "1", "報告", "1", "x", "5", "2", "", "x", "5", "b", "x", "b")
    held = sample_file(tmp_path, *written)
    names = {path.name.rpartition("_")[0] for path in (tmp_path / "報告").iterdir()}
    assert names == {"報告書_みほん精工株式会社", "報告書_社名なし"}
    assert len([line for line in held.said if line.startswith("書き出しました：")]) == 2
    assert held.said.count("書き出しをやめました。") == 2


def test_the_report_of_a_visit_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(write_engagement(story()))
    held = sample_file(tmp_path, "", "x", "5", "3", "1", "")
    assert any("訪問報告書 第2回" in line for line in held.said)
    assert len(list(tmp_path.glob("訪問報告書_第2回_みほん精工株式会社_*"))) == 2


def test_books_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    held = sample_file(tmp_path, "", "x", "2", str(tmp_path / "file" / "x"), "1")
    assert any(line.startswith("書き出せませんでした：") for line in held.said)


def test_the_results_are_those_of_the_command(tmp_path: Path) -> None:
    held = sample_file(tmp_path, "f10", "", "", "", "", "", "", "b", "r", "p")
    said = {_bare(line) for line in held.said}
    lines = result_text(compute_result(record(tmp_path))).splitlines()
    assert [line for line in lines if _bare(line) not in said | {""}] == []


def _bare(line: str) -> str:
    return "".join(line.translate(dict.fromkeys(map(ord, "■、"))).split())


def test_a_slow_disk_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is looked at before each line is read."""

    def slowly(path: Path, content: bytes, **_: object) -> None:
        sleep(0.4)
        write_file(path, content)

    sample_file(tmp_path)
    monkeypatch.setattr("data.autosave.write_file", slowly)
    sample_file(tmp_path, "f5", "l", "1", "4", "u")


def test_control_characters_of_a_file_steer_nothing(tmp_path: Path) -> None:
    new_file(tmp_path, "会社", "社名", ".", "")
    path = tmp_path / "firm.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("社名", "\\u001b[31m社"), encoding="utf-8"
    )
    held = Conversation(["\x1b[A\x1b[31m赤"], path)
    assert any("\\x1b[31m社" in line for line in held.said)
    assert record(tmp_path).firm.name == "赤"
