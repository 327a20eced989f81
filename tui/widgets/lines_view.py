"""A scrolling region of painted lines, built for the width at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.paint import Lines, Target

Build = Callable[[int], Lines]


class LinesView(ScrollView, can_focus=False):
    """Shows what `build(width)` returns and paints anew only the lines that changed.

    The screen is laid out again only when the scroll bar comes or goes.
    """

    @dataclass
    class Clicked(Message):
        """A part with a target was clicked."""

        view: LinesView
        target: Target

        @property
        def control(self) -> LinesView:
            return self.view

    def __init__(
        self, build: Build | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._build: Build = build or (lambda _width: [])
        self._lines: Lines = []
        self._built_width = 0
        self._strips: dict[int, Strip] = {}
        self._style: Style | None = None
        self._sight: tuple[int, int] | None = None

    @property
    def lines(self) -> Lines:
        """The lines as last built."""
        return self._lines

    def show(self, build: Build) -> None:
        """Show other lines, from the top if they are shorter than the present place."""
        self._build = build
        self._rebuild()

    def keep_in_sight(self, first: int, last: int) -> None:
        """Scroll as little as needed for the lines `first`..`last` to be seen, now and resized."""
        self._sight = (first, last)
        region = Region(0, first, 1, last - first + 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    @property
    def is_longer_than_shown(self) -> bool:
        return len(self._lines) > self.size.height

    def page_on(self) -> None:
        """The next page, and from the end the top again."""
        at_end = self.scroll_offset.y >= len(self._lines) - self.size.height
        self.scroll_to(
            y=0 if at_end else self.scroll_offset.y + self.size.height - 1, animate=False
        )

    def move_to_start(self, starts: Sequence[int], by: int) -> None:
        """Scroll to the next (`by` 1) or the previous (-1) of the lines at which parts begin."""
        here = self.scroll_offset.y
        ahead = [start for start in starts if start > here]
        behind = [start for start in starts if start < here]
        target = (ahead[:1] if by > 0 else behind[-1:]) or [here]
        self.scroll_to(y=target[0], animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        self._rebuild()
        if self._sight is not None:
            self.call_after_refresh(self.keep_in_sight, *self._sight)

    def on_mount(self) -> None:
        # The colours of pieces may change where the view's own do not.
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint_anew())

    def _paint_anew(self) -> None:
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._style = None

    def render_line(self, y: int) -> Strip:
        if self._built_width != self._text_width:
            self._build_lines()
        number = y + self.scroll_offset.y
        if number not in self._strips:
            self._strips[number] = self._painted(number)
        return self._strips[number]

    def _painted(self, number: int) -> Strip:
        if self._style is None:
            self._style = self.visual_style
        width = max(self.size.width, 1)
        if number >= len(self._lines):
            return Strip.blank(width, self._style.rich_style)
        # Textual's own way wraps, aligns and looks for links; a line here is one already.
        line = self._lines[number]
        pieces = line.render(self._style, end="", parse_style=self._get_style)
        segments = [Segment(text, style.rich_style) for text, style in pieces]
        room = width - line.cell_length
        if room < 0:
            return Strip(segments, line.cell_length).adjust_cell_length(width)
        # Strips are dear: not one more for each line only to pad it.
        padding = [Segment(" " * room, self._style.rich_style)] if room else []
        return Strip([*segments, *padding], width)

    def on_click(self, event: events.Click) -> None:
        if target := event.style.meta.get("target"):
            event.stop()
            self.post_message(self.Clicked(self, tuple(target)))

    @property
    def _text_width(self) -> int:
        """One column stays free for the scroll bar, so that lines never move when it appears."""
        return self.container_size.width - 1

    def _build_lines(self) -> None:
        self._built_width = self._text_width
        self._lines = self._build(self._text_width) if self._text_width > 0 else []
        self._strips.clear()

    def _rebuild(self) -> None:
        """Build again, but paint again only the lines that changed."""
        before, strips, width = self._lines, self._strips.copy(), self._built_width
        self._build_lines()
        if self._text_width <= 0:
            return
        self._fit_scrolling()
        if width != self._text_width:
            self.refresh()
            return
        changed = set(_changed_lines(before, self._lines))
        self._strips = {n: strip for n, strip in strips.items() if n not in changed}
        self._refresh_seen(changed)

    def _refresh_seen(self, numbers: set[int]) -> None:
        """Paint those of the lines that are in sight, each run of neighbours in one go."""
        top, (width, height) = self.scroll_offset.y, self.size
        seen = sorted(n - top for n in numbers if 0 <= n - top < height)
        regions: list[Region] = []
        for y in seen:
            if regions and regions[-1].bottom == y:
                regions[-1] = regions[-1].grow((0, 0, 1, 0))
            else:
                regions.append(Region(0, y, width, 1))
        if regions:
            self.refresh(*regions)

    def _fit_scrolling(self) -> None:
        """Tell the scroll bar; lay the screen out again only if it appears or goes."""
        size, room = Size(self._text_width, len(self._lines)), self.container_size.height
        if (self.virtual_size.height > room) != (size.height > room):
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(LinesView.virtual_size, size)
            if size.height > room:
                self.vertical_scrollbar.window_virtual_size = size.height


def _changed_lines(before: Lines, now: Lines) -> Iterator[int]:
    """The numbers of the lines that are not as they were, those that are gone among them."""
    for number, (old, new) in enumerate(zip_longest(before, now)):
        if old is not new and (old is None or new is None or not old.is_same(new)):
            yield number
