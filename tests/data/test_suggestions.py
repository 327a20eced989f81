"""What a field of a new asset offers, from the rows before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.record import Asset
from data.suggestions import SUGGESTED_FIELDS, Candidate, Suggestions, begin_with, rest_of
from data.text import searched


def row(business: str = "", name: str = "", **fields: str) -> Asset:
    return Asset("A", business=business, name=name, **fields)  # type: ignore[arg-type]


def texts(rows: list[Asset], key: str, new: Asset | None = None) -> list[str]:
    return [each.text for each in Suggestions(rows).of(key, new or row())]


def test_every_field_of_text_has_suggestions_but_the_remark() -> None:
    assert set(SUGGESTED_FIELDS) == {"business", "name", "users", "owner", "retention"}


def test_first_the_newest_value_then_the_most_frequent() -> None:
    rows = [row(x) for x in ("設計", "営業", "営業", "総務", "営業", "設計", "製造")]
    assert texts(rows, "business") == ["製造", "営業", "設計", "総務"]


def test_of_two_as_frequent_the_later_one_comes_first() -> None:
    rows = [row(x) for x in ("設計", "営業", "総務")]
    assert texts(rows, "business") == ["総務", "営業", "設計"]


def test_rows_of_the_same_business_come_before_all_others() -> None:
    rows = [
        row("営業", owner="営業課"),
        row("ＩＴ", owner="情報係"),
        *[row("総務", owner="総務課")] * 5,
    ]
    assert texts(rows, "owner", row("it")) == ["情報係", "総務課", "営業課"]
    assert texts(rows, "owner", row("営業"))[0] == "営業課"
    assert texts(rows, "owner", row("製造"))[0] == "総務課"


def test_names_begin_with_usual_assets_that_are_not_there_yet() -> None:
    rows = [row("人事", "制服の貸与表"), row("人事", "社員名簿", medium="office_pc")]
    offered = texts(rows, "name", row("人事課"))
    assert offered.index("人事評価の記録") < offered.index("制服の貸与表")
    # Of its usual medium it is held; only as a name in use it stays.
    assert offered.index("社員名簿") > offered.index("人事評価の記録")
    assert texts(rows, "name", row("倉庫")) == ["社員名簿", "制服の貸与表"]


def test_a_usual_asset_brings_the_retention_that_the_law_sets() -> None:
    rows = [row("人事", "制服", retention="1年")]
    assert texts(rows, "retention", row("人事", "健康診断の結果")) == ["5年", "1年"]
    assert texts(rows, "retention", row("人事", "制服")) == ["1年"]


@pytest.mark.parametrize("text", ["", " 　", "二行\nの備考", "鈴\x07"])
def test_what_does_not_fit_a_line_is_not_offered(text: str) -> None:
    assert texts([row(users=text), row(users="全社員　役員")], "users") == ["全社員　役員"]


@pytest.mark.parametrize("typed", ["カイケイ", "ｶｲｹｲ", "かいけい", " かいけい"])
def test_kana_and_width_make_no_difference(typed: str) -> None:
    suggestions = Suggestions([row(name="カイケイ伝票"), row(name="会計")])
    assert suggestions.matching("name", row(), typed) == ("カイケイ伝票",)


def test_letters_make_no_difference_by_case_and_width() -> None:
    suggestions = Suggestions([row(name="NASの控え")])
    assert suggestions.matching("name", row(), "ｎａ") == ("NASの控え",)
    assert suggestions.matching("name", row(), "控え") == ()


def test_what_stands_there_already_and_blanks_are_offered_nothing() -> None:
    suggestions = Suggestions([row(name="名刺"), row(name="名刺の控え")])
    assert suggestions.matching("name", row(), "名刺") == ("名刺の控え",)
    assert suggestions.matching("name", row(), " ") == ()
    assert len(suggestions.matching("name", row(), "")) == 2


@pytest.mark.parametrize(
    ("candidate", "typed", "rest"),
    [
        ("社員名簿", "社員", "名簿"),
        ("社員名簿", "", "社員名簿"),
        ("ガイドブック", "ｶﾞｲ", "ドブック"),
        ("ガイドブック", "が", "イドブック"),
        ("社員名簿", "名簿", ""),
        ("㈱みほん", "(", ""),
    ],
)
def test_the_rest_goes_on_behind_what_is_typed(candidate: str, typed: str, rest: str) -> None:
    assert rest_of(candidate, typed) == rest


names = st.text("あかがアカガｱｶﾞabAB１1名簿 ", min_size=1, max_size=6)


@given(names, names)
def test_whatever_is_offered_begins_with_what_is_typed(text: str, typed: str) -> None:
    offered = begin_with([Candidate(text, searched(text))], typed)
    goes_on = searched(text).startswith(searched(typed)) and searched(typed) != ""
    assert bool(offered) == (goes_on and text != typed)
    if rest := rest_of(text, typed):
        assert text.endswith(rest)
        assert searched(text[: len(text) - len(rest)]) == searched(typed)


def test_a_field_reads_the_ledger_once_however_much_is_typed() -> None:
    class Counted(list[Asset]):
        reads = 0

        def __iter__(self) -> Iterator[Asset]:
            self.reads += 1
            return super().__iter__()

    rows = Counted(row("総務", f"書類{n}", owner="総務課") for n in range(1000))
    suggestions = Suggestions(rows)
    for typed in ("", "書", "書類", "書類9"):
        suggestions.matching("owner", row("総務"), typed)
    assert rows.reads == 1
