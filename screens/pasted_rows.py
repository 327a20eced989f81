"""Spreadsheet rows pasted into the ledger: what was understood, before any of it is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from data.fields import ASSET_FIELDS
from data.record import Asset, Engagement
from data.rows import ASSET_IDS, free_ids
from exports.book_import import Unread, UnreadableBookError
from exports.readers import delimited
from screens.report_lines import heading, indented_flow, unread_lines
from tui.interview import Interview
from tui.paint import Lines, prose
from tui.slow_work import begin_aside, done_aside
from tui.widgets.progress_dialog import HowFar
from tui.widgets.report import UNDERSTOOD, Report

FAILED = "読めませんでした"
PREVIEWED = 5
Rows = tuple[Asset, ...]


class PastedRows:
    """One paste, from the text to the rows that `add` gets when the user agrees."""

    def __init__(self, app: Interview, add: Callable[[Rows], None]) -> None:
        self.app = app
        self.add = add

    def read(self, text: str) -> None:
        begin_aside(self.app, partial(self._read, text))

    async def _read(self, text: str) -> None:
        def work(_how_far: HowFar) -> tuple[Rows, tuple[Unread, ...]]:
            return delimited.pasted_assets(text)

        try:
            found = await done_aside(self.app, "貼り付けた表を読んでいます", work, may_stop=True)
        except UnreadableBookError as error:
            self.app.tell(FAILED, error.reason)
            return
        except Exception as error:  # a paste must not end the interview
            self.app.tell(FAILED, f"思わぬ誤りです（{type(error).__name__}）。")
            return
        if found:
            rows, unread = found
            self.app.push_screen(pasted_report(rows, unread), partial(self._agreed, rows))

    def _agreed(self, rows: Rows, answer: str | None) -> None:
        if answer == "add":
            self.add(new_rows(self.app.session.record, rows, self.app.today()))


def new_rows(record: Engagement, rows: Rows, today: date) -> Rows:
    """The rows with ids of their own; registered today where the paste had no such column."""
    ids = free_ids({asset.id for asset in record.assets}, ASSET_IDS)
    is_dated = any(row.registered for row in rows)
    return tuple(
        replace(row, id=next(ids), registered=row.registered if is_dated else today) for row in rows
    )


def pasted_report(rows: Rows, unread: Sequence[Unread]) -> Report:
    """The first rows as understood and every cell that was not; answers `add`."""

    def build(width: int) -> Lines:
        return [*_row_lines(rows, len(unread), width), *_unread_part(unread, width)]

    options = {"add": f"{len(rows)}行を追加する"} if rows else UNDERSTOOD
    return Report("貼り付け", build, options)


def _row_lines(rows: Rows, unread: int, width: int) -> Lines:
    if not rows:
        return prose(
            "台帳の行が見つかりませんでした。"
            "Excelの台帳で、見出しの行から下を選んでコピーし、貼り付けてください。",
            width,
        )
    warning = f"読めなかったところが{unread}件あります（下のほう）。" if unread else ""
    lines = prose(f"{len(rows)}行を追加します。{warning}", width, "bold")
    for row in rows[:PREVIEWED]:
        lines += prose(row.name or "（名称なし）", width, "bold", indent=2)
        lines += indented_flow(_values(row), width, 4)
    more = len(rows) - PREVIEWED
    return [*lines, *(prose(f"ほか{more}行", width, indent=2) if more > 0 else [])]


def _values(row: Asset) -> list[str]:
    """What was read besides the name, each with its label."""
    fields = [field for field in ASSET_FIELDS if field.key != "name"]
    shown = [(field.label, field.show(getattr(row, field.key))) for field in fields]
    return [f"{label}：{value}" for label, value in shown if value]


def _unread_part(unread: Sequence[Unread], width: int) -> Lines:
    if not unread:
        return []
    title = f"読めなかったところ {len(unread)}件"
    return [*heading(title, width), *unread_lines(unread, width)]
