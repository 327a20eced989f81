"""w: the words of a screen explained, and the words of a form beside its fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.record import Engagement
from screens.asset_form import AssetForm
from screens.step import StepScreen
from screens.term_lines import words_line
from screens.terms import TermsScreen
from tests.screens.runs import (
    NARROW,
    WIDE,
    click_target,
    interview,
    new_record,
    press,
    screen_of,
    screen_text,
    shown,
    type_text,
    with_service,
)


def first_terms(text: str) -> str:
    """What stands under the heading of this screen's own words."""
    return text.split("ほかのことば")[0]


@pytest.mark.parametrize(
    ("step", "keys", "words"),
    [
        ("firm", ("escape",), ("規程", "クラウド", "インシデント")),
        ("self_check", (), ("脆弱性", "OS")),
        ("self_check", ("down",), ("ウイルス", "定義ファイル")),
        ("assets", (), ("情報資産", "重要度", "媒体・保存先", "機密性", "可搬電子媒体")),
        ("threats", ("pagedown", "pagedown", "down", "down", "down"), ("ランサムウェア",)),
        ("measures", ("f3", *"ファイア", "enter"), ("ファイアウォール",)),
        ("cloud", ("down", "down", "down"), ("整合性", "社内ポリシ")),
        ("results", (), ("リスク値", "実施率", "情報資産", "マイナンバー")),
    ],
)
async def test_the_words_of_a_screen_come_first(
    tmp_path: Path, step: str, keys: tuple[str, ...], words: tuple[str, ...]
) -> None:
    async with interview(with_service(), tmp_path, step) as pilot:
        for key in keys:
            await (press(pilot, key) if key.isascii() else type_text(pilot, key))
        await press(pilot, "ｗ")
        screen_of(pilot, TermsScreen)
        here = first_terms(shown(pilot, "#terms")).split("\n")
        for word in words:
            assert any(line.startswith(word) for line in here), (word, here)
        await press(pilot, "escape")
        screen_of(pilot, StepScreen)


async def test_any_other_word_is_found_by_typing(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "w")
        assert "ランサムウェア" not in first_terms(shown(pilot, "#terms"))
        await type_text(pilot, "らんさむ")
        text = shown(pilot, "#terms")
        assert text.startswith("ランサムウェア\n")
        assert "脆弱性" not in text
        await type_text(pilot, "ぬるぽ")
        assert "見つかりません" in shown(pilot, "#terms")
        await press(pilot, "enter")
        screen_of(pilot, StepScreen)


async def test_the_explanations_are_read_with_the_arrows(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "self_check") as pilot:
        await press(pilot, "w")
        view = pilot.app.screen.query_one("#terms")
        await press(pilot, "pagedown", "down", "up", "up")
        assert view.scroll_offset.y == view.size.height - 2
        assert "（" in screen_text(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_card_names_the_words_that_can_be_asked_for(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with interview(new_record(), tmp_path, "self_check", size) as pilot:
        assert "w ことば：脆弱性、OS" in screen_text(pilot)
        await click_target(pilot, "#card", lambda target: target == ("run", "terms"))
        screen_of(pilot, TermsScreen)
        await press(pilot, "escape", *["down"] * 14)
        # Question 15 is about the door.
        assert "w ことば" not in shown(pilot, "#card")


def test_the_line_ends_where_the_room_ends() -> None:
    texts = ["OS、ウイルス、定義ファイル、クラウド、サーバー"]
    assert words_line(["朝ごはん"], 50) == []
    (whole,) = words_line(texts, 80)
    assert whole.plain == "w ことば：OS、ウイルス、定義ファイル、クラウド、サーバー"
    for width in range(20, 60):
        (line,) = words_line(texts, width)
        assert line.cell_length <= width
        assert line.plain.endswith("… ") or line.plain == whole.plain


async def test_a_form_explains_the_name_of_its_field(tmp_path: Path, sample: Engagement) -> None:
    async with interview(sample, tmp_path, "assets") as pilot:
        await press(pilot, "enter")
        screen_of(pilot, AssetForm)
        for label, meaning in (("機密性", "見てよい人だけ"), ("可用性", "使いたいときに")):
            await press(pilot, "escape", "enter")
            while not shown(pilot, "#row-form-help").startswith(label):
                await press(pilot, "down")
            assert meaning in "".join(shown(pilot, "#row-form-help").split())


async def test_the_form_of_the_firm_explains_its_words_below(
    tmp_path: Path, sample: Engagement
) -> None:
    async with interview(sample, tmp_path, "firm") as pilot:
        await press(pilot, *["down"] * 5)
        lines = shown(pilot, "#firm-help").split("\n")
        assert any("規程（きてい）" in text for text in lines)
        hidden = [text.strip() for text in lines if text.strip() not in screen_text(pilot)]
        assert hidden
        await press(pilot, "pagedown")
        assert hidden[0] in screen_text(pilot)
