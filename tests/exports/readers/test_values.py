"""Cell values as people write them, read the way they meant them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from data.catalogue import load_catalogue
from exports.grid import CellValue
from exports.readers.values import (
    Option,
    count_of,
    day_of,
    flag_of,
    is_blank,
    level_of,
    option_of,
    text_of,
    title_key,
)

STATUSES = [Option(x.status, (x.label,), x.status) for x in load_catalogue().measure_options]
MEDIA = [Option(x.key, (x.label,)) for x in load_catalogue().media]
TWO_NAMES = [
    Option("done", ("確認した", "済"), 3),
    Option("none", ("未確認", "まだ確認していない"), 1),
]
DAY = date(2024, 4, 1)


# --- Titles -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("業務\n分類", "業務分類"),
        ("業務\n分類 ギョウム ブンルイ", "業務分類"),
        ("要配慮\n個人\n情報 ヨウ ハイリョ コジン ジョウホウ", "要配慮個人情報"),
        ("媒体・保存先　", "媒体・保存先"),
        ("ﾓﾊﾞｲﾙ機器", "モバイル機器"),
        ("ＰＣ（事務所）", "pc(事務所)"),
        ("（1〜3から選択）", "(1~3から選択)"),
        ("社外サーバー シャガイ", "社外サーバー"),
        ("登録\u200b日\ufeff", "登録日"),
        (2024.0, "2024"),
        (None, ""),
    ],
)
def test_titles_are_compared_by_what_they_say(shown: CellValue, key: str) -> None:
    assert title_key(shown) == key


@pytest.mark.parametrize(
    "title", ["ステータス", "クラウド サービス", "社内\nサーバー", "No サーバー"]
)
def test_katakana_that_is_no_reading_stays(title: str) -> None:
    assert title_key(title) == title.replace(" ", "").replace("\n", "").casefold()


# --- Options ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ("1:実施している", 1),
        ("２：一部実施している", 2),
        ("2．一部実施している", 2),
        ("2)一部 実施している", 2),
        ("②一部実施している", 2),
        ("2 一部実施している", 2),
        ("一部実施している イチブ ジッシ", 2),
        ("２", 2),
        (2, 2),
        (2.0, 2),
        ("2.", 2),
        ("2.0", 2),
        ("3:実施していない／わからない", 3),
        ("わからない", 3),
        ("2:一部だけ", 2),
        ("4：", 4),
        (None, None),
        ("　\n", None),
    ],
)
def test_an_answer_is_known_by_label_number_or_both(shown: CellValue, status: int | None) -> None:
    assert option_of(shown, STATUSES) == status


@pytest.mark.parametrize(
    "shown", ["実施", "5", "2.5", "1:一部実施している", "12", "3台", "2 台", True, DAY]
)
def test_an_answer_that_could_be_anything_is_refused_with_what_is_allowed(shown: CellValue) -> None:
    with pytest.raises(ValueError, match="「1:実施している」「2:一部実施している」") as refused:
        option_of(shown, STATUSES)
    assert str(refused.value).endswith("「4:自社に該当しない」のどれかにしてください")


@pytest.mark.parametrize(
    ("shown", "medium"),
    [
        ("事務所ＰＣ", "office_pc"),
        ("事務所 PC", "office_pc"),
        ("社内サーバ", "internal_server"),
        ("3:社外サーバー", "external_server"),
        ("書類 ショルイ", "paper"),
    ],
)
def test_a_number_before_an_unnumbered_label_means_nothing(shown: str, medium: str) -> None:
    assert option_of(shown, MEDIA) == medium


@pytest.mark.parametrize("shown", ["1", 1, "サーバー", "PC"])
def test_an_unnumbered_option_needs_its_label(shown: CellValue) -> None:
    with pytest.raises(ValueError, match="「書類」"):
        option_of(shown, MEDIA)


def test_a_part_that_several_labels_share_is_none_of_them() -> None:
    options = [Option("a", ("ない/不明",)), Option("b", ("ある/不明",))]
    assert option_of("ある", options) == "b"
    with pytest.raises(ValueError, match="「ない/不明」"):
        option_of("不明", options)


@pytest.mark.parametrize(
    ("shown", "key"), [("済", "done"), ("まだ確認していない", "none"), (3, "done")]
)
def test_an_option_may_have_several_labels(shown: CellValue, key: str) -> None:
    assert option_of(shown, TWO_NAMES) == key


# --- Text -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  前後の空き ", "  前後の空き "),
        ("一行目\r\n二行目\r三行目", "一行目\n二行目\n三行目"),
        (5.0, "5"),
        (5, "5"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (DAY, "2024-04-01"),
        (datetime(2024, 4, 1), "2024-04-01"),
        (datetime(2024, 4, 1, 9, 30), "2024-04-01 09:30:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=26), "26:00:00"),
        ("#N/A", "#N/A"),
    ],
)
def test_text_is_what_was_typed_or_excel_shows(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "blank"), [("　 \n", True), (None, True), (0, False), (False, False)]
)
def test_blank_is_what_nobody_sees(value: CellValue, blank: bool) -> None:
    assert is_blank(value) is blank


# --- Days -------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2024, 4, 1, 15, 0),
        45383,
        45383.75,
        "45383",
        "４５３８３",
        20240401,
        "20240401",
        "2024-04-01",
        "2024/4/1",
        "2024.4.1",
        "2024年4月1日",
        "２０２４年４月１日（月）",
        "2024/4/1 0:00",
        "2024-04-01T00:00:00",
        "R6.4.1",
        "令和6年4月1日(月曜日)",
    ],
)
def test_a_day_is_known_in_all_its_forms(value: CellValue) -> None:
    assert day_of(value) == DAY


def test_serial_days_count_from_the_books_own_start() -> None:
    assert day_of(45603) == date(2024, 11, 7)
    assert day_of(45603 - 1462, starts_1904=True) == date(2024, 11, 7)


@pytest.mark.parametrize("value", [None, "", "　", 0, "0", time()])
def test_no_day(value: CellValue) -> None:
    assert day_of(value) is None


@pytest.mark.parametrize("value", ["未定", "ー", "－", "―", "-", "なし"])
def test_an_undecided_day_is_none_only_where_that_is_allowed(value: str) -> None:
    assert day_of(value, undecided=True) is None
    with pytest.raises(ValueError, match="2026-11-20"):
        day_of(value)


@pytest.mark.parametrize(
    "value",
    [
        2024,
        "2024",
        5,
        "4/1",
        "2024年4月",
        "2024/2/30",
        "来春",
        True,
        False,
        timedelta(1),
        10000,
        1e9,
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(value: CellValue) -> None:
    with pytest.raises(ValueError, match="2026-11-20"):
        day_of(value, undecided=True)


# --- Levels, flags, counts --------------------------------------------------


@pytest.mark.parametrize(
    ("value", "level"), [(3, 3), ("２", 2), (1.0, 1), ("3:大", 3), (None, None), ("－", None)]
)
def test_a_level(value: CellValue, level: int | None) -> None:
    assert level_of(value) == level


@pytest.mark.parametrize("value", [0, 4, "高", 2.5, "3-2", True])
def test_no_level(value: CellValue) -> None:
    with pytest.raises(ValueError, match="1・2・3"):
        level_of(value)


@pytest.mark.parametrize(
    "value",
    ["有", "有 アリ", "○", "〇", "◯", "あり", "Yes", "ＴＲＵＥ", "✓", "レ", 1, 1.0, "1", True],
)
def test_a_flag_that_is_set(value: CellValue) -> None:
    assert flag_of(value) is True


@pytest.mark.parametrize(
    "value", [None, "", " ", "無", "なし", "×", "-", "ー", "－", 0, "0", False, "No"]
)
def test_a_flag_that_is_not(value: CellValue) -> None:
    assert flag_of(value) is False


@pytest.mark.parametrize("value", ["要確認", 2, "x", "社員のみ"])
def test_a_flag_that_says_neither(value: CellValue) -> None:
    with pytest.raises(ValueError, match="「有」か空欄"):
        flag_of(value)


@pytest.mark.parametrize(
    ("value", "count"),
    [(25, 25), (25.0, 25), ("２５人", 25), ("1,200", 1200), (None, None), (0, 0)],
)
def test_a_count(value: CellValue, count: int | None) -> None:
    assert count_of(value) == count


@pytest.mark.parametrize("value", ["約25", -1, 2.5, "多数", True])
def test_no_count(value: CellValue) -> None:
    with pytest.raises(ValueError, match="0以上の整数"):
        count_of(value)
