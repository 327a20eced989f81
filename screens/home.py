"""The home screen: the engagements in the data folder, newest first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from data.folder import data_folder, engagement_files, sealed_among
from screens.commands import WithCommands
from screens.help import HelpScreen
from tui.actions import HOME_ACTIONS, KEYLESS, Action, actions_of_home, bindings, key_hint
from tui.marks import SEALED
from tui.paint import Lines, clickable, fit, line, prose
from tui.widgets.lines_view import LinesView
from tui.widgets.prompt import Prompt

ENDING = ".toml"


class HomeScreen(WithCommands):
    """Open, begin, or look at the sample firm."""

    ACTIONS: ClassVar[tuple[Action, ...]] = HOME_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME_ACTIONS)]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = engagement_files()
        self.sealed = sealed_among(self.files)
        self.cursor = 0

    def compose(self) -> ComposeResult:
        yield LinesView(self._title_lines, id="home-title")
        yield LinesView(self._file_lines, id="home-files")
        yield LinesView(self._key_lines, id="home-keys")

    def _title_lines(self, width: int) -> Lines:
        return [
            line((" 聞き取り ", "bold reverse"), "  情報セキュリティの聞き取り"),
            Content(""),
            *prose(
                "会社の情報のどこが危ないか、何から手を付けるかを、質問に答えながら見つけます。",
                width,
            ),
            *prose("インターネットは使いません。答えはその都度このパソコンに保存されます。", width),
        ]

    def _file_lines(self, width: int) -> Lines:
        heading = Content.styled(fit("これまでの聞き取り（新しい順）", width), "bold $text-muted")
        return [heading, *(self._file_line(i, path, width) for i, path in enumerate(self.files))]

    def _file_line(self, index: int, path: Path, width: int) -> Content:
        name = f"{SEALED} {path.stem}" if path in self.sealed else path.stem
        text = f" {fit(name, width - 20)} {fit(_changed(path), 16)} "
        style = "bold reverse" if index == self.cursor else ""
        return clickable(line((text, style)), "file", index)

    def _key_lines(self, width: int) -> Lines:
        keys = [key_hint(action) for action in self.ACTIONS if action.short]
        place = fit(f"保存先 {data_folder()}", width)
        return [Content.styled(place, "$text-muted"), Content("  ").join(keys)]

    def _show_files(self) -> None:
        view = self.query_one("#home-files", LinesView)
        view.show(self._file_lines)
        view.keep_in_sight(self.cursor, self.cursor + 1)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.files) - 1))
        self._show_files()

    def action_open(self) -> None:
        if self.files:
            self.app.open_file(self.files[self.cursor])

    def action_add(self) -> None:
        prompt = Prompt("新しい聞き取り", "会社名（あとでもかまいません）", "例：株式会社サンプル")
        self.app.push_screen(prompt, self._start)

    def _start(self, firm_name: str | None) -> None:
        if firm_name is not None:
            self.app.start_new(firm_name, may_choose_folder=True)

    def action_open_path(self) -> None:
        from tui.widgets.file_dialog import FileDialog

        dialog = FileDialog("ファイルを開く", data_folder(), (ENDING,))
        self.app.push_screen(dialog, self._open_path)

    def _open_path(self, chosen: list[Path] | None) -> None:
        if chosen:
            self.app.open_file(chosen[0])

    def action_import_books(self) -> None:
        self.app.import_books(into_new=True)

    def action_sample(self) -> None:
        self.app.open_sample()

    def action_help(self) -> None:
        groups = (("この画面のキー", self.ACTIONS), ("どこでも", KEYLESS))
        self.app.push_screen(HelpScreen(self.help_lines, groups))

    def help_lines(self, _width: int) -> Lines:
        """What stands above the keys in the help."""
        return []

    def commands(self) -> tuple[Action, ...]:
        return actions_of_home(self.ACTIONS)

    def action_leave(self) -> None:
        self.app.exit(0)

    @on(LinesView.Clicked)
    async def _clicked(self, event: LinesView.Clicked) -> None:
        kind, target = event.target
        if kind == "file":
            self.cursor = int(target)
            self.action_open()
        else:
            await self.run_action(str(target))


def _changed(path: Path) -> str:
    """When the file was last changed; empty when it is gone meanwhile."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return ""
    return f"{changed:%Y-%m-%d %H:%M}"
