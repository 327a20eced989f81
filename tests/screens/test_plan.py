"""The plan's screen: what helps most, the best set, treatments, and all that is to be done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.best_set import best_set
from data.effects import effects
from data.place import Place
from data.record import (
    Asset,
    Engagement,
    FollowUp,
    Homework,
    MeasureAnswer,
    PlannedMeasure,
    ThreatRating,
    Treatment,
)
from data.risk import risk_board
from data.session import Session
from screens.plan import BEST, RANKING, SECTIONS, TO_DO, TREATMENTS, PlanScreen
from screens.plan_forms import PlannedForm, TreatmentForm
from screens.step import StepScreen
from tests.screens.runs import (
    NARROW,
    TODAY,
    app_of,
    interview,
    ledger,
    new_record,
    on_disk,
    place_of,
    press,
    record_of,
    screen_of,
    screen_text,
    shown,
    write,
)
from tests.strategies import whole_record
from tui.app import KikitoriApp

EARLY = date(2026, 11, 13)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KikitoriApp, "today", lambda _app: TODAY)


def risky() -> Engagement:
    """Two risks 大 on paper and one small one, most measures done."""
    assets = (
        Asset("A001", name="社員名簿", medium="paper", personal=True),
        Asset("A002", name="台帳", medium="paper", confidentiality=3),
        Asset("A003", name="掲示", medium="paper", confidentiality=1),
    )
    record = whole_record(status=1)
    measures = {**record.measures, **{no: MeasureAnswer(3) for no in (1, 2, 8)}}
    threats = {key: ThreatRating(3) for key in record.threats}
    return replace(record, assets=assets, measures=measures, threats=threats)


def squeezed(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def to(section: int) -> list[str]:
    return ["y", *["pagedown"] * section]


def high(record: Engagement) -> int:
    return risk_board(record).level_counts()["high"]


@pytest.mark.parametrize("step", ["self_check", "assets", "results"])
async def test_the_plan_is_one_key_away_and_so_is_the_way_back(tmp_path: Path, step: str) -> None:
    async with interview(risky(), tmp_path, step) as pilot:
        before = place_of(pilot)
        await press(pilot, "ｙ")
        plan = screen_of(pilot, PlanScreen)
        for section in (RANKING, BEST, TREATMENTS, TO_DO, TO_DO):
            assert plan.section == section
            assert SECTIONS[section].keys in shown(pilot, "#plan-foot")
            await press(pilot, "pagedown")
        await press(pilot, *["pageup"] * 5)
        assert plan.section == RANKING
        await press(pilot, "escape")
        assert place_of(pilot) == before
        assert record_of(pilot) == risky()


async def test_the_ranking_is_that_of_the_effects(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures", NARROW) as pilot:
        await press(pilot, *to(RANKING))
        ranked = [effect.measure.no for effect in effects(risky())]
        lines = shown(pilot, "#plan").split("\n")[2:]
        assert [int(re.findall(r"\d+", line)[0]) for line in lines] == ranked
        best = effects(risky())[0]
        assert f"▲ {best.rate_gain.percent}%" in lines[0]
        await press(pilot, "down", "enter")
        assert place_of(pilot) == Place("measures", str(ranked[1]))


async def test_measures_are_planned_and_taken_back_in_the_ranking(tmp_path: Path) -> None:
    record = risky()
    async with interview(record, tmp_path, "measures") as pilot:
        first, second = (effect.measure.no for effect in effects(record)[:2])
        await press(pilot, *to(RANKING), "1", "down", "２")
        assert on_disk(pilot).plan == {
            no: PlannedMeasure(1 if no == first else 2) for no in sorted((first, second))
        }
        assert on_disk(pilot).measures == record.measures
        assert shown(pilot, "#plan").split("\n")[2].startswith("計")
        assert f"対策 {second} を「一部」の予定にしました" in shown(pilot, "#plan-foot")
        await press(pilot, "0")
        assert list(record_of(pilot).plan) == [first]
        await press(pilot, "0")
        assert "取り消す予定がありません" in shown(pilot, "#plan-foot")
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert record_of(pilot) == record
        assert "戻せる操作はありません" in shown(pilot, "#plan-foot")


async def test_undo_here_never_reaches_what_was_done_before(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, "home", "4", "y", "ctrl+z")
        assert record_of(pilot).measures[1].status == 4


async def test_the_best_set_is_taken_into_the_plan_in_one_undo(tmp_path: Path) -> None:
    record = risky()
    best = best_set(record, {})
    assert best.exact
    assert best.measures
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(BEST))
        text = squeezed(shown(pilot, "#plan"))
        said = f"次の{len(best.measures)}件（手間の合計{best.effort}）を実施すると、"
        assert f"{said}リスク大が{best.high_now}件から{best.high_after}件になります" in text
        assert "小さい組み合わせはありません" in text
        await press(pilot, "enter")
        assert on_disk(pilot).plan == {no: PlannedMeasure(1) for no in best.measures}
        await press(pilot, "ctrl+z")
        assert on_disk(pilot) == record


async def test_a_bound_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = best_set(risky(), {})._replace(exact=False, bound=3)
    monkeypatch.setattr("screens.plan.best_set", lambda *_: found)
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, *to(BEST))
        assert "合計は3より小さくなりません" in squeezed(shown(pilot, "#plan"))


async def test_the_best_set_is_searched_once_until_an_answer_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[Engagement] = []

    def counted(record: Engagement, efforts: dict[int, int]) -> object:
        searched.append(record)
        return best_set(record, efforts)

    monkeypatch.setattr("screens.plan.best_set", counted)
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, *to(RANKING), "1", "2")
        assert searched == []
        await press(pilot, "pagedown", "down", "up", "enter", "pagedown", "pageup")
        assert len(searched) == 1


async def test_what_is_planned_with_a_measure_is_written_in_a_form(tmp_path: Path) -> None:
    record = replace(risky(), homework=(Homework("H001", person="鈴木さん"),))
    number = effects(record)[0].measure.no
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(RANKING), "e")
        screen_of(pilot, PlannedForm)
        await press(pilot, "1", *"佐藤", "enter", *"12月4日", "enter", "3", *"棚を買う", "enter")
        screen_of(pilot, PlanScreen)
        due = date(2026, 12, 4)
        assert on_disk(pilot).plan == {number: PlannedMeasure(1, "佐藤", due, 3, "棚を買う")}
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == record


async def test_a_person_named_anywhere_is_suggested(tmp_path: Path) -> None:
    record = replace(risky(), homework=(Homework("H001", person="鈴木さん"),))
    number = effects(record)[0].measure.no
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(RANKING), "e", "down", "鈴", "right", "escape")
        assert on_disk(pilot).plan[number].person == "鈴木さん"


async def test_a_day_that_cannot_be_read_holds_the_form_once(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "measures") as pilot:
        await press(pilot, *to(RANKING), "e", "down", "down", *"来週", "escape")
        screen_of(pilot, PlannedForm)
        await press(pilot, "escape")
        screen_of(pilot, PlanScreen)


async def test_a_risk_is_treated_and_what_remains_of_it_is_shown(tmp_path: Path) -> None:
    record = risky()
    async with interview(record, tmp_path, "assets") as pilot:
        await press(pilot, *to(TREATMENTS))
        text = squeezed(shown(pilot, "#plan"))
        assert "社員名簿" in text
        assert "掲示" not in text
        assert text.count("対応は未定") == high(record) == 2
        await press(pilot, "enter")
        screen_of(pilot, TreatmentForm)
        await press(pilot, "1", *"1,2 8", "enter", *"佐藤", "enter", *"12月4日", "enter", "2")
        await press(pilot, *"鍵を替える", "enter", *"社長", "enter")
        screen_of(pilot, PlanScreen)
        due = date(2026, 12, 4)
        said = Treatment("reduce", (1, 2, 8), "佐藤", due, 2, "鍵を替える", "社長")
        assert on_disk(pilot).treatments == {"A001": said}
        assert on_disk(pilot).plan == {no: PlannedMeasure(1) for no in (1, 2, 8)}
        assert on_disk(pilot).measures == record.measures
        text = squeezed(shown(pilot, "#plan"))
        assert "6大→3小▼3社員名簿" in text
        assert "低減（対策1、2、8）佐藤12月4日（あと14日）" in text
        await press(pilot, "ctrl+z")
        assert on_disk(pilot) == record


@pytest.mark.parametrize("leave", ["enter", "escape"])
async def test_a_risk_retained_without_a_reason_is_held_once(tmp_path: Path, leave: str) -> None:
    async with interview(risky(), tmp_path, "assets") as pilot:
        await press(pilot, *to(TREATMENTS), "enter", "2", *(["up"] * 2 if leave == "enter" else []))
        form = screen_of(pilot, TreatmentForm)
        if leave == "enter":
            # From the last field on nothing empty is left behind.
            await press(pilot, *"社長", "enter")
        else:
            await press(pilot, "escape")
        assert screen_of(pilot, TreatmentForm) is form
        assert "理由も書いて" in shown(pilot, "#small-form-help")
        assert form.focused is not None
        assert form.focused.id == "field-reason"
        await press(pilot, *"古い", "escape")
        screen_of(pilot, PlanScreen)
        assert on_disk(pilot).treatments["A001"].reason == "古い"
        assert "理由が未記入" not in shown(pilot, "#plan")


async def test_held_once_it_is_let_go_and_told(tmp_path: Path) -> None:
    async with interview(risky(), tmp_path, "assets") as pilot:
        await press(pilot, *to(TREATMENTS), "enter", "2", "escape", "escape")
        screen_of(pilot, PlanScreen)
        assert on_disk(pilot).treatments == {"A001": Treatment("retain")}
        assert "理由が未記入" in shown(pilot, "#plan")


async def test_an_asset_to_be_avoided_goes(tmp_path: Path) -> None:
    record = replace(risky(), treatments={"A003": Treatment("avoid")})
    async with interview(record, tmp_path, "assets") as pilot:
        await press(pilot, *to(TREATMENTS))
        assert "なくなる掲示" in squeezed(shown(pilot, "#plan"))
        await press(pilot, "end", "ｇ")
        assert place_of(pilot) == Place("assets", "A003")


def with_tasks() -> Engagement:
    return replace(
        risky(),
        plan={2: PlannedMeasure(1, "佐藤", EARLY), 8: PlannedMeasure(2)},
        treatments={"A001": Treatment("avoid", person="専務", due=date(2026, 12, 4))},
        homework=(Homework("H001", text="鍵を数える", person="田中", due=date(2026, 12, 1)),),
        follow_ups={Place("threats", "T02"): FollowUp(marked=True)},
    )


async def test_all_that_is_to_be_done_stands_by_its_day(tmp_path: Path) -> None:
    async with interview(with_tasks(), tmp_path, "measures") as pilot:
        await press(pilot, *to(TO_DO))
        heading, *lines = shown(pilot, "#plan").split("\n")
        assert heading == "5件。期限を過ぎたもの1件、担当が決まっていないもの2件"
        rows = [squeezed(a + b) for a, b in zip(lines[::2], lines[1::2], strict=True)]
        assert rows[0].startswith("遅対策2対策の明確化を「実施」に佐藤11月13日（7日過ぎています）")
        assert rows[1].startswith("宿題鍵を数える田中12月1日")
        assert rows[2].startswith("リスク対応A001社員名簿の回避専務12月4日")
        assert rows[3].startswith("空対策8資産の特定を「一部」に担当は未定期限は未定")
        assert rows[4].startswith("空確かめることT02")


async def test_what_is_reported_done_becomes_the_answer(tmp_path: Path) -> None:
    record = with_tasks()
    async with interview(record, tmp_path, "measures") as pilot:
        before = high(record)
        await press(pilot, *to(TO_DO), "ｘ")
        after = on_disk(pilot)
        assert after.measures == {**record.measures, 2: MeasureAnswer(1)}
        assert after.plan[2] == replace(record.plan[2], done=TODAY)
        assert "2対策の明確化" not in squeezed(shown(pilot, "#plan"))
        assert "答えも変えました" in shown(pilot, "#plan-foot")
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == record
        assert high(record_of(pilot)) == before


async def test_done_moves_the_figure_of_the_panel(tmp_path: Path) -> None:
    record = replace(risky(), plan={no: PlannedMeasure(1, due=EARLY) for no in (1, 2, 8)})
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(TO_DO), "x", "x", "x", "escape")
        assert high(record_of(pilot)) == 0
        assert "大 0 ▼ 2" in shown(pilot, "#folded")


async def test_enter_leads_to_what_is_to_be_done(tmp_path: Path) -> None:
    async with interview(with_tasks(), tmp_path, "self_check") as pilot:
        await press(pilot, *to(TO_DO), "end", "x")
        assert "確かめることは" in shown(pilot, "#plan-foot")
        await press(pilot, "enter")
        assert place_of(pilot) == Place("threats", "T02")


async def test_homework_is_done_and_changed_in_the_list(tmp_path: Path) -> None:
    record = with_tasks()
    (homework,) = record.homework
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(TO_DO), "down", "e", "end", *"す", "escape", "x")
        changed = replace(homework, text="鍵を数えるす", done=TODAY)
        assert on_disk(pilot).homework == (changed,)
        assert "宿題" not in shown(pilot, "#plan").replace("宿題や", "")
        await press(pilot, "ctrl+z", "ctrl+z")
        assert record_of(pilot) == record


async def test_who_finds_out_is_written_in_the_same_list(tmp_path: Path) -> None:
    async with interview(with_tasks(), tmp_path, "self_check") as pilot:
        await press(pilot, *to(TO_DO), "end", "e", "田", "right", "escape")
        asked = FollowUp(marked=True, person="田中")
        assert on_disk(pilot).follow_ups == {Place("threats", "T02"): asked}
        await press(pilot, "ctrl+z")
        assert record_of(pilot) == with_tasks()


async def test_while_trying_the_plan_is_tried(tmp_path: Path) -> None:
    record = risky()
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, "s", *to(BEST), "enter", "escape", "s", "2")
        assert record_of(pilot) == record


async def test_an_empty_interview_is_told_how_it_goes_on(tmp_path: Path) -> None:
    async with interview(new_record(), tmp_path, "measures") as pilot:
        await press(pilot, "y")
        for words in ("まだ回答がありません", "リスク大の情報資産はありません", "ここに並びます"):
            assert words in squeezed(shown(pilot, "#plan"))
            await press(pilot, "enter", "1", "0", "e", "x", "g", "down", "pagedown")
        assert "することは、まだありません" in squeezed(shown(pilot, "#plan"))
        await press(pilot, "y")
        screen_of(pilot, StepScreen)
        assert app_of(pilot).session.record == new_record()


async def test_what_somebody_else_writes_is_read_and_not_planned(tmp_path: Path) -> None:
    path = write(tmp_path / "会社.toml", with_tasks())
    other = Session.open(path)
    try:
        async with KikitoriApp(path).run_test(size=NARROW) as pilot:
            await pilot.pause()
            await press(pilot, *to(TO_DO), "x")
            assert "閲覧のみ" in screen_text(pilot)
            await press(pilot, "escape", "e", "escape", "pageup", "enter")
            assert "変えられません" in shown(pilot, "#plan-foot")
            await press(pilot, "pageup", "enter")
            assert "変えられません" in shown(pilot, "#plan-foot")
            assert record_of(pilot) == with_tasks()
    finally:
        other.close()


async def test_a_large_ledger_is_treated_without_reading_it_for_the_ranking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[Engagement] = []

    def counted(record: Engagement) -> object:
        computed.append(record)
        return effects(record)

    monkeypatch.setattr("screens.plan.effects", counted)
    record = replace(risky(), assets=ledger(1000))
    async with interview(record, tmp_path, "measures") as pilot:
        await press(pilot, *to(RANKING), "1", "down", "2", "pagedown", "pageup")
        # Planning changes no answer, and so no effect.
        assert len(computed) == 1
