"""Painted lines: what is clicked, what is in sight, and what a change costs."""

from __future__ import annotations

from textual.app import App
from textual.content import Content
from textual.pilot import Pilot

from tests.tui.stage import Stage, lines_of
from tui.paint import Lines, clickable, fit, line
from tui.themes import THEMES
from tui.widgets.lines_view import LinesView

SIZE = (40, 10)


def numbered(count: int) -> Lines:
    return [clickable(f"行{number}", "line", number) for number in range(count)]


def view_of(pilot: Pilot[None]) -> LinesView:
    return pilot.app.query_one(LinesView)


def stage(count: int) -> Stage:
    return Stage(lambda: LinesView(lambda _width: numbered(count), id="it"), LinesView.Clicked)


def in_sight(app: App[None]) -> list[str]:
    return [text.strip(" ▁▂▃▄▅▆▇█") for text in lines_of(app)]


async def test_lines_are_built_for_the_width_at_hand() -> None:
    widths: list[int] = []

    def build(width: int) -> Lines:
        widths.append(width)
        return [Content("x" * width)]

    async with Stage(lambda: LinesView(build, id="it")).run_test(size=SIZE) as pilot:
        assert widths[-1] == SIZE[0] - 1
        await pilot.resize_terminal(60, 10)
        assert widths[-1] == 59
        assert lines_of(pilot.app)[0].rstrip() == "x" * 59


async def test_a_line_keeps_its_width_when_the_scroll_bar_appears() -> None:
    widths: list[int] = []
    count = 3

    def build(width: int) -> Lines:
        widths.append(width)
        return [Content(fit("情報資産の台帳", width))] * count

    async with Stage(lambda: LinesView(build, id="it")).run_test(size=SIZE) as pilot:
        count = 50
        view_of(pilot).show(build)
        await pilot.pause()
        assert view_of(pilot).show_vertical_scrollbar
        assert set(widths) == {SIZE[0] - 1}
        assert "台帳" in lines_of(pilot.app)[0]


async def test_a_click_tells_the_target_under_it() -> None:
    app = stage(30)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(LinesView, offset=(1, 3))
        view_of(pilot).scroll_to(y=12, animate=False)
        await pilot.pause()
        await pilot.click(LinesView, offset=(0, 3))
        await pilot.pause()
        assert [message.target for message in app.heard] == [("line", 3), ("line", 15)]


async def test_either_half_of_a_wide_character_is_its_target() -> None:
    def build(_width: int) -> Lines:
        return [line(clickable("資産", "left"), clickable("脅威", "right"))]

    app = Stage(lambda: LinesView(build, id="it"), LinesView.Clicked)
    async with app.run_test(size=SIZE) as pilot:
        for x in range(9):
            await pilot.click(LinesView, offset=(x, 0))
        await pilot.pause()
        assert [message.target[0] for message in app.heard] == ["left"] * 4 + ["right"] * 4


async def test_a_click_beside_every_target_says_nothing() -> None:
    app = stage(2)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(LinesView, offset=(20, 0))
        await pilot.click(LinesView, offset=(1, 8))
        await pilot.pause()
        assert app.heard == []


async def test_other_lines_of_the_same_number_are_shown_without_a_layout() -> None:
    async with stage(5).run_test(size=SIZE) as pilot:
        await pilot.pause()
        laid_out = 0
        screen = pilot.app.screen
        layout = screen._refresh_layout

        def counted(*args: object, **named: object) -> None:
            nonlocal laid_out
            laid_out += 1
            layout(*args, **named)  # type: ignore[arg-type]

        screen._refresh_layout = counted  # type: ignore[method-assign]
        for text in ("一", "二", "三"):
            view_of(pilot).show(lambda _width, text=text: [Content(text)] * 5)  # type: ignore[misc]
            await pilot.pause()
            assert in_sight(pilot.app)[0] == text
        assert laid_out == 0


async def test_lines_asked_for_are_in_sight_and_stay_so_when_resized() -> None:
    async with stage(200).run_test(size=SIZE) as pilot:
        view = view_of(pilot)
        for first in (150, 20, 199, 0, 77):
            view.keep_in_sight(first, min(first + 2, 199))
            await pilot.pause()
            assert f"行{first}" in in_sight(pilot.app)
            assert f"行{min(first + 2, 199)}" in in_sight(pilot.app)
        await pilot.resize_terminal(40, 4)
        await pilot.pause()
        assert "行77" in in_sight(pilot.app)


async def test_a_line_in_sight_already_moves_nothing() -> None:
    async with stage(200).run_test(size=SIZE) as pilot:
        view = view_of(pilot)
        view.keep_in_sight(50, 50)
        await pilot.pause()
        before = view.scroll_offset.y
        view.keep_in_sight(47, 48)
        await pilot.pause()
        assert view.scroll_offset.y == before


async def test_fewer_lines_bring_the_view_back_to_them() -> None:
    async with stage(200).run_test(size=SIZE) as pilot:
        view = view_of(pilot)
        view.keep_in_sight(190, 190)
        await pilot.pause()
        view.show(lambda _width: numbered(3))
        await pilot.pause()
        assert in_sight(pilot.app)[:3] == ["行0", "行1", "行2"]


async def test_a_change_of_theme_repaints_every_line() -> None:
    def build(_width: int) -> Lines:
        return [Content.styled("警告", "$text-error")]

    async with Stage(lambda: LinesView(build, id="it")).run_test(size=SIZE) as pilot:
        before = view_of(pilot).render_line(0)
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert view_of(pilot).render_line(0) != before


async def test_a_change_of_theme_repaints_pieces_where_the_view_itself_stays_the_same() -> None:
    def build(_width: int) -> Lines:
        return [Content.styled("警告", "$text-warning")]

    def colour(pilot: Pilot[None]) -> object:
        style = next(iter(pilot.app.screen._compositor.render_strips()[0])).style
        return style and style.color

    async with Stage(lambda: LinesView(build, id="it")).run_test(size=SIZE) as pilot:
        seen = []
        for theme in THEMES:
            pilot.app.register_theme(theme)
        for name in ("terminal-dark", "terminal-light"):
            pilot.app.theme = name
            await pilot.pause()
            seen.append(colour(pilot))
        assert seen[0] != seen[1]


async def test_text_from_a_file_is_never_markup() -> None:
    async with Stage(lambda: LinesView(lambda _width: [line("[bold]社外秘[/]")], id="it")).run_test(
        size=SIZE
    ) as pilot:
        assert lines_of(pilot.app)[0].startswith("[bold]社外秘[/]")
