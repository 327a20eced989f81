"""Where the answers go when saving fails, and how to write what somebody else had open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.file_listing import typed_paths
from tui.plain.commands import Reply
from tui.plain.desk import Desk, ReopenError, Spot

CANCELLED = "何も変えていません。"


def _go_on_beside(desk: Desk, spot: Spot) -> None:
    desk.session.go_on_beside()
    _tell_place(desk)


def _overwrite(desk: Desk, spot: Spot) -> None:
    desk.session.overwrite()
    _tell_place(desk)


def _save_again(desk: Desk, spot: Spot) -> None:
    desk.session.save_again()
    _tell_place(desk)


def _save_elsewhere(desk: Desk, spot: Spot) -> None:
    reply = desk.ask_entry("保存するフォルダの場所を書いてください。空の行でやめます。", spot)
    folders = typed_paths(reply.text) if reply.command in ("", "literal") else []
    if not folders:
        desk.say(CANCELLED)
    elif not folders[0].expanduser().is_dir():
        desk.say(f"{folders[0]} というフォルダはありません。{CANCELLED}")
    else:
        desk.session.save_in(folders[0].expanduser())
        _tell_place(desk)


def _tell_place(desk: Desk) -> None:
    desk.settle()
    desk.say(f"これからは {desk.session.path} に保存します。")


IN_PLACE: Mapping[str, Callable[[Desk, Spot], None]] = {
    "もう一度保存する": _save_again,
    "別の場所に保存する": _save_elsewhere,
}
BESIDE: Mapping[str, Callable[[Desk, Spot], None]] = {
    "続きのファイルで続ける": _go_on_beside,
    "上書きする。ほかの変更は控えに残す": _overwrite,
    "別の場所に保存する": _save_elsewhere,
}


def choose_save_place(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Where to save from now on."""
    session = desk.session
    if not session.may_write:
        desk.say("閲覧のみのため、保存するものはありません。")
        return
    place = f"答えは {session.beside or session.path} に保存しています。"
    desk.say(f"{session.save_message}。" if session.save_state == "failed" else place)
    choices = BESIDE if session.beside else IN_PLACE
    chosen = desk.choose("番号で選びます。b もどる。", list(choices), spot)
    if chosen is not None:
        [*choices.values()][chosen](desk, spot)


def start_writing(desk: Desk, reply: Reply, spot: Spot) -> None:
    """Try again to be the one who writes."""
    if desk.session.may_write:
        desk.say("いま書き込めます。答えはすべて保存しています。")
    elif not desk.session.is_abandoned:
        raise ReopenError(take_over=False)
    else:
        desk.say(f"{desk.session.view_message}。引き継いで書き込みますか。")
        if (
            desk.choose("番号で選びます。b もどる。", ["引き継いで書き込む", "閲覧を続ける"], spot)
            == 0
        ):
            raise ReopenError(take_over=True)
