"""Two states side by side: nothing that changed is missed, no figure is made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given

from data.edits import (
    AnswerMeasure,
    AnswerSelfCheck,
    CheckCloudService,
    Edit,
    RateThreat,
    SetField,
    WriteNote,
)
from data.place import Place
from data.record import Asset, CloudService, Engagement, Firm
from data.result import compute_result, result_payload
from data.risk import AssetRisk
from data.row_edits import AddRow, DeleteRow, ReplaceRow
from data.then_and_now import (
    Pair,
    Rows,
    ThenAndNow,
    compare,
    comparison_payload,
    last_baseline,
)
from data.then_and_now_text import Line, comparison_text, headline, sections
from data.visit_edits import FreezeBaseline
from tests.data.test_comparison import any_records, flat, numbered_records
from tests.edit_strategies import edited_records
from tests.strategies import answer_records, whole_record

PAPER = Asset("A001", name="名簿", medium="paper", confidentiality=3)
DRAWING = Asset("A002", name="図面", medium="office_pc", confidentiality=2)
MAIL = CloudService("S0001", name="メール", checks={"purpose": 1})


def edited(record: Engagement, edits: Iterable[Edit]) -> Engagement:
    for edit in edits:
        record = edit.apply(record)
    return record


def _given(value: Any) -> Any:
    """None for every way of saying nothing; 0 points are an answer."""
    return value if value or type(value) is int else None


# --- Nothing is missed ------------------------------------------------------


@given(any_records | answer_records())
def test_a_record_beside_itself_is_unchanged(record: Engagement) -> None:
    compared = compare(record, record)
    assert compared.is_unchanged
    assert headline(compared) == ("変わったところはありません。",)
    assert [section.title for section in sections(compared) if "変わった" in section.title] == []
    assert all(not line.moved for section in sections(compared) for line in section.lines)
    assert len(compared.assets.kept) == len(record.assets)


@given(edited_records(most=8))
def test_what_edits_changed_is_the_difference_of_two_flat_tables(
    made: tuple[Engagement, list[Edit]],
) -> None:
    then, now = made[0], edited(*made)
    compared = compare(then, now, of_one_file=True)
    before, after = flat(then), flat(now)
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    kept = {row.id for row in then.assets} & {row.id for row in now.assets}
    served = {row.id for row in then.cloud_services} & {row.id for row in now.cloud_services}
    rows = {"asset": kept} | dict.fromkeys(("service", "check", "note"), served)
    expected = Counter(
        (before.get(path), after.get(path))
        for path in paths
        if path[0] not in rows or path[1] in rows[path[0]]
    )
    assert Counter(tuple(map(_given, each.values)) for each in compared.values) == expected
    assert {row.asset.id for row in compared.assets.new} == {r.id for r in now.assets} - kept
    assert {row.asset.id for row in compared.assets.gone} == {r.id for r in then.assets} - kept
    assert {each.service.id for each in compared.services.new} == {
        row.id for row in now.cloud_services
    } - served


@given(any_records | answer_records(), any_records | answer_records())
def test_the_mirrored_comparison_is_the_swapped_one(one: Engagement, other: Engagement) -> None:
    for of_one_file in (True, False):
        forth = compare(one, other, of_one_file=of_one_file)
        back = compare(other, one, of_one_file=of_one_file)
        assert back.results == Pair(*reversed(forth.results))
        assert Counter(_swapped(forth.assets)) == Counter(_pairs(back.assets))
        assert Counter(_swapped(forth.services)) == Counter(_pairs(back.services))
        assert Counter(
            (each.field, each.label, *reversed(each.values)) for each in forth.values
        ) == Counter((each.field, each.label, *each.values) for each in back.values)


def _key(row: Any) -> str | None:
    if row is None:
        return None
    return row.asset.id if isinstance(row, AssetRisk) else str(row.service.id)


def _pairs(rows: Rows[Any]) -> list[tuple[Hashable, Hashable]]:
    pairs = [*rows.kept, *((None, row) for row in rows.new), *((row, None) for row in rows.gone)]
    return [(_key(then), _key(now)) for then, now in pairs]


def _swapped(rows: Rows[Any]) -> list[tuple[Hashable, Hashable]]:
    return [(now, then) for then, now in _pairs(rows)]


# --- No figure is made up ---------------------------------------------------


@given(numbered_records | answer_records(), numbered_records | answer_records())
def test_every_figure_is_one_of_the_results(then: Engagement, now: Engagement) -> None:
    compared = comparison_payload(compare(then, now))
    both = [result_payload(compute_result(record)) for record in (then, now)]
    checks = [each["self_check"] for each in both]
    for key in ("score", "answered", "band"):
        assert compared["self_check"][key] == [each[key] for each in checks]
    for part, *parts in zip(
        compared["self_check"]["parts"], *(each["parts"] for each in checks), strict=True
    ):
        assert part == {"part": parts[0]["part"], "score": [each["score"] for each in parts]}
    for category, *rows in zip(
        compared["diagnosis"], *(each["diagnosis"] for each in both), strict=True
    ):
        assert category["category"] == rows[0]["category"]
        assert category["rate"] == [each["rate"] for each in rows]
    assert compared["level_counts"] == [each["counts"]["level"] for each in both]
    _check_rows(compared["assets"], "risks", [each["assets"] for each in both], ("risk", "level"))
    _check_rows(compared["cloud"], "services", [each["cloud"] for each in both], ("score",))


@given(numbered_records | answer_records(), numbered_records | answer_records())
def test_what_moved_is_the_difference_of_the_figures_shown(
    then: Engagement, now: Engagement
) -> None:
    for section in sections(compare(then, now)):
        for each in section.lines:
            if each.name == "区分" or section.title.startswith("変わったところ"):
                assert each.moved == ""
                continue
            figures = [re.search(r"-?\d+", value) for value in (each.then, each.now)]
            before, after = (int(found[0]) if found else None for found in figures)
            if before is None or after is None or before == after:
                assert each.moved == ""
            else:
                assert each.moved[:2] == ("▲ " if after > before else "▼ ")
                assert re.findall(r"\d+", each.moved) == [str(abs(after - before))]


def _check_rows(
    compared: dict[str, Any], kept: str, both: list[list[dict[str, Any]]], keys: tuple[str, ...]
) -> None:
    then, now = both
    assert len(compared[kept]) + len(compared["new"]) == len(now)
    assert len(compared[kept]) + len(compared["gone"]) == len(then)
    figures = {row["id"]: row for row in now}
    for row in compared[kept]:
        assert [row[key][1] for key in keys] == [figures[row["id"]][key] for key in keys]
    before = Counter(tuple(row[key][0] for key in keys) for row in compared[kept])
    assert before <= Counter(tuple(row[key] for key in keys) for row in then)


# --- What it looks like -----------------------------------------------------


def _story() -> ThenAndNow:
    """Answers, a row changed, one gone, one new, a check, and the head."""
    then = replace(whole_record(3, 3, "partly"), firm=Firm("みほん"), assets=(PAPER, DRAWING))
    then = replace(then, cloud_services=(MAIL,))
    edits: list[Edit] = [
        SetField("firm", "employees", 25),
        AnswerSelfCheck(1, "done"),
        AnswerSelfCheck(25, None),
        WriteNote(Place("self_check", "2"), "毎月\n見直す"),
        ReplaceRow(replace(PAPER, confidentiality=1, owner="総務")),
        DeleteRow(DRAWING),
        AddRow(replace(DRAWING, id="A003", name="写真"), None),
        RateThreat("T05", 1),
        AnswerMeasure(1, 1),
        CheckCloudService("S0001", "purpose", 3),
    ]
    return compare(then, edited(then, edits), of_one_file=True)


def _lines(title: str) -> tuple[Line, ...]:
    return next(section.lines for section in sections(_story()) if section.title == title)


def test_the_json_form_of_a_story() -> None:
    payload = comparison_payload(_story())
    assert payload["self_check"] == {
        "score": [50, 50],
        "answered": [25, 24],
        "band": ["50-69", None],
        "parts": [
            {"part": 1, "score": [10, 12]},
            {"part": 2, "score": [26, 26]},
            {"part": 3, "score": [14, 12]},
        ],
    }
    assert [
        [each[key] for key in ("step", "key", "item", "field", "name", "then", "now")]
        for each in payload["answers"]
    ] == [
        ["firm", "firm.employees", "", "employees", "従業員数", None, 25],
        ["self_check", "1", "", "answer", "1 脆弱性対策", "partly", "done"],
        ["self_check", "2", "", "note", "2 ウイルス対策", "", "毎月\n見直す"],
        ["self_check", "25", "", "answer", "25 ルールの整備", "partly", None],
        ["threats", "T05", "", "answer", _name("threats", "T05"), 3, 1],
        ["measures", "1", "", "answer", "1 方針提示", 3, 1],
        ["assets", "A001", "", "owner", "A001 名簿", "", "総務"],
        ["assets", "A001", "", "confidentiality", "A001 名簿", 3, 1],
        ["cloud", "S0001", "purpose", "answer", _name("cloud", "S0001", "purpose"), 1, 3],
    ]
    assert payload["assets"] == {
        "new": ["A003"],
        "gone": ["A002"],
        # 3 × 3 without measures, then 1 × 2: measure 1 bears on the paper.
        "risks": [{"id": "A001", "name": "名簿", "risk": [9, 2], "level": ["high", "low"]}],
    }
    assert payload["cloud"] == {
        "new": [], "gone": [], "services": [{"id": "S0001", "score": [1, 3]}],
    }  # fmt: skip
    assert payload["level_counts"] == [
        {"high": 2, "medium": 0, "low": 0},
        {"high": 0, "medium": 1, "low": 1},
    ]


def _name(step: Any, key: str, item: str = "") -> str:
    from data.place_names import place_name

    return place_name(_story().records.now, Place(step, key, item))


def test_the_story_in_lines() -> None:
    assert headline(_story()) == (
        "自社診断は50点のままです。",
        "リスク大の情報資産は2件から0件に減りました。",
        "新しい情報資産は1件、なくなった情報資産は1件です。",
        "答えや記入の変わったところは9か所です。",
    )
    assert [line[:4] for line in _lines("自社診断")] == [
        ("得点", "50/100点", "50/100点", ""),
        ("回答", "25/25問", "24/25問", "▼ 1問"),
        ("区分", "50-69点", "未定", ""),
        ("基本的対策", "10/20点", "12/20点", "▲ 2点"),
        ("従業員としての対策", "26/52点", "26/52点", ""),
        ("組織としての対策", "14/28点", "12/28点", "▼ 2点"),
    ]
    assert [line[:4] for line in _lines("リスクが変わった情報資産")] == [
        ("A001 名簿（書類）", "大 9", "小 2", "▼ 7")
    ]
    assert [line[:3] for line in _lines("新しい情報資産")] == [
        ("A003 写真（事務所PC）", "（なし）", "中 4")
    ]
    assert [line[:3] for line in _lines("なくなった情報資産")] == [
        ("A002 図面（事務所PC）", "大 6", "（なし）")
    ]
    threat = _lines("変わったところ：脅威")[0]
    assert (threat.then, threat.now) == ("いつ起きても", "まず起きない")
    assert ("2 ウイルス対策（メモ）", "（なし）", "毎月\n見直す") in [
        line[:3] for line in _lines("変わったところ：自社診断")
    ]


def test_the_text_holds_every_line_of_every_section_in_one_line() -> None:
    text = comparison_text(_story(), Pair("前.toml", "今.toml"))
    assert text.startswith("みほん　前回との比較\n  前：前.toml\n  今：今.toml\n")
    for section in sections(_story()):
        assert f"■ {section.title}\n" in text
        for line in section.lines:
            assert any(line.name in row and row.endswith(line.moved) for row in text.splitlines())
    assert any(re.search("メモ）  （なし） +→  毎月⏎見直す$", row) for row in text.splitlines())


def test_two_firms_are_told() -> None:
    one, other = (Engagement(firm=Firm(name)) for name in ("みほん", "ｻﾝﾌﾟﾙ"))
    assert not compare(one, other).is_unchanged
    text = comparison_text(compare(one, other), Pair("a", "b"))
    assert "会社名が違います。前は「みほん」、今は「ｻﾝﾌﾟﾙ」です。" in text
    same = replace(other, firm=Firm("サンプル"))
    for pair in ((other, same), (one, Engagement())):
        assert not compare(*pair).are_two_firms


# --- Which rows are the same ------------------------------------------------


def test_a_service_of_one_file_keeps_its_id_under_another_name() -> None:
    then = Engagement(cloud_services=(MAIL,))
    now = Engagement(cloud_services=(replace(MAIL, name="ファイル共有"),))
    kept = compare(then, now, of_one_file=True).services
    assert (len(kept.kept), kept.new, kept.gone) == (1, (), ())
    parted = compare(then, now).services
    assert (parted.kept, len(parted.new), len(parted.gone)) == ((), 1, 1)


def test_rows_of_another_file_are_found_by_their_names() -> None:
    then = Engagement(assets=(PAPER, DRAWING), cloud_services=(MAIL,))
    now = Engagement(
        assets=(replace(DRAWING, id="B1"), replace(PAPER, id="B2", confidentiality=1)),
        cloud_services=(replace(MAIL, id="S0007"),),
    )
    compared = compare(then, now)
    assert _pairs(compared.assets) == [("A002", "B1"), ("A001", "B2")]
    assert _pairs(compared.services) == [("S0001", "S0007")]
    assert [(each.place.key, each.field) for each in compared.values] == [("B2", "confidentiality")]


def test_one_name_borne_twice_on_one_side_is_read_alike_from_both() -> None:
    one = Engagement(cloud_services=(MAIL,))
    two = Engagement(
        cloud_services=(replace(MAIL, id="S0005", checks={}), replace(MAIL, id="S0006", checks={}))
    )
    assert Counter(_swapped(compare(one, two).services)) == Counter(
        _pairs(compare(two, one).services)
    )


def test_right_after_a_visit_is_closed_the_one_before_tells_more() -> None:
    start = FreezeBaseline(1, date(2026, 10, 6)).apply(Engagement())
    answered = AnswerSelfCheck(1, "done").apply(start)
    closed = FreezeBaseline(2, date(2026, 10, 30)).apply(answered)
    assert last_baseline(closed) == 1
    assert last_baseline(AnswerSelfCheck(2, "done").apply(closed)) == 2
    assert last_baseline(start) == 1
    assert last_baseline(Engagement()) is None
