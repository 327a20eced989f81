"""A table of many rows: only the rows in sight are ever painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from tui.paint import fit, right

HEADER_LINES = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in cells; 0 shares what is left. Figures stand at the right edge.

    Slots are marks and gaps that take the whole width and stand as they are. A column is
    shown where the table has `from_room` cells or more.
    """

    title: str
    width: int
    figure: bool = False
    from_room: int = 0
    slots: bool = False

    def painted(self, cell: str, width: int) -> str:
        """The cell in `width` cells."""
        if self.figure or self.slots:
            return right(cell, width)
        return fit(cell, width)


Row = Sequence[str]


class RowTable(ScrollView, can_focus=False):
    """Shows `row_at(index)` for `count` rows with a cursor; the header stays in place.

    A `caption` stands above the titles while there is something to say of all rows.
    """

    @dataclass
    class RowClicked(Message):
        index: int

    def __init__(self, columns: Sequence[Column], empty: str, *, id: str) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.empty = empty
        self.cursor = 0
        self._count = 0
        self._row_at: Callable[[int], Row] = lambda _index: ()
        self._caption = ""
        # What stands in each line of the widget now, as text and style.
        self._standing: dict[int, tuple[str, str]] = {}
        self._columns_fitted: tuple[int, list[int]] = (-1, [])

    def show(
        self, count: int, row_at: Callable[[int], Row], cursor: int, caption: str = ""
    ) -> None:
        """Show these rows with the cursor in sight."""
        self._count, self._row_at, self._caption = count, row_at, caption
        self.cursor = max(0, min(cursor, count - 1))
        seen = self.scroll_offset, self.virtual_size
        self.virtual_size = Size(self.size.width - 1, count + self.head)
        sight = Region(0, self.cursor, 1, 1 + self.head)
        self.scroll_to_region(sight, animate=False, force=True, immediate=True)
        if seen == (self.scroll_offset, self.virtual_size):
            self._repaint_what_changed()
        else:
            self.refresh()

    def _repaint_what_changed(self) -> None:
        for y in range(self.size.height):
            if self._standing.get(y) != self._line(y):
                self.refresh_lines(y)

    def on_resize(self, _event: events.Resize) -> None:
        self._standing.clear()
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        self.show(self._count, self._row_at, self.cursor, self._caption)

    @property
    def head(self) -> int:
        """Lines above the rows."""
        return HEADER_LINES + bool(self._caption)

    @property
    def rows_in_sight(self) -> int:
        return max(self.size.height - self.head, 1)

    def render_line(self, y: int) -> Strip:
        self._standing[y] = self._line(y)
        content = Content.styled(*self._standing[y])
        width = max(self.size.width, 1)
        return Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)[0]

    def _line(self, y: int) -> tuple[str, str]:
        """Text and style of a line of the widget, from the caption or the titles on."""
        if y < self.head - HEADER_LINES:
            return fit(self._caption, self.size.width - 1), "bold $text-accent"
        if y < self.head:
            return self._painted([column.title for column in self.columns]), "bold $text-muted"
        index = self.scroll_offset.y + y - self.head
        if index < self._count:
            style = "bold reverse" if index == self.cursor else ""
            return self._painted(self._row_at(index)), style
        return (self.empty if self._count == 0 and y == self.head else ""), "$text-muted"

    def _painted(self, cells: Row) -> str:
        widths = self._widths()
        painted = [
            column.painted(cell, width)
            for cell, column, width in zip(cells, self.columns, widths, strict=True)
            if width
        ]
        return " ".join(painted)

    def _widths(self) -> list[int]:
        """Cells of each column; the columns of width 0 share the rest, 0 now means hidden."""
        room = self.size.width - 1
        if self._columns_fitted[0] != room:
            self._columns_fitted = room, self._fit_columns(room)
        return self._columns_fitted[1]

    def _fit_columns(self, room: int) -> list[int]:
        shown = [column for column in self.columns if room >= column.from_room]
        rest = room - sum(column.width + 1 for column in shown)
        sharing = sum(column.width == 0 for column in shown)
        share = max(rest // sharing, 4) if sharing else 0
        return [(column.width or share) if column in shown else 0 for column in self.columns]

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y - self.head
        if event.y >= self.head and index < self._count:
            self.post_message(self.RowClicked(index))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.refresh()
