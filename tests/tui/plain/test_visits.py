"""Visits and priorities line by line: the same is written as on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.edits import AnswerSelfCheck
from data.place import Place
from data.record import Engagement, Homework, Priority, Visit
from data.visit_edits import AddHomework, FreezeBaseline, state_of
from data.writing import write_engagement
from tests.tui.plain.talking import TODAY, Conversation, new_file, record

CONTRACT = Homework("H001", 1, "契約書を探す", "佐藤", date(2026, 11, 17))


def visited(tmp_path: Path, *lines: str, before: Engagement | None = None) -> Conversation:
    """An engagement after its first visit, with one answer unknown and late homework."""
    path = tmp_path / "firm.toml"
    if not path.exists():
        opened = AnswerSelfCheck(3, "unknown").apply(before or Engagement())
        path.write_bytes(write_engagement(FreezeBaseline(1, TODAY).apply(opened)))
    return Conversation(lines, path)


def with_homework() -> Engagement:
    return AddHomework(CONTRACT).apply(Engagement())


def test_the_menu_leads_to_the_visits(tmp_path: Path) -> None:
    held = new_file(tmp_path, "m", "8")
    assert held.turns[-2] == [
        "1. 第1回、日は未定",
        "2. 第2回、日は未定",
        "3. 第3回、日は未定",
        "訪問です。番号でどうぞ。b もどる。",
    ]


def test_a_visit_tells_what_there_is(tmp_path: Path) -> None:
    held = new_file(tmp_path, "訪問", "1")
    assert held.turns[-2] == [
        "第1回。",
        "会社の仕事と情報システムを知り、今回の進め方と目標を一緒に決めます。",
        "1. 進め方、全部で180分",
        "2. お願いすること、5件のうち0件が済み",
        "3. 決めたこと、まだ書いていません",
        "4. メモ、まだ書いていません",
        "5. 宿題、0件",
        "6. 訪問日、日は未定",
        "7. 次回、第2回、日は未定",
        "8. この回を締める",
        "番号でどうぞ。b もどる。",
    ]


def test_the_agenda_leads_to_what_is_open(tmp_path: Path) -> None:
    held = visited(tmp_path, "", "訪問", "2", "1", "4", "1", before=with_homework())
    (agenda,) = [turn for turn in held.turns if "1. 前回の振り返り、10分" in turn]
    assert "2. 期限を過ぎたこと、3分、1件" in agenda
    assert "4. 「わからない」と答えたところ、2分、1件" in agenda
    assert any(line.startswith("問3 ") for line in held.turns[-2])


def test_overdue_homework_is_read_out(tmp_path: Path) -> None:
    held = visited(tmp_path, "", "訪問", "2", "1", "2", before=with_homework())
    assert "宿題　契約書を探す、佐藤、11月17日（3日過ぎています）" in held.turns[-2]


def test_minutes_are_changed_and_put_back(tmp_path: Path) -> None:
    new_file(tmp_path, "訪問", "1", "1", "2", "1", "４５")
    assert record(tmp_path).visits == {1: Visit(minutes={"business": 45})}
    held = Conversation(["m", "8", "1", "1", "2", "1", "0", "481", "b"], tmp_path / "firm.toml")
    assert sum("1から480までの数でどうぞ。" in line for line in held.said) == 2
    assert record(tmp_path).visits == {1: Visit(minutes={"business": 45})}
    Conversation(["m", "8", "1", "1", "2", "2"], tmp_path / "firm.toml")
    assert record(tmp_path).visits == {}


def test_requests_are_settled_and_opened(tmp_path: Path) -> None:
    held = new_file(tmp_path, "訪問", "1", "2", "2", "1", "2")
    assert record(tmp_path).visits == {1: Visit(asked=("members",))}
    assert any(line.endswith("出ていただく、済み") for line in held.turns[-2])


TEXT = "棚に鍵\n責任者は部長"


@pytest.mark.parametrize(("number", "visit"), [("3", Visit(agreed=TEXT)), ("4", Visit(note=TEXT))])
def test_texts_are_written_in_lines(tmp_path: Path, number: str, visit: Visit) -> None:
    new_file(tmp_path, "訪問", "1", number, "棚に鍵", "責任者は部長", ".")
    assert record(tmp_path).visits == {1: visit}
    new_lines = ["m", "8", "1", number, "1", "三行目", "。", "u"]
    held = Conversation(new_lines, tmp_path / "firm.toml")
    assert record(tmp_path).visits == {1: visit}
    assert any("元に戻しました：第1回の" in line for line in held.said)


def test_homework_is_written_with_person_and_day(tmp_path: Path) -> None:
    new_file(tmp_path, "訪問", "1", "5", "2", "契約書を探す", "佐藤", "12/4")
    assert record(tmp_path).homework == (replace(CONTRACT, due=date(2026, 12, 4)),)
    lines = ["m", "8", "1", "5", "1", "1", "", "田中", ".", "1", "2"]
    held = Conversation(lines, tmp_path / "firm.toml")
    (homework,) = record(tmp_path).homework
    assert homework == replace(CONTRACT, person="田中", due=date(2026, 12, 4), done=TODAY)
    assert "1. 契約書を探す、田中、11月20日（金）に終えました" in held.turns[-2]
    Conversation(["m", "8", "1", "5", "1", "3"], tmp_path / "firm.toml")
    assert record(tmp_path).homework == ()


def test_usual_homework_is_taken_by_its_number(tmp_path: Path) -> None:
    new_file(tmp_path, "訪問", "1", "5", "1", "", "")
    assert record(tmp_path).homework == (Homework("H001", 1, "追加でお願いした情報を送る"),)


@pytest.mark.parametrize("line", ["", "b", "."])
def test_no_homework_comes_of_no_text(tmp_path: Path, line: str) -> None:
    new_file(tmp_path, "訪問", "1", "5", "2", line)
    assert record(tmp_path).homework == ()


def test_days_and_closing(tmp_path: Path) -> None:
    held = new_file(tmp_path, "訪問", "1", "6", "11/19", "7", "12月4日", "8", "2", "8", "1")
    assert "次の訪問は、ふつう12月3日（木）から12月10日（木）ごろです。" in held.said
    now = record(tmp_path)
    assert now.visits == {1: Visit(date(2026, 11, 19)), 2: Visit(date(2026, 12, 4))}
    assert now.baselines[1].date == TODAY
    assert now.baselines[1].record == state_of(now)
    assert held.said.count("第1回を締めました。お疲れさまでした。") == 1


def test_a_question_is_rated(tmp_path: Path) -> None:
    held = new_file(tmp_path, "優先度", "3", "2", "1", "確かめていない", "社長のPC")
    assert record(tmp_path).priorities == {
        Place("self_check", "1"): Priority(3, 2, 1, "確かめていない", "社長のPC")
    }
    assert "更新を見届ける担当者は誰ですか？" in held.said
    held = Conversation(["f5", "優先度", "?"], tmp_path / "firm.toml")
    assert "1 急がない、2 今年のうちに、3 すぐに" in held.turns[-2]


def test_threats_are_not_rated(tmp_path: Path) -> None:
    held = new_file(tmp_path, "f7", "優先度")
    assert "優先度は、自社診断の質問と対策に付けられます。" in held.said
