"""F6 情報資産: the ledger with its entry form."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from data.catalogue import load_catalogue
from data.place import Place, Step
from data.record import Asset
from data.risk import LEVEL_LABELS, risk_board
from data.row_edits import AddRow, AddRows, DeleteRow
from data.rows import next_asset_id
from screens.asset_form import AssetForm
from screens.risk_lines import count_lines, largest_lines, level_line, risk_row_lines
from screens.row_form import RowEntered
from screens.step import StepScreen
from tui.actions import LIST_ACTIONS, Action, bindings
from tui.paint import Lines, prose
from tui.widgets.lines_view import LinesView
from tui.widgets.row_table import Column, Row, RowTable

# Beside the open panel of a small terminal only name and risk have room.
MEDIUM_ROOM, WIDE_ROOM = 60, 100
COLUMNS = (
    Column("業務", 8, from_room=MEDIUM_ROOM),
    Column("情報資産名称", 0),
    Column("備考", 0, from_room=WIDE_ROOM),
    Column("管理部署", 10, from_room=WIDE_ROOM),
    Column("媒体・保存先", 14, from_room=MEDIUM_ROOM),
    Column("個人", 4, from_room=MEDIUM_ROOM),
    Column("重要度", 6, figure=True, from_room=MEDIUM_ROOM),
    Column("可能性", 6, figure=True, from_room=MEDIUM_ROOM),
    Column("リスク", 6, figure=True),
)
LARGEST_SHOWN = 8


class AssetsScreen(StepScreen):
    """The ledger: importance and risk of every row are computed as it is shown."""

    STEP: ClassVar[Step] = "assets"
    OWN_ACTIONS: ClassVar[tuple[Action, ...]] = LIST_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST_ACTIONS)]

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(place)
        self.cursor = 0
        self.now = self.before = risk_board(self.app.session.record)

    @property
    def assets(self) -> tuple[Asset, ...]:
        return self.app.session.record.assets

    @property
    def asset(self) -> Asset | None:
        """The row under the cursor."""
        return self.assets[self.cursor] if self.assets else None

    @property
    def current_place(self) -> Place:
        return Place("assets", self.asset.id if self.asset else "")

    def forget_changes(self) -> None:
        self.now = risk_board(self.app.session.record)

    def compose_body(self) -> ComposeResult:
        yield RowTable(COLUMNS, "まだありません。a で1行目を書きます", id="ledger")
        yield LinesView(self._panel_lines, id="panel")

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield LinesView(self._folded_lines, id="folded")

    def move_to(self, place: Place) -> None:
        for index, asset in enumerate(self.assets):
            if asset.id == place.key:
                self.cursor = index

    def refresh_views(self) -> None:
        self.cursor = max(0, min(self.cursor, len(self.assets) - 1))
        self.before, self.now = self.now, risk_board(self.app.session.record)
        self.refresh_frame()
        self._show()

    def _show(self) -> None:
        self.query_one(RowTable).show(len(self.assets), self._row, self.cursor)
        self.query_one("#panel", LinesView).show(self._panel_lines)
        self.query_one("#folded", LinesView).show(self._folded_lines)

    def _row(self, index: int) -> Row:
        asset = self.assets[index]
        risk = self.now.of(asset)
        medium = load_catalogue().medium(asset.medium).label if asset.medium else ""
        personal = any(getattr(asset, kind.key) for kind in load_catalogue().personal_kinds)
        level = f"{risk.risk} {LEVEL_LABELS[risk.level]}" if risk.level else "－"
        return (
            asset.business,
            asset.name or asset.id,
            asset.note,
            asset.owner,
            medium,
            "有" if personal else "",
            str(risk.importance or "－"),
            str(risk.medium.likelihood or "－"),
            level,
        )

    def _panel_lines(self, width: int) -> Lines:
        lines: Lines = []
        if self.asset:
            risk = self.now.of(self.asset)
            lines += [Content.styled("この行のリスク", "bold")]
            lines += risk_row_lines(risk, width) or prose(self._missing(), width, "$text-muted")
            lines.append(Content(""))
        lines += count_lines(self.now, self.before, width)
        return [*lines, Content(""), *largest_lines(self.now, LARGEST_SHOWN, width)]

    def _missing(self) -> str:
        """What the row's risk value still needs."""
        risk = self.now.of(self.asset) if self.asset else None
        if risk is None or risk.importance is None:
            return "評価値（機密性・完全性・可用性）を入れると重要度が出ます"
        if risk.asset.medium is None:
            return "媒体・保存先を選ぶとリスク値に近づきます"
        return "F7の脅威とF8の対策に答えるとリスク値が出ます"

    def _folded_lines(self, width: int) -> Lines:
        if not self.assets:
            return prose("a で情報資産を追加します", width)
        return [level_line(self.now, self.before)]

    def _moved(self) -> None:
        self._said = ""
        self.before = self.now
        self.refresh_frame()
        self._show()

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.assets) - 1))
        self._moved()

    def action_move_page(self, by: int) -> None:
        self.action_move(by * self.query_one(RowTable).rows_in_sight)

    def action_add(self) -> None:
        asset = Asset(id=next_asset_id(self.app.session.record), registered=self.app.today())
        self.app.push_screen(AssetForm(asset, is_new=True), self._form_closed)

    def action_open(self) -> None:
        if self.asset is None:
            self.action_add()
        else:
            self.app.push_screen(AssetForm(self.asset, is_new=False), self._form_closed)

    def _form_closed(self, entered: RowEntered | None) -> None:
        if entered is None:
            return
        self.move_to(Place("assets", entered.row_id))
        self.refresh_views()
        if entered.wants_next:
            self.action_add()

    def action_copy(self) -> None:
        if self.asset:
            row_id = next_asset_id(self.app.session.record)
            self.apply(AddRow(replace(self.asset, id=row_id), after=self.asset.id))
            self.move_to(Place("assets", row_id))
            self._moved()
            self.say(f"{row_id} に複製しました。Enterで書き換えます")

    def on_paste(self, event: events.Paste) -> None:
        """Rows copied in a spreadsheet."""
        from screens.pasted_rows import PastedRows

        event.stop()
        PastedRows(self.app, self._add_pasted).read(event.text)

    def _add_pasted(self, rows: tuple[Asset, ...]) -> None:
        self.apply(AddRows(rows))
        self.move_to(Place("assets", rows[0].id))
        self._moved()
        self.say(f"{len(rows)}行を追加しました。^Z で戻せます")

    def action_delete(self) -> None:
        if asset := self.asset:
            self.apply(DeleteRow(asset))
            self.say(f"「{asset.name or asset.id}」を削除しました。^Z で戻せます")

    def action_note(self) -> None:
        if asset := self.asset:
            self.edit_note(Place("assets", asset.id), asset.name or asset.id)

    def action_next_unanswered(self) -> None:
        """The next row whose risk cannot be computed for something missing in the row itself."""
        order = [*range(self.cursor + 1, len(self.assets)), *range(len(self.assets))]
        for index in order:
            risk = self.now.of(self.assets[index])
            if risk.importance is None or risk.asset.medium is None:
                self.cursor = index
                self._moved()
                return
        self.say("評価値と媒体は、すべての行に入っています")

    def help_lines(self, width: int) -> Lines:
        return prose(
            "仕事で使う書類やデータを、1行に1つずつ書き出します。"
            "同じ場所にあって同じくらい大切なものは、1行にまとめます。"
            "紙とデータの両方があるものは2行に分けます。"
            "Excelの台帳があれば、行をコピーしてこの画面に貼り付けると、まとめて追加できます。",
            width,
        )

    @on(RowTable.RowClicked)
    def _row_clicked(self, event: RowTable.RowClicked) -> None:
        if event.index == self.cursor:
            self.action_open()
        else:
            self.cursor = event.index
            self._moved()
