"""A table of ten thousand rows costs what a screen of rows costs."""

from __future__ import annotations

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.strip import Strip

from tests.tui.stage import Stage, lines_of
from tui.widgets.row_table import Column, RowTable

SIZE = (60, 12)
COLUMNS = (
    Column("業務", 8),
    Column("情報資産名称", 0),
    Column("備考", 0, from_room=100),
    Column("重要度", 6, figure=True),
)
EMPTY = "まだありません"
ROWS = 10_000


class Source:
    """Rows made on demand, remembering which were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def row(self, index: int) -> tuple[str, ...]:
        self.asked.append(index)
        return ("総務", f"書類{index}", "長い備考" * 9, str(index % 3 + 1))


def stage() -> Stage:
    return Stage(lambda: RowTable(COLUMNS, EMPTY, id="it"), RowTable.RowClicked)


def table_of(pilot: Pilot[None]) -> RowTable:
    return pilot.app.query_one(RowTable)


async def test_only_rows_in_sight_are_ever_asked_for() -> None:
    source = Source()
    async with stage().run_test(size=SIZE) as pilot:
        for cursor in (0, 5000, ROWS - 1):
            source.asked.clear()
            table_of(pilot).show(ROWS, source.row, cursor)
            await pilot.pause()
            assert cursor in source.asked
            assert len(set(source.asked)) <= SIZE[1]
            assert len(source.asked) <= 3 * SIZE[1]


async def test_the_cursor_is_in_sight_wherever_it_goes() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        for cursor in (0, 3, 9, 10, 11, 12, 500, 499, 9999, 9990, 9985, 0):
            table_of(pilot).show(ROWS, Source().row, cursor)
            await pilot.pause()
            assert any(f"書類{cursor} " in text for text in lines_of(pilot.app)[1:]), cursor


async def test_the_cursor_stays_in_sight_when_the_window_shrinks() -> None:
    async with stage().run_test(size=(60, 40)) as pilot:
        table_of(pilot).show(ROWS, Source().row, 30)
        await pilot.pause()
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert any("書類30 " in text for text in lines_of(pilot.app)[1:])


async def test_the_header_stays_and_every_line_is_as_wide_as_the_table() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table_of(pilot).show(ROWS, Source().row, 7000)
        await pilot.pause()
        lines = lines_of(pilot.app)
        assert "情報資産名称" in lines[0]
        assert {cell_len(text) for text in lines} == {SIZE[0]}


async def test_figures_stand_under_the_end_of_their_title() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table_of(pilot).show(3, Source().row, 0)
        await pilot.pause()
        header, first, *_ = lines_of(pilot.app)
        end = cell_len(header[: header.index("重要度") + 3])
        assert first[: len(first.rstrip())].endswith("1")
        assert cell_len(first.rstrip()) == end


async def test_columns_for_wide_windows_appear_when_there_is_room() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table_of(pilot).show(3, Source().row, 0)
        await pilot.pause()
        assert "備考" not in lines_of(pilot.app)[0]
        await pilot.resize_terminal(120, 12)
        await pilot.pause()
        assert "備考" in lines_of(pilot.app)[0]
        assert {cell_len(text) for text in lines_of(pilot.app)} == {120}


async def test_an_empty_table_says_so() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table_of(pilot).show(0, Source().row, 0)
        await pilot.pause()
        assert EMPTY in "\n".join(lines_of(pilot.app))
        assert table_of(pilot).cursor == 0


async def test_a_cursor_beyond_the_rows_is_brought_back() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table_of(pilot).show(3, Source().row, 99)
        assert table_of(pilot).cursor == 2


async def test_a_click_names_the_row_under_it() -> None:
    app = stage()
    async with app.run_test(size=SIZE) as pilot:
        table_of(pilot).show(5, Source().row, 0)
        await pilot.pause()
        for y in (0, 1, 4, 8):
            await pilot.click(RowTable, offset=(3, y))
        await pilot.pause()
        assert [message.index for message in app.heard] == [0, 3]


async def test_a_caption_stands_above_the_titles_and_goes_again() -> None:
    app = stage()
    async with app.run_test(size=SIZE) as pilot:
        table = table_of(pilot)
        table.show(ROWS, Source().row, 5000, "絞り込み：書類")
        await pilot.pause()
        first, titles, *_ = lines = lines_of(pilot.app)
        assert first.startswith("絞り込み：書類")
        assert "情報資産名称" in titles
        assert {cell_len(text) for text in lines} == {SIZE[0]}
        assert any("書類5000 " in text for text in lines[2:])
        assert table.rows_in_sight == SIZE[1] - 2
        table.show(ROWS, Source().row, 0, "絞り込み：書類")
        await pilot.click(RowTable, offset=(3, 2))
        await pilot.click(RowTable, offset=(3, 1))
        await pilot.pause()
        assert [message.index for message in app.heard] == [0]
        table.show(ROWS, Source().row, 0)
        await pilot.pause()
        assert "情報資産名称" in lines_of(pilot.app)[0]


async def test_only_the_lines_that_changed_are_painted_again() -> None:
    async with stage().run_test(size=SIZE) as pilot:
        table = table_of(pilot)
        table.show(9, lambda index: ("総務", f"書類{index}", "", "1"), 0)
        await pilot.pause()
        painted: list[int] = []
        render = table.render_line

        def counted(y: int) -> Strip:
            painted.append(y)
            return render(y)

        table.render_line = counted  # type: ignore[method-assign]
        table.show(9, lambda index: ("総務", f"書類{index}", "", "2" if index == 5 else "1"), 1)
        await pilot.pause()
        assert sorted(set(painted)) == [1, 2, 6]
        assert lines_of(pilot.app)[6].rstrip().endswith("2")
