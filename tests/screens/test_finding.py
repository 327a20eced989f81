"""F3 finds words in notes and in every field, and shows where they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from data.place import Place
from data.record import (
    Asset,
    CloudService,
    Engagement,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    Priority,
    SelfCheckAnswer,
    ThreatRating,
    Treatment,
    Visit,
)
from data.terms import Term
from screens import find
from tests.screens.runs import (
    NARROW,
    WIDE,
    interview,
    ledger,
    new_record,
    place_of,
    press,
    screen_of,
    shown,
    type_text,
)
from tui.widgets.picker import Pick, Picker

NOTE = "倉庫の鍵は工場長が持つ。予備は金庫。"


# Where the note stands, with a word of its own.
NOTED = {
    "朝礼": Place("self_check", "14"),
    "夜勤": Place("threats", "T04"),
    "休日": Place("measures", "20"),
    "約款": Place("cloud", "S0001", "law"),
    "封筒": Place("assets", "A001"),
}


def noted() -> Engagement:
    """A record with a note everywhere a note can be."""
    notes = [f"{NOTE}{word}にも。" for word in NOTED]
    record = new_record()
    return replace(
        record,
        self_check=replace(record.self_check, items={14: SelfCheckAnswer(note=notes[0])}),
        threats={"T04": ThreatRating(note=notes[1])},
        measures={20: MeasureAnswer(note=notes[2])},
        cloud_services=(CloudService(id="S0001", name="メール", notes={"law": notes[3]}),),
        assets=(Asset("A001", note=notes[4]),),
    )


async def test_words_of_a_note_lead_to_its_place(tmp_path: Path) -> None:
    async with interview(noted(), tmp_path, "results", NARROW) as pilot:
        for word, place in NOTED.items():
            await press(pilot, "f3")
            await type_text(pilot, f"金庫 {word}")
            (line,) = shown(pilot, "#picks").split("\n")
            assert "金庫" in line
            await press(pilot, "enter")
            assert place_of(pilot) == place


ASSET = Asset("A001", "人事", "名簿", "", "企画室", "総務課", "removable", retention="退職後5年")
SERVICE = CloudService(id="S0001", name="雲", department="購買課", summary="受発注", author="山田")


async def test_every_field_of_a_row_is_searched(tmp_path: Path) -> None:
    record = new_record(assets=(ASSET,), cloud_services=(SERVICE,))
    words = {"企画室": "A001", "総務課": "A001", "退職後": "A001", "可搬電子": "A001"}
    words |= {"購買課": "S0001", "受発注": "S0001", "山田": "S0001"}
    async with interview(record, tmp_path, "results", WIDE) as pilot:
        await press(pilot, "f3")
        for word, key in words.items():
            await press(pilot, "ctrl+u")
            await type_text(pilot, word)
            values = [pick.value for pick in screen_of(pilot, Picker).found]
            places = [value.key for value in values if isinstance(value, Place)]
            assert key in places
            assert {"A001", "S0001"}.intersection(places) == {key}
            assert word in shown(pilot, "#picks")


async def test_what_was_planned_agreed_and_given_as_homework_is_found(tmp_path: Path) -> None:
    visits = Place("results", "訪問")
    item, measure = Place("self_check", "4"), Place("measures", "12")
    record = new_record(
        assets=(ASSET,),
        plan={12: PlannedMeasure(1, "鈴木さん", note="鍵付きの棚")},
        treatments={"A001": Treatment("retain", reason="写しがある", accepted_by="社長印")},
        priorities={item: Priority(3, reason="退職者のID", exceptions="役員だけ")},
        visits={1: Visit(agreed="窓口は総務", note="工場を見学")},
        homework=(Homework("H001", 1, "契約書をさがす", "佐藤さん"),),
    )
    found = {"鍵付きの棚": measure, "鈴木さん": measure, "退職者のID": item, "役員だけ": item}
    found |= {"写しがある": Place("assets", "A001"), "社長印": Place("assets", "A001")}
    found |= dict.fromkeys(("窓口は総務", "工場を見学", "契約書をさがす", "佐藤さん"), visits)
    async with interview(record, tmp_path, "measures", WIDE) as pilot:
        for word, place in found.items():
            await press(pilot, "f3")
            await type_text(pilot, word)
            assert word in shown(pilot, "#picks")
            await press(pilot, "enter")
            assert place_of(pilot).step == place.step
            if place is not visits:
                assert place_of(pilot) == place
            await press(pilot, "f8")


async def test_kana_of_either_kind_find_the_same(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "f3")
        counts = []
        for words in ("ぱすわーど", "パスワード", "ﾊﾟｽﾜｰﾄﾞ"):
            await press(pilot, "ctrl+u")
            await type_text(pilot, words)
            counts.append(len(screen_of(pilot, Picker).found))
        assert counts[0] > 1
        assert len(set(counts)) == 1


async def test_the_excerpt_has_the_word_in_sight_and_fills_its_cells(tmp_path: Path) -> None:
    note = "あ" * 300 + "鍵束" + "い" * 300
    record = new_record(measures={20: MeasureAnswer(note=note)})
    async with interview(record, tmp_path, "results", NARROW) as pilot:
        await press(pilot, "f3")
        await type_text(pilot, "鍵束")
        (line,) = shown(pilot, "#picks").split("\n")
        assert "メモ：… あ" in line
        assert "鍵束い" in line
        view = pilot.app.screen.query_one("#picks")
        assert cell_len(line) == view.container_size.width - 1


async def test_the_list_opens_with_what_is_shown_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred services with fifteen checks each must not hold the list back."""
    made: list[object] = []

    def counted(*args: object, **named: object) -> object:
        made.append(args)
        return Pick(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(find, "Pick", counted)
    services = tuple(CloudService(id=f"S{no:04}", name="雲") for no in range(1, 101))
    record = new_record(assets=ledger(1000), cloud_services=services)
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, "f3")
        assert len(made) <= 200
        await type_text(pilot, "S0100 雲")
        first = screen_of(pilot, Picker).found[0]
        assert first.value == Place("cloud", "S0100")


@pytest.mark.parametrize("typed", ["ランサムウェア", "らんさむうぇあ", "ぜいじゃくせい", "os"])
async def test_a_term_is_found_by_name_or_reading_and_explained(tmp_path: Path, typed: str) -> None:
    async with interview(noted(), tmp_path, "measures", NARROW) as pilot:
        here = place_of(pilot)
        await press(pilot, "f3")
        await type_text(pilot, typed)
        found = screen_of(pilot, Picker).found
        term = next(pick.value for pick in found if isinstance(pick.value, Term))
        await press(pilot, *["down"] * [pick.value for pick in found].index(term), "enter")
        assert shown(pilot, "#terms").startswith(f"{term.title}\n  {term.meaning[:8]}")
        # What is typed next searches on.
        await press(pilot, *["backspace"] * len(term.term), *"バックアップ")
        assert shown(pilot, "#terms").startswith("バックアップ")
        await press(pilot, "escape")
        assert place_of(pilot) == here


async def test_a_term_called_just_so_is_among_the_first_lines(tmp_path: Path) -> None:
    async with interview(noted(), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "f3")
        await type_text(pilot, "バックアップ")
        first = screen_of(pilot, Picker).found[:5]
        assert "バックアップ" in [each.value.term for each in first if isinstance(each.value, Term)]


async def test_enter_leads_to_a_place_before_a_term(tmp_path: Path) -> None:
    async with interview(noted(), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, "f3")
        await type_text(pilot, "パスワード")
        first, second = (pick.value for pick in screen_of(pilot, Picker).found[:2])
        assert first == Place("self_check", "3")
        assert isinstance(second, Term)
