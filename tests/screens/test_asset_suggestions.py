"""What the entry form offers while one types, and how few keys a row then takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.catalogue import Criterion, load_catalogue
from data.record import Asset
from screens.asset_form import AssetForm
from screens.bulk_edit import ValueForm
from tests.screens.runs import (
    NARROW,
    TODAY,
    interview,
    ledger,
    new_record,
    on_disk,
    press,
    screen_of,
    shown,
    type_text,
)
from tui.widgets.lines_view import LinesView
from tui.widgets.suggested_line import SuggestedLine

BULK_KEYS = {"confidentiality": "8", "integrity": "9", "availability": "a"}
BEFORE = (
    Asset("A001", "人事", "社員名簿", users="総務課", owner="総務課", retention="退職後5年"),
    Asset("A002", "営業", "見積書", users="営業課", owner="営業課", retention="7年"),
)


def field_of(pilot: Pilot[int]) -> SuggestedLine:
    focused = screen_of(pilot, AssetForm).focused
    assert isinstance(focused, SuggestedLine)
    return focused


async def test_a_whole_row_is_taken_over_with_two_keys_a_field(tmp_path: Path) -> None:
    keys = (
        *("a", "right", "enter", *"契約書", "enter", "enter", "right", "enter", "right", "enter"),
        *("1", "1", "2", "2", "1", "right", "enter"),
    )
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        (added,) = on_disk(pilot).assets[2:]
        assert added == Asset(
            "A003",
            business="営業",
            name="契約書",
            users="営業課",
            owner="営業課",
            medium="paper",
            confidentiality=2,
            integrity=2,
            availability=1,
            retention="7年",
            registered=TODAY,
        )
        # 12 fields without a remark, and none typed but the name.
        assert len(keys) == 19 + len("契約書") - 3


async def test_the_rest_of_the_best_candidate_stands_behind_the_cursor(tmp_path: Path) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await pilot.press("a", *"人事", "enter")
        await type_text(pilot, "健")
        assert field_of(pilot).render_line(0).text.startswith("健康診断の結果")
        assert field_of(pilot).value == "健"
        # Also when one comes back to the field.
        await press(pilot, "down", "up")
        assert field_of(pilot).render_line(0).text.startswith("健康診断の結果")
        await pilot.press("right")
        assert field_of(pilot).value == "健康診断の結果"
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert on_disk(pilot).assets[-1].name == "健康診断の結果"


async def test_a_row_opened_with_half_a_word_offers_the_rest_at_once(tmp_path: Path) -> None:
    full = replace(BEFORE[0], business="人", note="控え", medium="paper", registered=TODAY)
    full = replace(full, id="A003", confidentiality=1, integrity=1, availability=1)
    async with interview(new_record(assets=(full, *BEFORE)), tmp_path, "assets") as pilot:
        await press(pilot, "enter")
        assert field_of(pilot).id == "field-business"
        assert field_of(pilot).render_line(0).text.startswith("人事")


async def test_enter_takes_what_was_typed_and_not_what_is_offered(tmp_path: Path) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await press(pilot, "a", "enter", *"社員", "enter", "escape")
        assert (on_disk(pilot).assets[-1].business, on_disk(pilot).assets[-1].name) == ("", "社員")


@pytest.mark.parametrize("key", ["right", "ctrl+n"])
async def test_an_empty_field_shows_its_hint_and_yet_takes_the_best_candidate(
    tmp_path: Path, key: str
) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await press(pilot, "a")
        field = field_of(pilot)
        assert field.render_line(0).text.strip() == "例：人事"
        await press(pilot, "down", "up", "営", "backspace")
        assert field.render_line(0).text.strip() == "例：人事"
        assert "営業" in shown(pilot, "#row-form-help")
        await press(pilot, key)
        assert field.value == "営業"


async def test_ctrl_n_walks_through_the_candidates_and_back_to_what_was_typed(
    tmp_path: Path,
) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await press(pilot, "a", *"総務", "enter", *"け", "backspace")
        await type_text(pilot, "契")
        seen = []
        for _ in range(3):
            await press(pilot, "ctrl+n")
            seen.append((field_of(pilot).value, "＞契約書の原本" in shown(pilot, "#row-form-help")))
        assert seen == [("契約書の原本", True), ("契", False), ("契約書の原本", True)]
        # What is typed on goes on from the candidate.
        await type_text(pilot, "の写し")
        assert field_of(pilot).value == "契約書の原本の写し"
        await press(pilot, "escape")
        assert on_disk(pilot).assets[-1].name == "契約書の原本の写し"


async def test_the_pane_lists_the_candidates_and_the_keys(tmp_path: Path) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await press(pilot, "a")
        pane = shown(pilot, "#row-form-help")
        assert pane.index("営業") < pane.index("人事", pane.index("候補"))
        assert "→" in pane
        assert "^N" in pane
        await type_text(pilot, "人")
        pane = shown(pilot, "#row-form-help").split("候補")[1]
        assert "人事" in pane
        assert "営業" not in pane
        await type_text(pilot, "間")
        assert "候補" not in shown(pilot, "#row-form-help")


async def test_a_business_just_typed_decides_what_the_name_offers(tmp_path: Path) -> None:
    async with interview(new_record(assets=BEFORE), tmp_path, "assets") as pilot:
        await pilot.press("a", *"経理", "enter")
        await pilot.pause()
        assert field_of(pilot).candidates[0] == "会計データ（仕訳帳・元帳）"


def told_at_once(criterion: Criterion) -> list[str]:
    """The question, each level's meaning and its first example."""
    levels = [text for level in criterion.levels for text in (level.meaning, level.examples[0])]
    return [criterion.question, *levels]


def in_sight(view: LinesView) -> str:
    assert view.scroll_offset.y == 0
    return "".join("".join(line.plain.split()) for line in view.lines[: view.size.height])


@pytest.mark.parametrize("criterion", load_catalogue().criteria, ids=lambda each: each.key)
async def test_a_level_is_explained_without_scrolling_in_a_small_terminal(
    tmp_path: Path, criterion: Criterion
) -> None:
    async with interview(new_record(assets=ledger(1)), tmp_path, "assets", NARROW) as pilot:
        await press(pilot, "enter")
        form = screen_of(pilot, AssetForm)
        form.query_one(f"#field-{criterion.key}").focus()
        await pilot.pause()
        explained = in_sight(form.query_one("#row-form-help", LinesView))
        assert all(text in explained for text in told_at_once(criterion))
        await press(pilot, "escape", "e", BULK_KEYS[criterion.key])
        explained = in_sight(screen_of(pilot, ValueForm).query_one("#value-help", LinesView))
        assert all(text in explained for text in told_at_once(criterion))
