"""The plan and what has changed, in the report, against the record and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from data.record import Engagement, Treatment
from data.result import compute_result
from data.risk import RiskLevel
from data.then_and_now import comparison_payload, since_visit
from exports.report.html_page import html_page
from exports.reports import ReportKind
from tests.exports.records import TODAY
from tests.exports.report_files import ReadReport, read_page
from tests.exports.stories import FIRST, SECOND, before_visits, story

LEVELS: dict[RiskLevel, str] = {"high": "大", "medium": "中", "low": "小"}


def page_of(record: Engagement) -> ReadReport:
    return read_page(html_page(ReportKind().document(record, TODAY))).report


def said(report: ReadReport, kind: str = "p") -> list[str]:
    return [text for each, text in report.lines if each == kind]


# --- The plan --------------------------------------------------------------------


def counts(record: Engagement) -> list[str]:
    board = compute_result(record).board
    known = board.level_counts()
    return [f"{known[level]}件" for level in LEVELS] + [f"{board.unknown_count()}件"]


def test_the_plan_counts_risks_now_and_when_it_is_carried_out() -> None:
    record = story()
    rows = page_of(record).table("計画どおりに進んだときのリスク")
    measures = {
        **record.measures,
        15: replace(record.measures[15], status=1),
        39: replace(record.measures[39], status=2),
    }
    staying = [a for a in record.assets if a.id != avoided(record)]
    later = replace(record, measures=measures, assets=tuple(staying))
    assert rows[0] == ["", "大", "中", "小", "未確定"]
    assert rows[1] == ["今", *counts(record)]
    assert rows[2] == ["計画どおりなら", *counts(later)]


def avoided(record: Engagement) -> str:
    return next(key for key, each in record.treatments.items() if each.option == "avoid")


def test_treatments_with_what_remains() -> None:
    record = story()
    rows = page_of(record).table("リスク対応")[1:]
    assert [row[2] for row in rows] == ["低減", "保有", "回避", "未定"]
    assert rows[0][3].startswith("13 バックアップ、15 ")
    assert rows[1][3] == "代わりがない\n承認：社長"
    assert [row[4] for row in rows] == ["総務課 例田", "未定", "営業課 試山", "未定"]
    assert rows[0][5] == "2026年12月18日"
    assert rows[2][6] == "なし"
    payload = {row.asset.id: row for row in compute_result(record).board.rows()}
    for row, key in zip(rows, record.treatments, strict=True):
        now = payload[key]
        assert now.level
        assert row[1] == f"{now.risk} {LEVELS[now.level]}"


def test_high_risks_about_which_nothing_is_decided_are_counted() -> None:
    record = story()
    high = {row.asset.id for row in compute_result(record).board.rows() if row.level == "high"}
    decided = {key for key, each in record.treatments.items() if each.option}
    told = f"リスク大で、対応がまだ決まっていない情報資産：{len(high - decided)}件"
    assert told in said(page_of(record))
    every = {asset.id: Treatment("transfer") for asset in record.assets}
    assert not [
        text
        for text in said(page_of(replace(record, treatments=every)))
        if "決まっていない" in text
    ]


def test_planned_measures_in_the_order_of_their_days() -> None:
    rows = page_of(story()).table("対策の予定")[1:]
    assert [row[0].split(" ")[0] for row in rows] == ["15", "39", "47", "13"]
    assert rows[0][2:] == [
        *("実施している", "未定", "2026年11月13日（過ぎています）", "中", "まず総務と品質から"),
    ]
    assert rows[1][2:5] == ["一部実施している", "専務", "2027年1月29日"]
    assert rows[3][2:5] == ["2026年11月10日に実施", "総務課 例田", "2026年11月10日"]


def test_without_a_plan_there_is_no_such_section() -> None:
    titles = said(page_of(before_visits()), "h2")
    assert not {"計画", "優先度", "決めたこと", "宿題"} & {
        title.partition("（")[0] for title in titles
    }


# --- What has changed ------------------------------------------------------------


def check_changes(report: ReadReport, payload: dict[str, object], section: str) -> None:
    """Every figure of the section is one of `kikitori compare --json`."""
    check = payload["self_check"]
    assert isinstance(check, dict)
    rows = {row[0]: row[1:3] for row in report.table("自社診断", section)}
    assert rows["得点"] == [f"{score}/100点" for score in check["score"]]
    levels = payload["level_counts"]
    assert isinstance(levels, list)
    rows = {row[0]: row[1:3] for row in report.table("リスクの件数", section)}
    for level, label in LEVELS.items():
        assert rows[label] == [f"{each[level]}件" for each in levels]


def test_the_report_compares_with_the_last_state_that_was_another() -> None:
    record = story()
    report = page_of(record)
    assert "前回との比較（第2回訪問（2026-11-10）から）" in said(report, "h2")
    check_changes(report, comparison_payload(since_visit(record, 2)), "前回との比較")
    unchanged = replace(record, cloud_services=record.baselines[2].record.cloud_services)
    report = page_of(unchanged)
    assert "前回との比較（第1回訪問（2026-10-06）から）" in said(report, "h2")
    check_changes(report, comparison_payload(since_visit(unchanged, 1)), "前回との比較")


def test_a_long_list_of_changes_says_how_many_more_there_are() -> None:
    record = story()
    assets = tuple(replace(record.assets[0], id=f"B{no:03}", name=f"図面{no}") for no in range(70))
    report = page_of(replace(record, assets=(*record.assets, *assets)))
    assert len(report.table("新しい情報資産")) == 61
    assert "ほか10件。" in said(report)


def test_the_story_is_what_the_tests_take_it_for() -> None:
    record = story()
    assert record.baselines[1].date == FIRST
    assert record.baselines[2].date == SECOND
    assert record.assets[0].id != record.baselines[1].record.assets[0].id
