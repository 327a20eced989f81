"""What can be asked for anywhere: the ways to other places, help, undo and redo."""

from __future__ import annotations

from typing import NoReturn

from data.edits import Edit
from data.place import Place, Step
from data.place_names import STEP_TITLES, is_there
from data.progress import progress
from tui.plain.commands import Reply, command_lines, read_reply
from tui.plain.desk import Desk, JumpError, LeaveError, OtherDialogError, Spot, SwitchError
from tui.plain.figures import progress_lines
from tui.plain.steps import STEPS

GENERAL_HELP = (
    "1行ずつ質問を読み、1行ずつ答えます。答えはその都度保存します。",
    "番号や操作は、全角でもかまいません。",
)

# What is no step, but may be gone to from the menu.
BESIDE_STEPS = ("訪問", "計画")


def show_menu(desk: Desk, reply: Reply, spot: Spot) -> None:
    """The steps with how far each has come; a number goes there."""
    counts = progress(desk.record)
    shown = [*(_step_line(step, str(counts.get(step, ""))) for step in STEPS), *BESIDE_STEPS]
    prompt = "目次です。番号で移ります。b もどる、o 別の聞き取り、q おわる。"
    chosen = desk.choose(prompt, shown, spot)
    if chosen is None:
        return
    if chosen >= len(STEPS):
        raise OtherDialogError(read_reply(shown[chosen]))
    raise JumpError(Place(STEPS[chosen]))


def _step_line(step: Step, count: str) -> str:
    """「自社診断、13/25」「情報資産、4件」."""
    unit = "" if "/" in count else "件"
    return STEP_TITLES[step] + (f"、{count}{unit}" if count else "")


def show_help(desk: Desk, reply: Reply, spot: Spot) -> None:
    desk.say(*(spot.help() or GENERAL_HELP), "?? で操作の一覧です。")


def show_commands(desk: Desk, reply: Reply, spot: Spot) -> None:
    desk.say(*command_lines())


def show_progress(desk: Desk, reply: Reply, spot: Spot) -> None:
    desk.say(*progress_lines(desk.record))


def go(desk: Desk, reply: Reply, spot: Spot) -> None:
    raise JumpError(Place(next(step for step in STEPS if step == reply.rest)))


def leave(desk: Desk, reply: Reply, spot: Spot) -> None:
    raise LeaveError


def switch(desk: Desk, reply: Reply, spot: Spot) -> None:
    raise SwitchError


def undo(desk: Desk, reply: Reply, spot: Spot) -> None:
    _walk(desk, desk.session.undo(), "元に戻しました", "戻せる操作はありません。")


def redo(desk: Desk, reply: Reply, spot: Spot) -> None:
    _walk(desk, desk.session.redo(), "やり直しました", "やり直せる操作はありません。")


def _walk(desk: Desk, edit: Edit | None, done: str, nothing: str) -> None:
    if edit is None:
        desk.say(nothing)
        return
    desk.settle()
    desk.say(f"{done}：{edit.label}")
    jump(desk, edit.place)


def jump(desk: Desk, place: Place) -> NoReturn:
    """On at a place after the record changed there; at its step when it is gone."""
    stands = place.step == "firm" or is_there(desk.record, place)
    raise JumpError(place if stands else Place(place.step))
