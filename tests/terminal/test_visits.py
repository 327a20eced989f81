"""A visit as a person leads it: what is open, minutes, requests, agreements, homework, the end."""

from __future__ import annotations

from datetime import date

from data.engagement_file import load_engagement
from data.record import Engagement
from tests.terminal.conftest import Starter
from tests.terminal.harness import Terminal
from tests.terminal.interview import create, heading, self_check_headings

NAME = "聞き取り 1.toml"


def on_disk(start: Starter) -> Engagement:
    return load_engagement(start.folder / NAME)


def begin(start: Starter) -> Terminal:
    """A new engagement of the theme 規程, with the first three answers given."""
    questions = self_check_headings()
    terminal = start(NAME)
    create(terminal)
    terminal.press("f5")
    for no, key in enumerate("143"):
        terminal.until(heading(questions[no]))
        terminal.press(key)
    terminal.until(heading(questions[3]))
    return terminal


def first_visit(terminal: Terminal) -> None:
    terminal.press("ｈ")
    terminal.until("全部で180分")
    terminal.press("enter")
    terminal.until("訪問日　第1回")
    terminal.type("2020年11月6日")
    terminal.press("enter")
    terminal.until("11月6日（金）")
    for _ in range(2):
        terminal.press("down")
    terminal.press("+")
    terminal.until("全部で185分")
    for _ in range(6):
        terminal.press("down")
    terminal.press("　")
    terminal.until("済 経営者のほか")
    for _ in range(5):
        terminal.press("down")
    terminal.press("enter")
    terminal.until("決めたこと　第1回")
    terminal.type("名簿は鍵のかかる棚へ h q 1")
    terminal.until("名簿は鍵のかかる棚へ h q 1")
    terminal.press("esc")
    terminal.until_gone("Esc 書き終える")


def give_homework(terminal: Terminal) -> None:
    terminal.press("ａ")
    terminal.until("宿題　第1回")
    terminal.type("契約書を探す")
    terminal.press("enter")
    terminal.until("する人の名前です")
    terminal.type("佐藤さん")
    terminal.press("enter")
    terminal.until("空欄＝未定")
    terminal.type("2020-11-07")
    terminal.press("enter")
    terminal.until("佐藤さん")


def close(terminal: Terminal) -> None:
    terminal.press("end")
    terminal.until("この回を締める")
    terminal.press("enter")
    terminal.until("まだ締めない")
    terminal.press("1")
    terminal.until("お疲れさまでした")
    terminal.press("esc")
    terminal.until_gone("おわりに")


def test_a_visit_and_the_agenda_of_the_next(start: Starter) -> None:
    terminal = begin(start)
    first_visit(terminal)
    give_homework(terminal)
    close(terminal)
    record = on_disk(start)
    visit, homework = record.visits[1], record.homework[0]
    assert (visit.date, visit.agreed) == (date(2020, 11, 6), "名簿は鍵のかかる棚へ h q 1")
    assert (visit.asked, visit.minutes) == (("members",), {"business": 65})
    assert (homework.text, homework.person, homework.due) == (
        "契約書を探す",
        "佐藤さん",
        date(2020, 11, 7),
    )
    assert record.baselines[1].record.self_check.items[2].answer == "unknown"

    # What is late and what nobody knew leads the next visit; Enter goes there.
    terminal.press("1")
    terminal.until("4/25")
    terminal.press("h")
    terminal.until("期限を過ぎたこと")
    terminal.until("宿題 契約書を探す")
    for _ in range(2):
        terminal.press("down")
    terminal.until("責めずに")
    for _ in range(5):
        terminal.press("down")
    terminal.until("どなたに聞けば")
    terminal.press("enter")
    terminal.until(heading(self_check_headings()[1]))
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0


def test_undo_takes_the_end_of_a_visit_back_after_a_power_cut(start: Starter) -> None:
    terminal = begin(start)
    terminal.press("h")
    terminal.until("全部で180分")
    close(terminal)
    assert [*on_disk(start).baselines] == [1]
    terminal.kill()

    terminal = start(NAME)
    terminal.until("診断3/25")
    terminal.press("ctrl+z")
    terminal.until("元に戻しました：第1回の記録")
    assert on_disk(start).baselines == {}
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0


def test_a_rating_and_the_clock(start: Starter) -> None:
    terminal = begin(start)
    terminal.press("z")
    terminal.until("緊急度")
    for key in "３２１":
        terminal.press(key)
        terminal.settle()
    terminal.type("未確認")
    terminal.press("esc")
    terminal.until_gone("難易度")
    (rating,) = on_disk(start).priorities.values()
    assert (rating.urgency, rating.importance, rating.difficulty, rating.reason) == (
        3,
        2,
        1,
        "未確認",
    )
    terminal.press("h")
    terminal.until("全部で180分")
    terminal.press("down")
    terminal.press("ｃ")
    terminal.until("時計 0/10分")
    terminal.press("esc")
    terminal.until("自己紹介と全体の説明 0/10分")
    terminal.press("n")
    terminal.until("メモ　4")
    terminal.type("にほんご")
    terminal.until("にほんご")
    terminal.until("0/10分")
    terminal.press("esc")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
