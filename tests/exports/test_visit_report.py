"""Visits and priorities in the reports, and how things stood as a visit ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.place import Place
from data.record import Baseline, Engagement, FollowUp, Homework, Visit
from data.result import compute_result
from data.then_and_now import comparison_payload, since_visit
from data.visits import agenda, requests, total_minutes
from exports.report.html_page import html_page
from exports.report.word_file import word_file
from exports.reports import ReportKind, reports_of, visits_to_report
from tests.exports.records import TODAY
from tests.exports.report_files import ReadReport, read_page, read_word
from tests.exports.stories import FIRST, SECOND, before_visits, story
from tests.exports.test_plan_report import check_changes


def page_of(record: Engagement, visit: int | None = None, today: date = TODAY) -> ReadReport:
    return read_page(html_page(ReportKind(visit).document(record, today))).report


def said(report: ReadReport, kind: str = "p") -> list[str]:
    return [text for each, text in report.lines if each == kind]


def test_priorities_in_their_order_with_why() -> None:
    rows = page_of(story()).table("優先度")[1:]
    assert [row[1:] for row in rows] == [
        ["3 すぐに", "2 ふつう", "", "退職者が出る"],
        ["2 今年のうちに", "3 大きい", "1 すぐできる", "誰でも開ける\n例外：社長のPC"],
    ]
    assert rows[0][0].startswith("自社診断 4 ")


# --- Visits ----------------------------------------------------------------------


def test_the_report_tells_what_was_agreed_and_the_homework() -> None:
    report = page_of(story())
    told = said(report)
    assert told.index("名簿は鍵のかかる棚へ\n責任者は総務部長") < told.index("控えの練習を月1回")
    assert "第1回（2026年10月6日）" in said(report, "h3")
    assert [[row[0], *row[2:]] for row in report.table("宿題")[1:]] == [
        ["契約書を探す", "総務課 例田", "2026年10月20日", "済み（2026年11月10日）"],
        ["入館の決まりを書く", "未定", "2026年11月16日", "期限を過ぎています"],
        ["控えから1件戻してみる", "設計課 仮野", "2026年12月1日", "これから"],
    ]


def test_the_note_on_a_visit_is_not_for_the_firm() -> None:
    for visit in (None, 1, 2, 3):
        assert "専務は反対" not in page_of(story(), visit).text


def test_the_report_of_a_visit() -> None:
    record = story()
    report = page_of(record, 2)
    assert "第2回 訪問報告書" in said(report, "h1")
    assert "控えの練習を月1回" in said(report)
    assert "責任者は総務部長" not in report.text
    assert [row[0] for row in report.table("この回の宿題")[1:]] == [
        "入館の決まりを書く",
        "控えから1件戻してみる",
    ]
    assert [row[0] for row in report.table("前の回までの宿題")[1:]] == ["契約書を探す"]
    assert "第3回：2026年12月15日" in said(report)
    asked = [each.text for each in requests(record, 3)]
    assert asked
    assert set(asked) <= set(said(report, "li"))


def test_the_agenda_has_its_minutes_and_what_the_visit_found_open() -> None:
    record = replace(story(), visits={**story().visits, 1: Visit(FIRST, minutes={"break": 25})})
    first = record.baselines[1].record
    found = replace(
        record,
        self_check=first.self_check,
        assets=first.assets,
        measures=first.measures,
        cloud_services=first.cloud_services,
        baselines={1: record.baselines[1]},
    )
    states = ((1, record, FIRST), (2, found, SECOND), (3, record, TODAY))
    for visit, state, day in states:
        entries = agenda(state, visit, day)
        *rows, total = page_of(record, visit).table("進め方")[1:]
        assert rows == [[entry.title, f"{entry.minutes}分"] for entry in entries]
        assert total == ["合計", f"{total_minutes(entries)}分"]


def test_the_report_of_a_visit_stands_as_that_visit_ended() -> None:
    record = story()
    shown = {visit: page_of(record, visit) for visit in (1, 2)}
    for visit, report in shown.items():
        tiles = said(report, "div")
        then = compute_result(record.baselines[visit].record)
        assert tiles[tiles.index("自社診断") + 1] == f"{then.self_check.score}点"
        assert tiles[tiles.index("リスク大") + 1] == f"{then.board.level_counts()['high']}件"
    assert said(shown[1], "div") != said(shown[2], "div")


@pytest.mark.parametrize("visit", [1, 2, 3])
def test_both_files_of_a_visit_say_the_same(visit: int) -> None:
    document = ReportKind(visit).document(story(), TODAY)
    page = read_page(html_page(document)).report
    word = read_word(word_file(document, TODAY))
    assert [each for each in word.tables if each in page.tables] == page.tables


def test_visits_of_which_nothing_is_known_have_no_report() -> None:
    assert visits_to_report(before_visits()) == ()
    assert visits_to_report(story()) == (1, 2, 3)
    assert visits_to_report(Engagement(homework=(Homework("H001", 2),))) == (2,)
    assert visits_to_report(Engagement(baselines={3: Baseline(None, Engagement())})) == (3,)
    assert [kind.title for kind in reports_of(story())] == [
        "報告書",
        "訪問報告書 第1回",
        "訪問報告書 第2回",
        "訪問報告書 第3回",
    ]


# --- What has changed ------------------------------------------------------------


def test_the_report_of_a_visit_tells_what_changed_since_the_one_before() -> None:
    record = story()
    report = page_of(record, 2)
    between = replace(record.baselines[2].record, baselines={1: record.baselines[1]})
    payload = comparison_payload(since_visit(between, 1))
    check_changes(report, payload, "第1回から変わったこと")
    gone = report.table("なくなった情報資産")[1:]
    assert [row[0].split(" ")[0] for row in gone] == ["A001"]
    changed = report.table("変わったところ：自社診断")[1:]
    assert ["4 機器の設定", "実施していない", "実施している", ""] in changed
    assert not [title for title in said(page_of(record, 1), "h2") if "変わったこと" in title]


def test_answers_given_for_the_first_time_are_counted_and_not_listed() -> None:
    record = story()
    kept = record.baselines[1].record
    items = {no: item for no, item in kept.self_check.items.items() if no != 5}
    older = replace(kept, self_check=replace(kept.self_check, items=items))
    baselines = {**record.baselines, 1: Baseline(FIRST, older)}
    report = page_of(replace(record, baselines=baselines), 2)
    first = 2 if record.self_check.items[5].note else 1
    told = f"はじめて答えたり書いたりした{first}か所は、ここには並べません。"
    assert told in said(report)
    assert [row[0] for row in report.table("変わったところ：自社診断")[1:]] == [
        "4 機器の設定",
        "4 機器の設定（メモ）",
    ]


def test_what_is_to_be_found_out_stands_as_the_visit_ended() -> None:
    record = story()
    gone = record.assets[-1].id
    marked = {Place("assets", gone): FollowUp(marked=True)}
    kept = record.baselines[2].record
    then = replace(kept, assets=kept.assets[:-1])
    baselines = {**record.baselines, 2: Baseline(SECOND, then)}
    record = replace(record, follow_ups=marked, baselines=baselines)
    for visit, is_told in ((2, False), (3, True)):
        assert (
            f"情報資産 {gone} {record.assets[-1].name}" in page_of(record, visit).text
        ) is is_told


def test_then_and_now_share_one_radar() -> None:
    (section,) = (
        each for each in ReportKind(2).document(story(), TODAY).sections if "変わった" in each.title
    )
    (chart,) = (c for block in section.blocks for c in getattr(block, "charts", ()))
    now, then = chart.series
    assert (now.name, now.values[3], then.name, then.values[3]) == ("今", 4, "前", 0)
