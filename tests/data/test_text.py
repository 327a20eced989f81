"""What people type is read the way they meant it, or refused in their language."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.fields import ASSET_FIELDS, FIRM_FIELDS, Field, Kind
from data.text import (
    LARGEST_INTEGER,
    fold,
    found_at,
    parse_count,
    parse_date,
    parse_due,
    parse_near,
    parse_time_of_day,
    searched,
)
from tests.data.japanese import is_japanese

NOVEMBER = date(2026, 11, 20)

DATES = {
    "2026-11-20": NOVEMBER,
    "2026/11/20": NOVEMBER,
    "2026.11.20": NOVEMBER,
    "20261120": NOVEMBER,
    "2026年11月20日": NOVEMBER,
    "２０２６／１１／２０": NOVEMBER,
    "２０２６年１１月２０日": NOVEMBER,
    " 2026-11-20　": NOVEMBER,
    "2026-1-5": date(2026, 1, 5),
    "令和8年11月20日": NOVEMBER,
    "令和８年１１月２０日": NOVEMBER,
    "R8.11.20": NOVEMBER,
    "Ｒ８．１１．２０": NOVEMBER,
    "㋿8年11月20日": NOVEMBER,
    "令和元年5月1日": date(2019, 5, 1),
    "平成31年4月30日": date(2019, 4, 30),
    "平成元年1月8日": date(1989, 1, 8),
    "H31.4.30": date(2019, 4, 30),
    "2024-02-29": date(2024, 2, 29),
}


@pytest.mark.parametrize(("typed", "day"), DATES.items())
def test_date_is_read_in_every_common_form(typed: str, day: date) -> None:
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "きのう", "2026", "2026-11", "2026-13-01", "2026-02-30", "2025-02-29", "0000-01-01"),
        *(
            "20261301",
            "令和8年13月1日",
            "令和8年2月30日",
            "慶応3年1月1日",
            "令和0年1月1日",
            "平成40年1月1日",
            "11/20",
            "2026-11-20-5",
        ),
    ],
)
def test_no_day_of_the_calendar_is_refused_in_japanese(typed: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011
        parse_date(typed)
    assert is_japanese(str(refusal.value))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2026/13/45", "暦にありません"),
        ("20260230", "暦にありません"),
        ("平成40年1月1日", "暦にありません"),
        ("あした", "2026-11-20 のように"),
        ("11/20", "2026-11-20 のように"),
    ],
)
def test_a_day_that_is_none_is_told_from_what_is_no_date(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_date(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12月4日", date(2026, 12, 4)),
        ("１２／４", date(2026, 12, 4)),
        ("11/20", NOVEMBER),
        ("11-19", date(2027, 11, 19)),
        ("2/29", date(2028, 2, 29)),
        ("令和8年12月4日", date(2026, 12, 4)),
        ("2026-11-01", date(2026, 11, 1)),
    ],
)
def test_a_due_day_may_lack_its_year(typed: str, day: date) -> None:
    assert parse_due(typed, NOVEMBER) == day


@pytest.mark.parametrize(
    ("typed", "says"), [("2/30", "暦"), ("13月1日", "暦"), ("12月", "2026-11-20 のように")]
)
def test_no_due_day_is_refused(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_due(typed, NOVEMBER)


def test_the_leap_day_after_a_century_without_one() -> None:
    assert parse_due("2/29", date(2096, 3, 1)) == date(2104, 2, 29)


@given(st.dates())
def test_every_day_is_read_as_the_program_shows_it(day: date) -> None:
    field = Field("date", "診断日", Kind.DATE)
    assert field.parse(field.show(day)) == day


COUNTS = {
    "25": 25,
    "２５": 25,
    "25人": 25,
    " 25 名 ": 25,
    "1,250": 1250,
    "１，２５０人": 1250,
    "0": 0,
}


@pytest.mark.parametrize(("typed", "count"), COUNTS.items())
def test_count_is_read_in_every_common_form(typed: str, count: int) -> None:
    assert parse_count(typed) == count


@pytest.mark.parametrize(
    "typed",
    ["", "多い", "-1", "2.5", ",", "，", "25人くらい", "1e3", str(2**63), "9" * 5000],
    ids=lambda typed: typed[:12],
)
def test_no_count_is_refused_in_japanese(typed: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011
        parse_count(typed)
    assert is_japanese(str(refusal.value))


def test_largest_count_that_can_be_typed_can_be_read_back_from_the_file() -> None:
    employees = next(field for field in FIRM_FIELDS if field.key == "employees")
    assert employees.check(parse_count(str(LARGEST_INTEGER))) == 2**63 - 1


@given(
    st.sampled_from((Kind.COUNT, Kind.DATE)),
    st.text() | st.text(alphabet="0129０９年月日令和元RH.,/-人 ", max_size=14),
)
def test_typing_anything_gives_a_value_or_a_japanese_refusal(kind: Kind, typed: str) -> None:
    field = Field("any", "何か", kind)
    try:
        value = field.parse(typed)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert value is None or field.check(value) == value
    assert not refusal or is_japanese(refusal)


@pytest.mark.parametrize("field", ASSET_FIELDS, ids=lambda field: field.key)
def test_empty_means_not_entered(field: Field) -> None:
    assert field.parse("") == field.absent
    assert field.show(field.absent) == ""


def test_search_finds_text_whatever_its_width_and_case() -> None:
    assert fold("ＵＳＢメモリ") == fold("usbﾒﾓﾘ")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ぱすわーど", "パスワード"),
        ("ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど"),
        ("ヴ", "ゔ"),
        ("ＵＳＢめもり", "usbメモリ"),
        ("㈱", "(株)"),
    ],
)
def test_words_are_found_in_hiragana_and_katakana_alike(typed: str, written: str) -> None:
    assert searched(typed) == searched(written)


def test_kana_alone_are_made_alike() -> None:
    """As text they stay different: names are compared by `fold`."""
    assert fold("めも") != fold("メモ")
    assert searched("ー・漢字") == "ー・漢字"


@pytest.mark.parametrize(
    ("text", "word", "at"),
    [
        ("メモリと鍵", "と", 3),
        ("㈱みほんの鍵", "鍵", 5),
        ("ﾊﾟｽﾜｰﾄﾞは長く", "長", 8),
        ("　２行目", "2", 1),
        ("㈱", "株", 0),
        ("鍵", "錠", None),
        ("", "鍵", None),
    ],
)
def test_a_word_is_found_where_it_is_written(text: str, word: str, at: int | None) -> None:
    assert found_at(text, word) == at


@given(
    st.text(alphabet="aあアｱﾞ㈱㍿漢 　２ﬁ\n", max_size=12), st.text(alphabet="あア漢a", min_size=1)
)
def test_a_found_word_begins_in_the_character_found(before: str, word: str) -> None:
    wanted = searched(word)
    at = found_at(before + word, wanted)
    assert at is not None
    # What a mark behind it changes in the character before is looked for from there.
    assert any(searched((before + word)[start:]).find(wanted) == 0 for start in (at, at + 1))


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("11月19日", NOVEMBER, date(2026, 11, 19)),
        ("１２／４", NOVEMBER, date(2026, 12, 4)),
        ("1/8", NOVEMBER, date(2027, 1, 8)),
        ("12/28", date(2027, 1, 5), date(2026, 12, 28)),
        ("2/29", NOVEMBER, date(2028, 2, 29)),
        ("2/29", date(2025, 1, 1), date(2024, 2, 29)),
        ("1/1", date(1, 1, 1), date(1, 1, 1)),
        ("12/31", date(9999, 12, 31), date(9999, 12, 31)),
        ("2025年11月19日", NOVEMBER, date(2025, 11, 19)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(typed: str, today: date, day: date) -> None:
    assert parse_near(typed, today) == day


@given(st.dates(date(10, 1, 1), date(9000, 1, 1)), st.integers(-180, 180))
def test_a_day_of_the_half_year_around_is_found(today: date, by: int) -> None:
    day = today + timedelta(days=by)
    found = parse_near(f"{day.month}月{day.day}日", today)
    assert found == day


@pytest.mark.parametrize("typed", ["2月30日", "13/1", "来週", ""])
def test_what_is_no_day_is_not_the_nearest_one(typed: str) -> None:
    with pytest.raises(ValueError, match="日") as raised:
        parse_near(typed, NOVEMBER)
    assert is_japanese(str(raised.value))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("13:30", time(13, 30)),
        ("１３：３０", time(13, 30)),
        ("9時", time(9)),
        ("9時5分", time(9, 5)),
        ("13時30", time(13, 30)),
        ("0:00", time(0)),
        ("9", time(9)),
    ],
)
def test_times_of_the_day_are_read(typed: str, at: time) -> None:
    assert parse_time_of_day(typed) == at


@pytest.mark.parametrize("typed", ["24:00", "9:60", "昼", "", "9:5:1", "-1:00"])
def test_what_is_no_time_of_the_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="時刻") as raised:
        parse_time_of_day(typed)
    assert is_japanese(str(raised.value))
