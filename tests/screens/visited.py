"""A firm between its first and its second visit, and ways about its visits on the screen."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from data.edits import AnswerMeasure
from data.place import Place
from data.record import (
    Engagement,
    EngagementInfo,
    FollowUp,
    Homework,
    SelfCheck,
    SelfCheckAnswer,
    Visit,
)
from data.visit_edits import FreezeBaseline
from screens.visits import VisitsScreen
from tests.screens.runs import TODAY, ledger, press, screen_of, shown

FIRST = date(2026, 11, 6)
AGREED = "名簿は鍵のかかる棚へ\n責任者は総務部長"
CONTRACT = Homework("H001", 1, "社外サーバーの契約書を探す", "総務の佐藤さん", date(2026, 11, 17))
ROSTER = Homework("H002", 1, "名簿の保存先を調べる", done=date(2026, 11, 19))


def between_visits() -> Engagement:
    """Small: 25 questions but three, three assets, no service."""
    items = {no: SelfCheckAnswer("done") for no in range(1, 23)} | {3: SelfCheckAnswer("unknown")}
    record = Engagement(
        info=EngagementInfo(FIRST, theme="risk"),
        self_check=SelfCheck(date=TODAY, items=items),
        assets=ledger(3),
        follow_ups={
            Place("self_check", "9"): FollowUp(True, "田中さん", date(2026, 11, 18)),
            Place("assets", "A0002"): FollowUp(True),
        },
        visits={1: Visit(FIRST, AGREED, asked=("room",))},
        homework=(CONTRACT, ROSTER),
    )
    frozen = FreezeBaseline(1, FIRST).apply(record)
    return AnswerMeasure(12, 1).apply(frozen)


def rows(pilot: Pilot[int]) -> list[str]:
    return shown(pilot, "#visit").split("\n")


async def to_row(pilot: Pilot[int], kind: str, key: str = "") -> None:
    """Move with the arrow until the cursor stands on a row of this kind."""
    screen = screen_of(pilot, VisitsScreen)
    await press(pilot, "home")
    for _ in range(len(screen.rows)):
        if screen.row.kind == kind and key in (screen.row.key, ""):
            return
        await pilot.press("down")
        await pilot.pause()
    raise AssertionError(f"no row {kind} {key}: {rows(pilot)}")
