"""What a step says about saving, and what one can do where it fails or somebody else writes."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from textual.timer import Timer

from data.session import SaveState, Session
from screens.at_place import AtPlace
from tui.actions import SAVE_PLACE, START_WRITING, Action
from tui.paint import fit
from tui.widgets.dialog import Choice

# Seconds until a save that is slow, or fails, is looked at again.
LOOKED_AGAIN: dict[SaveState, float] = {"saving": 0.3, "failed": 1.0}
SAVE_SIGNS: dict[SaveState, tuple[str, str]] = {
    "saved": ("保存済み", "$text-muted"),
    "saving": ("保存中", "bold $text-warning"),
    "failed": ("保存できません", "bold $text-error"),
    "viewing": ("閲覧のみ", "bold $text-warning"),
}
ELSEWHERE = "別の場所に保存する"


class ShowsSaving(AtPlace):
    """A screen with a status line; subclasses paint it in `refresh_frame`."""

    _look: Timer | None = None
    _said = ""

    def refresh_frame(self) -> None:
        """Paint what stands on every step; a save under way or failing is looked at again."""
        seconds = LOOKED_AGAIN.get(self.app.session.save_state)
        if seconds and self._look is None:
            self._look = self.set_timer(seconds, self._look_again)

    def _look_again(self) -> None:
        self._look = None
        # The engagement of a screen out of sight may be closed.
        if self in self.app.screen_stack:
            self.refresh_frame()

    def status_text(self, width: int) -> str:
        """What must be known about saving stays in sight as long as it holds."""
        session = self.app.session
        self._said = session.save_message or self._said
        if session.save_state == "failed" or session.beside:
            return _with_hint(self._said, SAVE_PLACE, width)
        if not session.may_write and self._said in ("", session.refusal):
            text = self._said or f"閲覧のみ：{session.view_message}"
            hinted = _with_hint(text, START_WRITING, width)
            # Who writes, and since when, comes first.
            return hinted if text in hinted else fit(text, width)
        return fit(self._said, width)

    def action_choose_save_place(self) -> None:
        session = self.app.session
        if not session.may_write:
            self.say("閲覧のみのため、保存するものはありません")
            return
        text, options = _question(session)
        self.app.push_screen(Choice("保存先", text, options), self._save_place_chosen)

    def _save_place_chosen(self, answer: str | None) -> None:
        session = self.app.session
        if answer == "elsewhere":
            self._ask_folder()
            return
        if answer == "go_on":
            session.go_on_beside()
        elif answer == "overwrite":
            session.overwrite()
        elif answer == "again":
            session.save_again()
        self._tell_place(answer)

    def _tell_place(self, answer: str | None) -> None:
        """Where the answers go now."""
        if answer in ("go_on", "overwrite", "again", "elsewhere"):
            self._said = ""
            self.say(f"これからは {self.app.session.path.name} に保存します")
            self.refresh_frame()

    def _ask_folder(self) -> None:
        from tui.widgets.file_dialog import FileDialog

        self.app.push_screen(FileDialog("保存先", Path.home(), wants="folder"), self._save_in)

    def _save_in(self, folders: list[Path] | None) -> None:
        if folders:
            self.app.session.save_in(folders[0])
            self._tell_place("elsewhere")

    def action_start_writing(self) -> None:
        """Try again to be the one who writes; what the other one wrote is read first."""
        if self.app.session.may_write:
            self.say("いま書き込めます。答えはすべて保存しています")
        elif self.app.reopen(self.current_place):
            self._tell_whether_writing()

    def _tell_whether_writing(self) -> None:
        session = self.app.session
        if session.may_write:
            self.app.say("書き込めるようになりました。最新の内容を読み込みました")
        elif session.is_abandoned:
            text = f"{session.view_message}。引き継いで書き込みますか？"
            options = {"yes": "引き継いで書き込む", "no": "閲覧を続ける"}
            self.app.push_screen(Choice("書き込めるようにする", text, options), self._take_over)
        else:
            self.app.say(f"まだ書き込めません。{session.view_message}")

    def _take_over(self, answer: str | None) -> None:
        if answer == "yes" and self.app.reopen(self.current_place, take_over=True):
            self._tell_whether_writing()


def _with_hint(text: str, action: Action, width: int) -> str:
    """The text, cut where need be, and the command that helps."""
    hint = f"  ^P「{action.title}」"
    room = width - cell_len(hint)
    return (text if cell_len(text) <= room else fit(text, room)) + hint


def _question(session: Session) -> tuple[str, dict[str, str]]:
    """What to ask about the place, and the answers."""
    if beside := session.beside:
        text = (
            f"{session.path.name} を、開いている間にほかのプログラムが変えました。"
            f"そのファイルはそのままにして、答えは {beside.name} に保存しています。どうしますか？"
        )
        return text, {
            "go_on": "続きのファイルで続ける",
            "overwrite": "上書きする（ほかの変更は控えに残す）",
            "elsewhere": ELSEWHERE,
        }
    if session.save_state == "failed":
        text = f"{session.save_message}。書けるようになるまで、自動で何度も試しています。"
        return text, {"again": "いますぐもう一度試す", "elsewhere": ELSEWHERE}
    text = f"答えは {session.path} に保存しています。別の場所にしても、今のファイルは残ります。"
    return text, {"no": "このまま", "elsewhere": ELSEWHERE}
