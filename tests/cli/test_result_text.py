"""The result as text: what it says, and that it stands in columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.columns import cell_width
from data.place import Place
from data.reading import read_engagement
from data.record import FollowUp
from data.result import compute_result
from data.result_text import result_text
from tests.cli.conftest import EXAMPLES


def text_of(source: str | Path) -> str:
    content = source.read_bytes() if isinstance(source, Path) else source.encode()
    return result_text(compute_result(read_engagement(content)))


def section(text: str, title: str) -> list[str]:
    return text.partition(f"■ {title}\n")[2].partition("\n\n")[0].splitlines()


def cells_before(line: str, mark: str) -> int:
    return cell_width(line[: line.index(mark)])


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("聞き取り", 8), ("ｱｶﾞ", 3), ("が", 2), ("か\u3099", 2), ("A－〇", 5)],
)
def test_cell_width(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_nothing_answered() -> None:
    text = text_of("format = 1")
    assert "まだ回答がありません（全25問）" in text
    assert "情報資産はまだありません" in text
    assert "クラウドサービスはまだありません" in text
    assert "0/100点" not in text


def test_it_begins_with_three_plain_sentences() -> None:
    text = text_of(EXAMPLES / "whole.toml")
    assert text.split("\n\n")[1].startswith("■ ひとことで\n")
    lines = section(text, "ひとことで")
    assert [line.endswith("。") for line in lines] == [True] * 3
    assert "42点" in lines[0]


def test_the_score_stands_with_the_number_answered() -> None:
    whole, half = text_of(EXAMPLES / "whole.toml"), text_of(EXAMPLES / "half.toml")
    assert "42/100点（25問中25問に回答）" in whole
    assert "0-49点：" in whole
    assert "16/100点（25問中12問に回答）" in half
    assert "すべて答えると出ます" in half


def test_what_is_to_ask() -> None:
    lines = section(text_of(EXAMPLES / "half.toml"), "確かめること（4）")
    questions = [item.question for item in load_catalogue().self_check_items]
    asked = [(line.split()[1], line.split()[-1]) for line in lines]
    assert asked == [(str(no), questions[no - 1]) for no in (2, 7, 19, 22)]


def test_who_finds_out_and_by_when() -> None:
    record = read_engagement((EXAMPLES / "half.toml").read_bytes())
    follow_ups = {
        Place("self_check", "7"): FollowUp(person="佐藤\x1bさん", due=date(2026, 12, 4)),
        Place("measures", "3"): FollowUp(marked=True),
    }
    text = result_text(compute_result(replace(record, follow_ups=follow_ups)))
    lines = section(text, "確かめること（5）")
    assert "わからない" in lines[1]
    assert "佐藤\\x1bさん" in lines[1]
    assert "2026-12-04まで" in lines[1]
    assert "対策" in lines[4]
    assert "しるし" in lines[4]
    assert len({cells_before(line, "期限は未定") for line in (lines[0], *lines[2:])}) == 1


def test_the_parts_stand_in_columns() -> None:
    lines = section(text_of(EXAMPLES / "half.toml"), "自社診断")[2:5]
    assert len({cell_width(line) for line in lines}) == 1
    assert len({cells_before(line, "点") for line in lines}) == 1


def test_a_risk_with_its_working() -> None:
    lines = section(text_of(EXAMPLES / "seed.toml"), "リスク")
    assert lines[0] == "  大 2件　中 0件　小 2件（全4件）"
    title = load_catalogue().threat("T09").title
    assert lines[1].split() == [
        *("6", "大", "社員名簿（事務所PC）", "重要度3", "×", "可能性2", "←", "T09"),
        f"{title}（頻度3・対策状況2）",
    ]
    assert len({cells_before(line, "重要度") for line in lines[1:]}) == 1


def test_the_ten_largest_and_no_more() -> None:
    lines = section(text_of(EXAMPLES / "whole.toml"), "リスク")
    assert lines[1] == "  大きい順に10件"
    assert len(lines) == 12
    assert [int(line.split()[0]) for line in lines[2:]] == [3] * 9 + [2]


def test_unknown_risks_are_counted() -> None:
    lines = section(text_of(EXAMPLES / "sparse.toml"), "リスク")
    assert lines == ["  大 0件　中 0件　小 0件　未確定 5件（全5件）"]


def test_the_diagnosis_by_category() -> None:
    lines = section(text_of(EXAMPLES / "half.toml"), "対策の診断")
    assert len(lines) == 12
    assert lines[0].split() == ["◎", "組織的対策", "75%", "3/4問", "改善"]
    assert lines[-1].split() == ["◎", "テレワークにおける対策", "－", "率なし"]
    assert len({cells_before(line, "%") for line in lines[:-1]}) == 1


def test_a_category_that_does_not_apply() -> None:
    measures = "".join(f"[measures.{no}]\nstatus = 4\n" for no in (5, 6, 7))
    line = section(text_of(f"format = 1\n{measures}"), "対策の診断")[1]
    assert line.split() == ["◎", "人的対策", "－", "3/3問", "該当なし"]


def test_the_cloud_services() -> None:
    lines = section(text_of(EXAMPLES / "seed.toml"), "クラウドサービス")
    assert [line.split()[2] for line in lines] == [f"{n}/45点" for n in (37, 26, 29, 17, 11)]
    assert "選択 13/18　運用 11/12　セキュリティ管理 13/15" in lines[0]
    assert section(text_of(EXAMPLES / "sparse.toml"), "クラウドサービス")[0].endswith(
        "未回答  0/15問"
    )


def test_texts_cannot_break_lines_or_steer_the_terminal() -> None:
    text = text_of(
        'format = 1\n[firm]\nname = "a\\nb\\u001b[31m\\u202e"\n'
        '[[cloud_services]]\nid = "S\\t1"\nname = "x\\ry"\n'
    )
    assert text.splitlines()[0] == "a b\\x1b[31m\\u202e"
    assert section(text, "クラウドサービス")[0].split()[:4] == ["S", "1", "x", "y"]
    assert all(char.isprintable() or char in "\n\u3000" for char in text)


def test_a_very_long_name_leaves_the_other_lines_alone() -> None:
    services = "".join(
        f'[[cloud_services]]\nid = "S{i}"\nname = "{name}"\n'
        for i, name in enumerate(["長" * 200, "短"])
    )
    lines = section(text_of(f"format = 1\n{services}"), "クラウドサービス")
    assert cell_width(lines[1]) < 90
