"""What the reports say: every figure is one of `kikitori result --json`, the same in both files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings

from data.catalogue import load_catalogue
from data.engagement_file import load_engagement
from data.record import Engagement
from data.result import compute_result, result_payload
from exports.report.html_page import html_page
from exports.report.word_file import word_file
from exports.reports import ReportKind
from tests.exports.records import EXAMPLES, TODAY, sample
from tests.exports.report_files import ReadReport, Rows, read_page, read_word
from tests.exports.stories import before_visits, story
from tests.strategies import answer_records

LEVELS = {"high": "大", "medium": "中", "low": "小", None: ""}
RECORDS: dict[str, Callable[[], Engagement]] = {"story": story, "nothing": Engagement} | {
    path.stem: partial(load_engagement, path) for path in EXAMPLES
}


def both(record: Engagement) -> tuple[ReadReport, ReadReport]:
    """As read from the page and from the Word file."""
    document = ReportKind().document(record, TODAY)
    return read_page(html_page(document)).report, read_word(word_file(document, TODAY))


def page_of(record: Engagement) -> ReadReport:
    return read_page(html_page(ReportKind().document(record, TODAY))).report


def percent(rate: float) -> str:
    """Whole percent, all and nothing only when exact."""
    return f"{100 if rate == 1 else 0 if rate == 0 else min(max(int(100 * rate + 0.5), 1), 99)}%"


@pytest.mark.parametrize("name", RECORDS)
def test_both_files_say_the_same(name: str) -> None:
    page, word = both(RECORDS[name]())
    drawn = [each for each in word.tables if each in page.tables]
    assert drawn == page.tables
    for kind in ("h1", "h2", "h3"):
        told = [text for each, text in word.lines if each == kind]
        assert told == [text for each, text in page.lines if each == kind]
    in_tables = [cell for *_, rows in word.tables for row in rows for cell in row]
    said = "\n".join([*(text for _, text in word.lines), *in_tables])
    for _, text in page.lines:
        assert text in said


@pytest.mark.parametrize("name", RECORDS)
def test_every_figure_is_one_of_the_result(name: str) -> None:
    record = RECORDS[name]()
    check_figures(page_of(record), record)


@settings(max_examples=20)
@given(answer_records())
def test_every_figure_of_any_record_is_one_of_the_result(record: Engagement) -> None:
    check_figures(page_of(record), record)


def check_figures(report: ReadReport, record: Engagement) -> None:
    payload = result_payload(compute_result(record))
    check_summary(report, payload)
    check_self_check(report, payload["self_check"])
    check_risks(report, payload)
    check_diagnosis(report, payload)
    check_cloud(report, payload)
    points = payload["follow_ups"]
    rows = [row for each in report.under("確かめること") for row in each[1:]]
    assert [row[0].split(" ", 1)[1] for row in rows] == [point["name"] for point in points]


def check_summary(report: ReadReport, payload: Mapping[str, Any]) -> None:
    tiles = [text for kind, text in report.lines if kind == "div"]
    check, counts = payload["self_check"], payload["counts"]["level"]
    score = "未回答" if check["score"] is None else f"{check['score']}点"
    assert tiles[tiles.index("自社診断") + 1] == score
    assert f"{check['total']}問中{check['answered']}問" in tiles[tiles.index("自社診断") + 2]
    for level in ("high", "medium", "low"):
        assert tiles[tiles.index(f"リスク{LEVELS[level]}") + 1] == f"{counts[level]}件"
    asked = f"{len(payload['follow_ups'])}件"
    assert tiles[tiles.index("確かめること") + 1] == asked


def check_self_check(report: ReadReport, check: Mapping[str, Any]) -> None:
    if check["score"] is None:
        assert report.under("自社診断", "自社診断") == []
        return
    rows = report.table("自社診断", "自社診断")[1:]
    assert [row[1] for row in rows] == [
        f"{part['score']}/{part['max']}点" if part["answered"] else "未回答"
        for part in check["parts"]
    ]
    assert [row[3] for row in rows] == [f"{p['answered']}/{p['total']}問" for p in check["parts"]]
    answered = f"{check['total']}問中{check['answered']}問に回答"
    assert ("p", f"{check['max']}点満点で{check['score']}点（{answered}）") in report.lines
    assert bool(check["band"]) == any(
        kind == "p" and text.startswith(f"{check['band']}点：") for kind, text in report.lines
    )


def check_risks(report: ReadReport, payload: Mapping[str, Any]) -> None:
    assets = payload["assets"]
    if not assets:
        return
    heat = report.table("重要度 × 可能性")
    for row, importance in zip(heat[1:], (3, 2, 1), strict=True):
        for cell, likelihood in zip(row[1:], (1, 2, 3), strict=True):
            pairs = [(a["importance"], a["likelihood"]) for a in assets]
            there = pairs.count((importance, likelihood))
            value = importance * likelihood
            level = "大" if value >= 6 else "中" if value >= 4 else "小"
            assert cell == f"{level}{value}　{there}件"
    known = sorted((a for a in assets if a["risk"]), key=lambda a: -a["risk"])
    rows = [row for each in report.under("大きいリスクから") for row in each[1:]]
    assert [row[0] for row in rows] == [f"{a['risk']} {LEVELS[a['level']]}" for a in known][:20]
    for row, asset in zip(rows, known, strict=False):
        assert row[2] == f"{asset['importance']} × {asset['likelihood']}"
        assert row[3].startswith(f"{asset['deciding_threat']} ")
        state = next(t for t in payload["threats"] if t["id"] == asset["deciding_threat"])
        assert f"（頻度{state['frequency']}・対策状況{state['status']}）" in row[3]
    check_deciding(report, payload)


def check_deciding(report: ReadReport, payload: Mapping[str, Any]) -> None:
    for rows in report.under("リスクを決めている脅威"):
        for row in rows[1:]:
            threat = row[0].split(" ")[0]
            decided = [a["level"] for a in payload["assets"] if a["deciding_threat"] == threat]
            found = [f"{decided.count(level)}件" for level in ("high", "medium", "low")]
            assert row[3:] == found
            state = next(t for t in payload["threats"] if t["id"] == threat)
            assert row[1:3] == [str(state["frequency"]), str(state["status"])]


def check_diagnosis(report: ReadReport, payload: Mapping[str, Any]) -> None:
    *rows, telework = report.table("対策の診断")[1:]
    assert telework[:2] == ["テレワークにおける対策", "◎"]
    actions = {"maintain": "維持", "improve": "改善", "none": "該当なし", None: "未回答"}
    for row, each in zip(rows, payload["diagnosis"], strict=True):
        unknown = "－" if each["answered"] else "未回答"
        rate = unknown if each["rate"] is None else percent(each["rate"])
        answered = f"{each['answered']}/{each['total']}問"
        assert row[1:] == [each["need"], rate, "", answered, actions[each["action"]]]


def check_cloud(report: ReadReport, payload: Mapping[str, Any]) -> None:
    rows: Rows = [
        row for each in report.under("クラウドサービス", "クラウドサービス") for row in each[1:]
    ]
    for row, service in zip(rows, payload["cloud"], strict=True):
        assert row[0] == service["id"]
        assert row[3] == f"{service['answered']}/{service['total']}問"
        if service["answered"]:
            assert row[2] == f"{service['score']}/{service['max']}点"
            given = [int(cell.split("/")[0]) for cell in row[4:]]
            assert given == list(service["groups"].values())


def test_the_radars_hold_the_answers() -> None:
    record = before_visits()
    points = {"done": 4, "partly": 2, "not_done": 0, "unknown": -1}
    charts = [
        chart
        for section in ReportKind().document(record, TODAY).sections
        for block in section.blocks
        for chart in getattr(block, "charts", ())
    ]
    given = tuple(points[record.self_check.items[no].answer or ""] for no in range(1, 26))
    assert charts[0].series[0].values == given
    keys = [item.key for item in load_catalogue().cloud_items]
    for chart, service in zip(charts[1:], record.cloud_services, strict=True):
        assert chart.series[0].values == tuple(service.checks.get(key) for key in keys)


def test_findings_are_what_is_left_to_do_with_its_notes() -> None:
    record = before_visits()
    report = page_of(record)
    rows = report.table("自社診断から")[1:]
    items = record.self_check.items.items()
    open_items = {no: item for no, item in items if item.answer in ("partly", "not_done")}
    assert {int(row[0].split(" ")[0]) for row in rows} == set(open_items)
    for row in rows:
        assert row[2] == open_items[int(row[0].split(" ")[0])].note.strip()
    statuses = {no: m.status for no, m in record.measures.items() if m.status in (2, 3)}
    rows = report.table("対策から")[1:]
    assert {int(row[0].split(" ")[0]) for row in rows} == set(statuses)


def test_the_owner_s_page_begins_the_list_of_what_is_to_be_done() -> None:
    """The six days that come first, passed ones too, and how many more there are."""
    record = sample()
    days = sorted(
        day
        for day in (
            *(each.due for each in record.homework if not each.done),
            *(each.due for each in record.plan.values() if not each.done),
            *(each.due for each in record.treatments.values()),
            *(each.due for each in record.follow_ups.values()),
        )
        if day
    )
    for report in both(record):
        lines = [text for _, text in report.lines]
        first = lines.index("期限の近いこと") + 1
        shown = [text.split("（")[0].split("　")[0] for text in lines[first : first + 6]]
        assert shown == [f"{day.month}月{day.day}日" for day in days[:6]]
        assert lines[first + 6] == f"ほか{len(days) - 6}件"


def test_only_who_writes_a_report_pays_for_it() -> None:
    code = "import sys, exports.reports; print('docx' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"False"]


def test_workbooks_are_still_read_by_python_s_own_xml() -> None:
    """Python-docx brings lxml, whose elements openpyxl would use."""
    code = "import exports.workbook_reader, openpyxl.xml as x; print(x.LXML)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PATH": "", "SYSTEMROOT": "C:\\Windows"},
    )
    assert done.stdout.split() == [b"False"]
