"""F6 情報資産: the ledger with its entry form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from data.asset_names import PAPER, asset_names, is_held, on_paper
from data.catalogue import load_catalogue
from data.edits import Edit
from data.fields import ASSET_FIELDS
from data.ledger_view import LedgerView
from data.place import Place, Step
from data.record import Asset
from data.risk import LEVEL_LABELS, risk_board
from data.row_edits import AddRow, AddRows, DeleteRow, DeleteRows
from data.rows import ASSET_IDS, free_ids, next_asset_id, row_label
from data.usual_assets import usual_rows
from screens.ledger_panel import LedgerPanel
from screens.ledger_rows import LedgerRows
from screens.row_form import RowEntered
from screens.step import StepScreen
from tui.actions import LIST_ACTIONS, Action, bindings
from tui.paint import Lines, prose
from tui.widgets.lines_view import LinesView
from tui.widgets.row_table import Column, Row, RowTable

# Beside the open panel of a small terminal only name and risk have room.
MEDIUM_ROOM, WIDE_ROOM = 60, 100
MARK_SLOTS = 6
COLUMNS = (
    Column("", MARK_SLOTS, slots=True),
    Column("業務", 8, from_room=MEDIUM_ROOM),
    Column("情報資産名称", 0),
    Column("備考", 0, from_room=WIDE_ROOM),
    Column("管理部署", 10, from_room=WIDE_ROOM),
    Column("媒体・保存先", 12, from_room=MEDIUM_ROOM),
    Column("個人", 4, from_room=MEDIUM_ROOM),
    Column("重要度", 6, figure=True, from_room=MEDIUM_ROOM),
    Column("可能性", 6, figure=True, from_room=MEDIUM_ROOM),
    Column("リスク", 6, figure=True),
)
NO_ROWS = "まだありません。a で1行目を書きます。u でよくあるものから選べます"
NONE_IN_VIEW = "絞り込みに合う行がありません。Esc ですべて見えます"


class AssetsScreen(StepScreen):
    """The ledger: importance and risk of every row are computed as it is shown."""

    STEP: ClassVar[Step] = "assets"
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = LIST_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST_ACTIONS)]

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self.now = risk_board(self.app.session.record)
        self.rows = LedgerRows(self.now, LedgerView())
        self.panel = LedgerPanel(self.now, self.now)
        self._wanted = ""

    @property
    def asset(self) -> Asset | None:
        """The row under the cursor."""
        return self.rows.row

    @property
    def current_place(self) -> Place:
        return Place("assets", self.asset.id if self.asset else "")

    def forget_changes(self) -> None:
        self.now = risk_board(self.app.session.record)

    def compose_body(self) -> ComposeResult:
        with Vertical(id="middle"):
            yield RowTable(COLUMNS, NO_ROWS, id="ledger")
        yield LinesView(self._panel_lines, id="panel")

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield LinesView(self._folded_lines, id="folded")

    def move_to(self, place: Place) -> None:
        # The record may be another one than is shown: `refresh_views` goes there.
        self._wanted = place.key

    def refresh_views(self) -> None:
        before, self.now = self.now, risk_board(self.app.session.record)
        self.rows.show(self.now)
        self._go_where_wanted()
        self._paint(LedgerPanel(self.now, before, self.trial_boards()))

    def _go_where_wanted(self) -> None:
        """Put the cursor where it was asked to be; a filter that hides the row is dropped."""
        row_id, self._wanted = self._wanted, ""
        if row_id and not self.rows.go_to(row_id) and self.rows.holds(row_id):
            self._see(self.rows.view.unfiltered())
            self.rows.go_to(row_id)
            self.say("絞り込みの外の行なので、すべての行を見せています")

    def _see(self, view: LedgerView) -> None:
        self.rows.show_view(view)

    def _paint(self, panel: LedgerPanel) -> None:
        self.panel = panel
        self.refresh_frame()
        table = self.query_one(RowTable)
        table.empty = NONE_IN_VIEW if self.rows.assets else NO_ROWS
        table.show(len(self.rows), self._row, self.rows.cursor, self.rows.caption)
        self.query_one("#panel", LinesView).show(self._panel_lines)
        self.query_one("#folded", LinesView).show(self._folded_lines)

    def _row(self, position: int) -> Row:
        asset = self.rows.at(position)
        risk, name = self.now.of(asset), asset.name or asset.id
        medium = load_catalogue().medium(asset.medium).label if asset.medium else ""
        personal = any(getattr(asset, kind.key) for kind in load_catalogue().personal_kinds)
        level = f"{risk.risk} {LEVEL_LABELS[risk.level]}" if risk.level else "－"
        return (
            self.rows.marks_of(asset),
            asset.business,
            name,
            asset.note,
            asset.owner,
            medium,
            "有" if personal else "",
            str(risk.importance or "－"),
            str(risk.medium.likelihood or "－"),
            level,
        )

    def _panel_lines(self, width: int) -> Lines:
        height = self.query_one("#panel").size.height
        return self.panel.lines(self.asset, width, height)

    def _folded_lines(self, width: int) -> Lines:
        return self.panel.folded_lines(width)

    def _moved(self) -> None:
        """Paint what another cursor, selection or view changes."""
        self.close_note()
        self._said = ""
        # What the last edit changed has been seen.
        is_quiet = self.panel.before is self.now
        quiet = self.panel if is_quiet else self.panel.quiet()
        self._paint(quiet)

    def action_move(self, by: int) -> None:
        self.rows.move(by)
        self._moved()

    def action_move_to_end(self, end: int) -> None:
        """-1 the first row, 1 the last."""
        self.action_move(end * len(self.rows))

    def action_move_page(self, by: int) -> None:
        self.action_move(by * self.query_one(RowTable).rows_in_sight)

    def _make(self, edit: Edit, rows: Sequence[Asset], said: str) -> None:
        """Make an edit of these rows, go to the first and say what was done."""
        self.rows.keep(row.id for row in rows)
        self._wanted = rows[0].id
        self.apply(edit)
        self.say(f"{said}。^Z で戻せます")

    def action_add(self) -> None:
        record = self.app.session.record
        self._open_form(Asset(id=next_asset_id(record), registered=self.app.today()), True)

    def action_open(self) -> None:
        if self.asset is None:
            self.action_add()
        else:
            self._open_form(self.asset, False)

    def _open_form(self, asset: Asset, is_new: bool) -> None:
        from screens.asset_form import AssetForm

        self.app.push_screen(AssetForm(asset, is_new), self._form_closed)

    def _form_closed(self, entered: RowEntered | None) -> None:
        if entered is None:
            return
        self.rows.keep([entered.row_id])
        self._wanted = entered.row_id
        self.refresh_views()
        if refusal := self.app.session.refusal:
            self.say(refusal)
        elif entered.wants_next:
            self.action_add()

    def action_copy(self) -> None:
        if copies := self._numbered(self.rows.chosen):
            one = copies[0].id
            self._add_beside(copies, f"{one} に複製しました", f"{len(copies)}行を複製しました")

    def action_copy_on_paper(self) -> None:
        """Of the selected rows those that are not on paper yet, or the one under the cursor."""
        chosen = self.rows.chosen
        papers = [on_paper(row) for row in chosen if row.medium != PAPER]
        papers = [row for row in papers if not is_held(row, self.rows.assets)]
        if papers:
            said = f"{len(papers)}行を書類で追加しました"
            one = f"{row_label(papers[0])}を書類で追加しました"
            self._add_beside(self._numbered(papers), one, said)
        elif len(chosen) == 1 and chosen[0].medium == PAPER:
            self.say(f"{row_label(chosen[0])}は、もう書類の行です")
        elif chosen:
            what = row_label(chosen[0]) if len(chosen) == 1 else "選んだ行"
            self.say(f"{what}の書類の行は、もうあります")

    def _numbered(self, rows: Sequence[Asset]) -> tuple[Asset, ...]:
        """The rows with ids of their own."""
        ids = free_ids({row.id for row in self.rows.assets}, ASSET_IDS)
        return tuple(replace(row, id=next(ids)) for row in rows)

    def _add_beside(self, rows: tuple[Asset, ...], said_of_one: str, said: str) -> None:
        """One row behind the one under the cursor, several at the end of the ledger."""
        if len(self.rows.chosen) == 1 and len(rows) == 1:
            after = self.rows.chosen[0].id
            self._make(AddRow(rows[0], after=after), rows, said_of_one)
        else:
            self._make(AddRows(rows), rows, said)

    def action_usual_assets(self) -> None:
        from screens.usual_assets import UsualAssets

        self.app.push_screen(UsualAssets(asset_names(self.rows.assets)), self._add_usual)

    def _add_usual(self, picked: tuple[Asset, ...] | None) -> None:
        record = self.app.session.record
        if rows := usual_rows(record, picked or (), self.app.today()):
            said = f"{len(rows)}行を追加しました。Enterで直せます"
            self._make(AddRows(rows), rows, said)

    def on_paste(self, event: events.Paste) -> None:
        """Rows copied in a spreadsheet."""
        from screens.pasted_rows import PastedRows

        event.stop()
        if refusal := self.app.session.refusal:
            self.say(refusal)
            return
        PastedRows(self.app, self._add_pasted).read(event.text)

    def _add_pasted(self, rows: tuple[Asset, ...]) -> None:
        self._make(AddRows(rows), rows, f"{len(rows)}行を追加しました")

    def action_delete(self) -> None:
        rows = tuple(self.rows.chosen)
        if not rows:
            return
        edit: Edit = DeleteRows(rows) if len(rows) > 1 else DeleteRow(rows[0])
        self.apply(edit)
        what = f"{len(rows)}行" if len(rows) > 1 else row_label(rows[0])
        self.say(f"{what}を削除しました。^Z で戻せます")

    def action_select(self) -> None:
        self.rows.toggle()
        self.action_move(1)

    def action_select_all(self) -> None:
        self.rows.toggle_all()
        self._moved()

    def action_edit_selected(self) -> None:
        from screens.bulk_edit import ask_change

        if rows := self.rows.chosen:
            ask_change(
                self.app,
                rows,
                lambda edit, said: self._make_change(rows, edit, said),
                lambda: self.say("何も変えていません"),
            )

    def _make_change(self, rows: Sequence[Asset], edit: Edit, said: str) -> None:
        here = self.asset
        self.rows.keep(row.id for row in rows)
        self._wanted = here.id if here else ""
        self.apply(edit)
        self.say(f"{said}しました。^Z で戻せます")

    def action_sort(self) -> None:
        from screens.ledger_menus import ask_order

        ask_order(self.app, self.rows.view, self._show_view)

    def action_filter(self) -> None:
        from screens.ledger_menus import ask_filter

        ask_filter(self.app, self.now, self.rows.view, self._show_view)

    def _show_view(self, view: LedgerView) -> None:
        self._see(view)
        self._moved()

    def action_back(self) -> None:
        """First the selection, then sort and filter, and only then the way out."""
        if self.rows.selected:
            self.rows.selected.clear()
            self._moved()
        elif not self.rows.view.is_plain:
            self._show_view(LedgerView())
        else:
            super().action_back()

    def _walk(self, edit: Edit | None, done: str, nothing: str) -> None:
        filters = self.rows.view.filters
        super()._walk(edit, done, nothing)
        if self.is_current and filters and not self.rows.view.filters:
            self.say(f"{self._said}（すべての行を見せています）")

    async def action_note(self) -> None:
        if asset := self.asset:
            self.rows.keep([asset.id])
            await self.edit_note(Place("assets", asset.id), asset.name or asset.id)

    def action_next_unanswered(self) -> None:
        """The next row whose risk cannot be computed for something missing in the row itself."""
        if self.rows.next_where(self._lacks_something):
            self._moved()
        elif hidden := next(filter(self._lacks_something, self.rows.assets), None):
            self._wanted = hidden.id
            self.refresh_views()
        else:
            self.say("評価値と媒体は、すべての行に入っています")

    def _lacks_something(self, asset: Asset) -> bool:
        return self.now.of(asset).importance is None or asset.medium is None

    def shown_texts(self) -> Iterable[str]:
        panel = self._panel_lines if self.query_one("#panel").display else self._folded_lines
        beside = [content.plain for content in panel(self.app.size.width)]
        media = [medium.label for medium in load_catalogue().media]
        labels = [field.label for field in ASSET_FIELDS]
        return [*(column.title for column in COLUMNS), *labels, *media, *beside]

    def help_lines(self, width: int) -> Lines:
        return prose(
            "仕事で使う書類やデータを、1行に1つずつ書き出します。"
            "同じ場所にあって同じくらい大切なものは、1行にまとめます。"
            "紙とデータの両方があるものは2行に分けます（s で書類の行が増えます）。"
            "何から書くか迷ったら、u で部署ごとのよくあるものから選べます。"
            "Excelの台帳があれば、行をコピーしてこの画面に貼り付けると、まとめて追加できます。\n"
            "Space で行を選び、e でまとめて変え、d でまとめて削除します。"
            "並べ替え（o）と絞り込み（f）は見え方だけで、台帳の順も中身も変わりません。"
            "左端の 選 は選んだ行、＊ は備考のある行、！ はしるしを付けた行です。",
            width,
        )

    @on(RowTable.RowClicked)
    def _row_clicked(self, event: RowTable.RowClicked) -> None:
        if event.index == self.rows.cursor:
            self.action_open()
        else:
            self.rows.cursor = event.index
            self._moved()
