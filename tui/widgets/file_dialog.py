"""Choosing files or a folder with the keyboard: type to narrow down, or drop a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from data.file_listing import Listing, LookingAt, looks_like_path, typed_paths
from tui.marks import CHOSEN
from tui.paint import Lines, clickable, fit, line
from tui.widgets.dialog import Dialog
from tui.widgets.folder_rows import FolderRow, Wants, first_choice, folder_rows, path_shown
from tui.widgets.lines_view import LinesView
from tui.widgets.row_table import Column, Row, RowTable
from tui.widgets.text_line import TextLine

FILE_COLUMNS = (
    Column("", 2),
    Column("名前（新しい順）", 0),
    Column("更新", 16),
    Column("サイズ", 8, figure=True),
)
FOLDER_COLUMNS = (Column("", 2), Column("フォルダ", 0))
# Seconds a folder is waited for before the dialog goes on without it.
BLINK = 0.2


class FilterLine(TextLine):
    """Leaves to the list the keys that have no meaning in an empty field."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.value) or action not in ("cursor_left", "delete_left")

    def on_paste(self, event: events.Paste) -> None:
        """Several dropped files may come in a line each."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.split("\n")).replace("\r", " ").strip())


class FileDialog(Dialog[list[Path]]):
    """Answers with the files chosen, or with one folder, which may be new.

    `endings` (as `.xlsx`) are the files shown; others can still be typed.
    """

    AWAITS_FOCUS = True

    BINDINGS = [
        ("up", "move(-1)", "前"),
        ("down", "move(1)", "次"),
        ("pageup", "move_page(-1)", "前のページ"),
        ("pagedown", "move_page(1)", "次のページ"),
        ("left,backspace", "leave_folder", "上のフォルダ"),
        ("tab", "mark", "選ぶ"),
    ]

    def __init__(
        self,
        title: str,
        folder: Path,
        endings: Sequence[str] = (),
        *,
        several: bool = False,
        wants: Wants = "file",
    ) -> None:
        marking = "　Tab 選ぶ" if several else ""
        super().__init__(title, f"↑ ↓ 選ぶ{marking}　Enter 決める　← 上のフォルダへ　Esc やめる")
        self.start = folder
        self.endings = endings
        self.several = several
        self.wants = wants
        self.listing: Listing | None = None
        self.rows: list[FolderRow] = []
        self.cursor = 0
        self.marked: list[Path] = []
        self._said = ""
        self._about: Path | None = None
        self._looking: LookingAt | None = None
        self._new_name = ""

    def compose_dialog(self) -> ComposeResult:
        yield LinesView(self._place_lines, id="place")
        what = "ファイル" if self.wants == "file" else "フォルダ"
        yield FilterLine(hint=f"名前の一部、または{what}の場所", id="words")
        columns = FILE_COLUMNS if self.wants == "file" else FOLDER_COLUMNS
        yield RowTable(columns, "", id="files")
        yield LinesView(self._said_lines, id="said")

    def on_mount(self) -> None:
        self._look(self.start)

    # --- Looking ---

    def _look(self, path: Path, new_name: str = "") -> None:
        """Go to a folder, or take a file; `new_name` is offered there as a new folder."""
        self._looking, self._new_name = LookingAt(path, self.endings), new_name
        self._await_answer(self._looking, BLINK)

    def _await_answer(self, looking: LookingAt, seconds: float = 0) -> None:
        if looking is not self._looking:
            return
        if looking.wait(seconds):
            self._looking = None
            self._answered(looking)
        else:
            self._say("開いています…")
            self.set_timer(BLINK, lambda: self._await_answer(looking))

    def _answered(self, looking: LookingAt) -> None:
        try:
            seen = looking.seen
        except OSError as error:
            self._refused(looking.path, error)
            return
        if isinstance(seen, Listing):
            self._show_folder(seen)
        elif self.wants == "folder":
            self._say("それはファイルです。フォルダを選んでください")
        else:
            self.dismiss([seen])

    def _refused(self, path: Path, error: OSError) -> None:
        parent_is_other = path.parent != path
        if self.listing is None and parent_is_other:
            self._look(path.parent)
        elif self._may_be_new(error) and parent_is_other:
            self._look(path.parent, path.name)
        elif isinstance(error, FileNotFoundError):
            self._say("見つかりません：", path)
        else:
            self._say("開けません（権限がないか、つながっていません）：", path)

    def _may_be_new(self, error: OSError) -> bool:
        is_first = not self._new_name
        return self.wants == "folder" and is_first and isinstance(error, FileNotFoundError)

    def _show_folder(self, listing: Listing) -> None:
        left, self.listing = self.listing, listing
        self._said = ""
        field = self.query_one(FilterLine)
        with self.prevent(Input.Changed):
            field.value = self._new_name
        field.cursor_position = len(field.value)
        self._list(left.folder if left else None)
        self.query_one("#place", LinesView).show(self._place_lines)

    # --- Showing ---

    def _list(self, left: Path | None = None) -> None:
        """What matches; among files the cursor stands on the folder that was left."""
        typed = self.query_one(FilterLine).value
        as_path = looks_like_path(typed)
        self.rows = (
            folder_rows(self.listing, typed, self.wants) if self.listing and not as_path else []
        )
        places = {row.path: at for at, row in enumerate(self.rows) if row.kind == "folder"}
        start = first_choice(self.rows)
        self.cursor = places.get(left, start) if left and self.wants == "file" else start
        self.query_one(RowTable).empty = self._why_empty(as_path)
        self._show()

    def _why_empty(self, as_path: bool) -> str:
        if as_path:
            return "Enter でこの場所を開きます"
        return "見つかりません。ことばを変えてみてください"

    def _show(self) -> None:
        self.query_one(RowTable).show(len(self.rows), self._row, self.cursor)
        self.query_one("#said", LinesView).show(self._said_lines)

    def _row(self, index: int) -> Row:
        row = self.rows[index]
        mark = CHOSEN if row.path in self.marked and row.kind == "file" else ""
        if self.wants == "folder":
            return mark, row.label
        return mark, row.label, row.changed, row.size

    def _place_lines(self, width: int) -> Lines:
        folder = self.listing.folder if self.listing else self.start
        return [Content.styled(path_shown(folder, width), "bold")]

    def _said_lines(self, width: int) -> Lines:
        if self._said:
            where = path_shown(self._about, width - cell_len(self._said)) if self._about else ""
            return [Content.styled(fit(self._said + where, width), "$text-warning")]
        if self.marked:
            text = f"選んだ {len(self.marked)}つに決める（Enter）"
            return [clickable(line((text, "bold")), "marked")]
        return [Content.styled(fit(self._advice, width), "$text-muted")]

    @property
    def _advice(self) -> str:
        if self.wants == "folder":
            return "名前を書くと、その名前の新しいフォルダにできます"
        if self.listing and all(entry.is_folder for entry in self.listing.entries):
            return "ここに選べるファイルはありません"
        return "Tab で、いくつも選べます" if self.several else ""

    def _say(self, text: str, about: Path | None = None) -> None:
        self._said, self._about = text, about
        self.query_one("#said", LinesView).show(self._said_lines)

    # --- Keys and clicks ---

    @on(Input.Changed)
    def _narrow_down(self) -> None:
        self._said = ""
        self._list()

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        self._said = ""
        self._show()

    def action_move_page(self, by: int) -> None:
        self.action_move(by * self.query_one(RowTable).rows_in_sight)

    def action_leave_folder(self) -> None:
        out = next((row for row in self.rows if row.kind == "up"), None)
        if out:
            self._look(out.path)

    def action_mark(self) -> None:
        if self.several and self.rows and self.rows[self.cursor].kind == "file":
            self._turn_mark(self.rows[self.cursor].path)
            self.action_move(1)

    def _turn_mark(self, path: Path) -> None:
        if path in self.marked:
            self.marked.remove(path)
        else:
            self.marked.append(path)

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        row = self.rows[self.cursor] if self.rows else None
        if row is None:
            self._take_typed(event.value)
        elif self.marked and row.kind == "file":
            self.dismiss(self.marked)
        else:
            self._take(row)

    def _take_typed(self, text: str) -> None:
        paths = typed_paths(text)
        if self.several and len(paths) > 1:
            self.dismiss(paths)
        elif paths and looks_like_path(text):
            self._look(paths[0])
        elif paths and self.listing:
            self._look(self.listing.folder / paths[0])

    def _take(self, row: FolderRow) -> None:
        if row.kind in ("up", "drive", "folder"):
            self._look(row.path)
        else:
            self.dismiss([row.path])

    @on(RowTable.RowClicked)
    def _row_clicked(self, event: RowTable.RowClicked) -> None:
        self.cursor = event.index
        row = self.rows[event.index]
        if self.several and row.kind == "file":
            self._turn_mark(row.path)
            self.action_move(0)
        else:
            self._take(row)

    @on(LinesView.Clicked, "#said")
    def _marked_clicked(self) -> None:
        self.dismiss(self.marked)
