"""The visits on the screen: agenda, requests, agreements, homework, closing, and the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.place import Place
from data.record import Homework, Visit
from data.visit_edits import state_of
from screens.homework import HomeworkDialog
from screens.visit_day import VisitDay
from screens.visits import VisitsScreen
from tests.screens.runs import (
    NARROW,
    TODAY,
    app_of,
    click_target,
    interview,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    status,
)
from tests.screens.visited import CONTRACT, ROSTER, between_visits, rows, to_row
from tui.widgets.dialog import Choice


async def test_the_screen_opens_at_the_visit_that_comes_next(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "ｈ")
        assert screen_of(pilot, VisitsScreen).visit == 2
        assert "テーマ：情報資産の洗い出しとリスク分析" in screen_text(pilot)
        head = shown(pilot, "#visit-head")
        assert "第1回 11月6日 済" in head
        assert "第2回 未定" in head
        lines = "\n".join(rows(pilot))
        for text in (
            "・自社診断 9 ",
            "田中さん　11月18日（2日過ぎています）",
            "・宿題 社外サーバーの契約",
            "・自社診断 3問",
            "・自社診断 3 パスワード管理",
            "・情報資産 A0002 書類2",
            "・対策 12 ",
        ):
            assert text in lines, text
        await press(pilot, "escape")
        assert place_of(pilot).step == "measures"


@pytest.mark.parametrize("keys", [("１",), ("left",), ("1",)])
async def test_the_visits_are_turned_by_digit_and_arrow(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h", *keys)
        assert screen_of(pilot, VisitsScreen).visit == 1
        assert "訪問日 11月6日（金）" in rows(pilot)[1]
        await press(pilot, "left", "right", "tab", "tab")
        assert screen_of(pilot, VisitsScreen).visit == 3


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ("unanswered", Place("self_check", "23")),
        ("unknown", Place("self_check", "3")),
        ("marked", Place("assets", "A0002")),
        ("overdue", Place("self_check", "9")),
        ("changed", Place("measures", "12")),
    ],
)
async def test_enter_on_what_is_open_goes_there(tmp_path: Path, item: str, place: Place) -> None:
    async with interview(between_visits(), tmp_path, "results") as pilot:
        await press(pilot, "h")
        await to_row(pilot, "agenda", item)
        await press(pilot, "enter")
        assert place_of(pilot) == place
        await press(pilot, "backspace")
        assert place_of(pilot).step == "results"


async def test_enter_on_overdue_homework_goes_to_it(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "results") as pilot:
        await press(pilot, "h")
        screen = screen_of(pilot, VisitsScreen)
        await to_row(pilot, "point", "overdue")
        await press(pilot, "enter")
        assert (screen.visit, screen.row.kind, screen.row.key) == (1, "homework", "H001")


async def test_minutes_are_longer_and_shorter_by_one_key(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        assert "全部で180分" in rows(pilot)[3]
        await to_row(pilot, "agenda", "business")
        await press(pilot, "plus", "＋", "equals_sign", "minus")
        assert on_disk(pilot).visits == {1: Visit(minutes={"business": 70})}
        assert "全部で190分" in rows(pilot)[3]
        assert any("標準 60分   70分" in each for each in rows(pilot))
        await press(pilot, "－", "ー")
        assert record_of(pilot).visits == {}
        await press(pilot, "plus", "０")
        assert record_of(pilot).visits == {}


async def test_times_stand_there_when_wanted(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "s", *"13:30", "enter")
        lines = "\n".join(rows(pilot))
        assert "13:30 から 16:30 まで" in lines
        assert "14:50 自社診断の結果の確認" in lines
        await press(pilot, "s", *"昼", "enter")
        assert "13:30 のように" in shown(pilot, "#visit-hint")
        await press(pilot, "s", "enter")
        assert "14:50" not in "\n".join(rows(pilot))
        assert record_of(pilot) == new_record()


@pytest.mark.parametrize("key", ["space", "ideographic_space", "enter"])
async def test_a_request_is_settled_and_opened_again(tmp_path: Path, key: str) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        await to_row(pilot, "request", "room")
        await press(pilot, key)
        assert on_disk(pilot).visits == {1: Visit(asked=("room",))}
        assert any(line.startswith("済 会議室") for line in rows(pilot))
        await press(pilot, key)
        assert on_disk(pilot).visits == {}


async def test_what_was_agreed_is_written_and_undone_in_one_go(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        await to_row(pilot, "agreed")
        await press(pilot, "enter", *"棚に鍵", "enter", *"hq1 ", "escape")
        screen_of(pilot, VisitsScreen)
        assert on_disk(pilot).visits == {1: Visit(agreed="棚に鍵\nhq1 ")}
        assert "棚に鍵" in [line.rstrip() for line in rows(pilot)]
        await press(pilot, "ctrl+z")
        assert record_of(pilot).visits == {}
        assert "元に戻しました：第1回の決めたこと" in shown(pilot, "#visit-hint")


async def test_leaving_keeps_what_is_being_written(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        session = app_of(pilot).session
        await press(pilot, "h")
        await to_row(pilot, "note")
        await press(pilot, "enter", *"名刺を忘れた", "ctrl+q")
        assert session.record.visits == {1: Visit(note="名刺を忘れた")}


async def test_homework_is_given_with_person_and_day(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "ａ")
        screen_of(pilot, HomeworkDialog)
        await press(
            pilot, *"演習の日を決める", "enter", "総", "right", "enter", *"12月4日", "enter"
        )
        given = Homework("H003", 2, "演習の日を決める", "総務の佐藤さん", date(2026, 12, 4))
        assert on_disk(pilot).homework == (CONTRACT, ROSTER, given)
        screen = screen_of(pilot, VisitsScreen)
        assert (screen.row.kind, screen.row.key) == ("homework", "H003")
        assert any("12月4日（あと14日）" in line for line in rows(pilot))
        await press(pilot, "ctrl+z")
        assert on_disk(pilot).homework == (CONTRACT, ROSTER)
        await press(pilot, "ctrl+z")
        assert "ここで戻せる操作はありません" in shown(pilot, "#visit-hint")


async def test_homework_that_says_nothing_is_none(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "a", "escape")
        assert record_of(pilot) == new_record()
        await press(pilot, "a", "down", *"佐藤", "escape")
        assert on_disk(pilot).homework == (Homework("H001", 1, "", "佐藤"),)


async def test_usual_homework_is_taken_with_enter(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        await to_row(pilot, "suggestion")
        await press(pilot, "enter", "escape")
        (given,) = on_disk(pilot).homework
        assert given == Homework("H001", 1, "追加でお願いした情報を送る")
        assert not any(line.startswith("＋ 追加で") for line in rows(pilot))


async def test_homework_is_changed_reported_and_deleted(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "1")
        await to_row(pilot, "homework", "H001")
        await press(pilot, "enter", "down", "ctrl+u", *"田中", "escape")
        assert on_disk(pilot).homework[0] == replace(CONTRACT, person="田中")
        await press(pilot, "ｘ")
        assert on_disk(pilot).homework[0].done == TODAY
        assert any("11月20日（金）に終えました" in line for line in rows(pilot))
        await press(pilot, "x")
        assert on_disk(pilot).homework[0].done is None
        await press(pilot, "d")
        assert on_disk(pilot).homework == (ROSTER,)
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert record_of(pilot) == between_visits()
        assert "ここで戻せる操作はありません" in shown(pilot, "#visit-hint")


async def test_without_a_theme_it_says_where_one_is_chosen(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        assert "未定（i の画面で選べます）" in screen_text(pilot)


async def test_the_days_of_this_and_the_next_visit(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "enter")
        screen_of(pilot, VisitDay)
        await press(pilot, *"11/19", "enter")
        await to_row(pilot, "next")
        assert "12月3日（木）から12月10日（木）" in shown(pilot, "#visit-hint")
        await press(pilot, "enter", *"12月4日", "escape")
        assert on_disk(pilot).visits == {
            1: Visit(date(2026, 11, 19)),
            2: Visit(date(2026, 12, 4)),
        }
        await press(pilot, "3", "end")
        assert screen_of(pilot, VisitsScreen).row.kind == "close"


async def test_a_visit_is_closed_after_a_question(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "end", "enter")
        screen_of(pilot, Choice)
        await press(pilot, "2")
        assert [*record_of(pilot).baselines] == [1]
        await press(pilot, "enter", "1")
        frozen = on_disk(pilot).baselines[2]
        assert frozen.date == TODAY
        assert frozen.record == state_of(between_visits())
        assert "第2回 未定 済" in shown(pilot, "#visit-head")
        await press(pilot, "ctrl+z")
        assert [*record_of(pilot).baselines] == [1]


async def test_undo_from_a_step_says_what_it_undid(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h", "a", *"電話", "escape", "escape", "ctrl+z")
        assert record_of(pilot) == between_visits()
        assert place_of(pilot).step == "results"
        assert "宿題の追加" in status(pilot)


async def test_the_results_tell_of_visits_and_homework(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "results") as pilot:
        page = shown(pilot, "#page")
        assert "第1回　11月6日（金）　済" in page
        assert "・責任者は総務部長" in page
        assert "・宿題 社外サーバーの契約書を探す" in page.replace("　", " ")
        assert "名簿の保存先" not in page


async def test_rows_and_visits_answer_to_clicks(tmp_path: Path) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        await press(pilot, "h")
        await click_target(pilot, "#visit-head", lambda target: target == ("visit", 1))
        assert screen_of(pilot, VisitsScreen).visit == 1
        await click_target(pilot, "#visit", lambda target: target == ("row", 3))
        assert screen_of(pilot, VisitsScreen).cursor == 3


REFUSED = {
    "date": ("enter", "a"),
    "agenda": ("plus", "minus", "0"),
    "request": ("space", "enter"),
    "agreed": ("enter",),
    "note": ("enter",),
    "homework": ("enter", "x", "d"),
    "suggestion": ("enter",),
    "next": ("enter",),
    "close": ("enter",),
}


async def test_nothing_is_even_begun_while_somebody_else_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with interview(between_visits(), tmp_path, "measures") as pilot:
        session = app_of(pilot).session
        monkeypatch.setattr(type(session), "may_write", property(lambda _: False))
        await press(pilot, "h", "1")
        for kind, keys in REFUSED.items():
            await to_row(pilot, kind)
            for key in keys:
                await press(pilot, key)
                assert screen_of(pilot, Choice).dialog_title == "閲覧のみ", (kind, key)
                await press(pilot, "escape")
        assert record_of(pilot) == between_visits()
