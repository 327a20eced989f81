"""A scrolling region of painted lines, built for the width at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from tui.paint import Lines, Target

Build = Callable[[int], Lines]


class LinesView(ScrollView, can_focus=False):
    """Shows what `build(width)` returns; painting a change never lays the screen out again."""

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
        self._strips: dict[int, Strip] = {}
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

    def on_resize(self, _event: events.Resize) -> None:
        self._rebuild()
        if self._sight is not None:
            self.call_after_refresh(self.keep_in_sight, *self._sight)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        width = self._text_width
        strip = self._strips.get(number)
        if strip is None:
            content = self._lines[number] if number < len(self._lines) else Content("")
            style = self.visual_style
            strip = Visual.to_strips(self, content, max(width, 1), 1, style, pad=True)[0]
            self._strips[number] = strip
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        if target := event.style.meta.get("target"):
            event.stop()
            self.post_message(self.Clicked(self, tuple(target)))

    @property
    def _text_width(self) -> int:
        """One column stays free for the scroll bar, so that lines never move when it appears."""
        return self.container_size.width - 1

    def _rebuild(self) -> None:
        if self._text_width <= 0:
            return
        self._lines = self._build(self._text_width)
        self._strips.clear()
        self.virtual_size = Size(self._text_width, len(self._lines))
        self.refresh()
