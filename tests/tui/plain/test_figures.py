"""What an answer moved, in words that agree with the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.folder import sample_content
from data.place import Place
from data.questions import answer_edit, questions_of
from data.reading import read_engagement
from data.record import Asset, Engagement
from data.risk import risk_board
from tui.plain.figures import asset_line, moved_risks, risk_line, score_lines, working_line

SAMPLE = read_engagement(sample_content())


def engagement(highs: int) -> Engagement:
    """That many assets of risk 6, and one of risk 2."""
    record = Engagement(
        assets=(
            *(Asset(f"A{no}", "", "名簿", medium="paper", personal=True) for no in range(highs)),
            Asset("B1", medium="paper", confidentiality=1),
        )
    )
    for place, value in ((Place("threats", "T01"), 2), (Place("measures", "1"), 3)):
        record = answer_edit(place, value).apply(record)
    return record


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (13, 11, ["リスク大が2件減って11件になりました"]),
        (0, 1, ["リスク大が1件増えて1件になりました"]),
        (4, 4, []),
    ],
)
def test_risks_that_moved(before: int, after: int, said: list[str]) -> None:
    assert moved_risks(engagement(after), engagement(before)) == said


def test_several_levels_in_one_sentence() -> None:
    record = engagement(2)
    lower = answer_edit(Place("threats", "T01"), 1).apply(record)
    assert moved_risks(lower, record) == [
        "リスク大が2件減って0件、小が2件増えて3件になりました",
    ]


def test_a_row_and_its_working() -> None:
    board = risk_board(engagement(1))
    assert asset_line(board.of(board.record.assets[0])) == "A0 名簿、書類、重要度3、リスク6 大"
    assert working_line(board.of(board.record.assets[0])) == (
        "重要度3 かける 可能性2。決め手はT01 秘密書類の事務所からの盗難、頻度2、対策状況3。"
    )
    assert risk_line(board) == "リスク 大1件、中0件、小1件、未定0件"


@pytest.mark.parametrize(
    ("asset", "needs"),
    [
        (Asset("A1", medium="paper"), "機密性、完全性、可用性"),
        (Asset("A1", integrity=2), "媒体・保存先"),
        (Asset("A1", integrity=2, medium="mobile"), "脅威と対策"),
    ],
)
def test_what_a_row_still_needs(asset: Asset, needs: str) -> None:
    assert needs in working_line(risk_board(engagement(1)).of(asset))


def test_a_rate_that_moved_and_one_that_came_about() -> None:
    first, second = (q.place for q in questions_of(Engagement(), "measures")[:2])
    one = answer_edit(first, 1).apply(Engagement())
    two = answer_edit(second, 1).apply(one)
    assert score_lines(one, Engagement(), first) == ["回答 1/55", "組織の実施率が25%になりました"]
    assert score_lines(two, one, second) == ["回答 2/55", "組織の実施率が25%から50%になりました"]


def test_points_of_the_self_check_and_of_a_service() -> None:
    place = Place("self_check", "1")
    worse = answer_edit(place, "unknown").apply(SAMPLE)
    better = answer_edit(place, "done").apply(SAMPLE)
    assert score_lines(worse, better, place)[0].endswith("（回答 25/25）、5点減りました")
    service = SAMPLE.cloud_services[0]
    check = Place("cloud", service.id, "purpose")
    none = replace(service, checks={})
    record = replace(SAMPLE, cloud_services=(none,))
    changed = answer_edit(check, 3).apply(record)
    assert score_lines(changed, record, check) == ["3/45点（回答 1/15）、3点増えました"]
