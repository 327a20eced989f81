"""Lines break where a reader pauses, and never before a closing mark."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from rich.cells import cell_len

from data import catalogue as catalogue_module
from data import fields
from data.catalogue import load_catalogue, load_guidance
from data.own_rules import OWN_RULES
from tui.phrases import phrases, wrap

# Written out, not read from the module: a test must not follow its mistakes.
CLOSING = "、。，．・：；？！」』）］｝〉》】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
OPENING = "「『（［｛〈《【〔"

_pieces = st.sampled_from(
    [
        *(
            "会社の",
            "情報",
            "セキュリティ",
            "を",
            "守る",
            "パスワード",
            "していますか？",
            "ウェブサービス",
        ),
        *(
            "、",
            "。",
            "「",
            "」",
            "（",
            "）",
            "・",
            "ー",
            "っ",
            "ISO 27001",
            " ",
            "　",
            "abc",
            "100%",
        ),
        *("きゃっ、", "。」", "！？", "…", "①", "🏭", "か\u3099", "髙", "𠮷"),
    ]
)
japanese: SearchStrategy[str] = st.lists(_pieces, max_size=25).map("".join)
widths = st.integers(8, 60)


def bare(text: str) -> str:
    return "".join(text.split())


@given(japanese | st.text(max_size=40), widths)
@example("あ" * 200, 10)
@example("x" * 200, 10)
@example("「" * 30, 8)
@example("。" * 30, 8)
def test_no_line_is_wider_than_allowed(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(japanese, widths)
@example("あ" * 200, 10)
def test_nothing_is_lost_added_or_moved(text: str, width: int) -> None:
    assert bare("".join(wrap(text, width))) == bare(text)


# Runs of closing marks alone leave no letter to take along to the next line.
_sentences = st.lists(
    st.sampled_from(
        [
            *("会社の情報を守る。", "「社内規程」を、", "パスワード（英数字）は、", "ありますか？"),
            *(
                "ウェブサーバー、",
                "決まっていますか。」",
                "ちょっと、",
                "きゃっと",
                "ルールやデータを",
            ),
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@given(_sentences, widths)
@example("あ" * 19 + "、" + "い" * 30, 20)
@example("あ" * 4 + "」" + "い" * 30, 8)
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    assert [line for line in wrap(text, width)[1:] if line[0] in CLOSING] == []


@given(_sentences, st.integers(20, 60))
def test_no_line_ends_with_an_opening_mark(text: str, width: int) -> None:
    assert [line for line in wrap(text, width) if line[-1:] in OPENING] == []


@given(japanese)
def test_phrases_joined_are_the_text(text: str) -> None:
    assert "".join(phrases(text)) == text


@given(japanese)
@example("、「")
@example("a」b")
@example("（（）「会社")
def test_no_phrase_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    found = phrases(text)
    assert [phrase for phrase in found[1:] if phrase[0] in CLOSING] == []
    assert [phrase for phrase in found[:-1] if phrase[-1] in OPENING] == []


@given(japanese, widths)
def test_a_text_that_fits_is_one_line(text: str, width: int) -> None:
    if text and cell_len(text) <= width:
        assert wrap(text, width) == (text,)


@pytest.mark.parametrize("width", [10, 26, 40])
def test_own_line_breaks_stay(width: int) -> None:
    assert wrap("一行目\n\n三行目", width) == ("一行目", "", "三行目")


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 20) == ("",)


def test_an_absurd_width_still_gives_the_text() -> None:
    for width in (-5, 0, 1):
        assert bare("".join(wrap("情報資産の台帳", width))) == "情報資産の台帳"


def test_lines_break_between_phrases() -> None:
    text = "会社の大事な情報を守るために、だれが何をするかを決めていますか？"
    for line in wrap(text, 24)[:-1]:
        assert any("".join(phrases(text)[:end]).endswith(line) for end in range(1, 30))


def _strings(value: object) -> Iterator[str]:
    """Every text in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _every_text() -> set[str]:
    """Whatever is asked, offered or explained: the catalogues, the forms, the rules."""
    folder = Path(catalogue_module.__file__).parent / "catalogues"
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    forms = [
        each.hint
        for name in vars(fields)
        if name.endswith("_FIELDS")
        for each in vars(fields)[name]
    ]
    return {text for text in (*_strings(tables), *forms, *OWN_RULES) if not text.isascii()}


def test_the_texts_are_found() -> None:
    texts = _every_text()
    catalogue = load_catalogue()
    guidance = load_guidance("cloud").values()
    assert {item.question for item in catalogue.self_check_items} <= texts
    assert {option.label for option in catalogue.measure_options} <= texts
    assert {prompt for each in guidance for prompt in each.prompts} <= texts


@pytest.mark.parametrize("narrowest", [20, 40, 60, 80])
def test_every_text_of_the_interview_breaks_well(narrowest: int) -> None:
    for text in _every_text():
        for width in range(narrowest, narrowest + 20):
            lines = wrap(text, width)
            assert bare("".join(lines)) == bare(text)
            assert all(cell_len(line) <= width for line in lines), text
            assert all(line[0] not in CLOSING for line in lines[1:] if line), text
            assert all(line[-1] not in OPENING for line in lines if line), text
