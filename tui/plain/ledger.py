"""The ledger of information assets, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.catalogue import load_catalogue
from data.fields import ASSET_FIELDS, Field
from data.place import Place
from data.record import Asset
from data.risk import risk_board
from data.row_edits import AddRow, DeleteRow
from data.rows import next_asset_id, row_label
from tui.plain.commands import Reply
from tui.plain.desk import Desk, JumpError, Spot
from tui.plain.figures import asset_line, moved_risks, risk_line, working_line
from tui.plain.form import RowForm
from tui.plain.rows import row_named, rows_with
from tui.plain.several_rows import add_usual, change_several
from tui.plain.steps import next_step
from tui.plain.view import RowsInView

ABOUT = (
    "仕事で使う書類やデータを、1行に1つずつ書き出します。",
    "同じ場所にあって同じくらい大切なものは、1行にまとめます。",
    "紙とデータの両方があるものは、2行に分けます。",
    "何から書くか迷ったら、aa で部署ごとのよくあるものから選べます。",
    "ll で並べ替えと絞り込み、ee で何行かの同じ欄をまとめて変えられます。",
)
# The fields that the first line about a row does not say.
MORE_FIELDS = tuple(field for field in ASSET_FIELDS if field.key not in ("name", "medium"))
BEFORE_FIRST = -1


class LedgerStep:
    """The cursor stands before the first row, on a row, or behind the last one."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.desk = desk
        self.rows = RowsInView(desk)
        self.cursor = self._position_of(place)
        self.is_unread = True

    def _position_of(self, place: Place) -> int:
        position = self.rows.position_of(place.key)
        return BEFORE_FIRST if position is None else position

    @property
    def assets(self) -> Sequence[Asset]:
        """The rows in view."""
        return self.rows.assets

    @property
    def asset(self) -> Asset | None:
        return self.assets[self.cursor] if 0 <= self.cursor < len(self.assets) else None

    @property
    def spot(self) -> Spot:
        return Spot(Place("assets", self.asset.id if self.asset else ""), lambda: ABOUT)

    def run(self) -> Place:
        board = risk_board(self.desk.record)
        count = f"{len(self.assets)}件。{risk_line(board)}" if self.assets else "まだありません"
        self.desk.say(f"情報資産、{count}。")
        while True:
            try:
                if self._is_left():
                    return Place(next_step("assets"))
            except JumpError as jump:
                if jump.place.step != "assets" or not jump.place.key:
                    raise
                self.move_to(self._position_of(jump.place))

    def _is_left(self) -> bool:
        """Ask once; whether the user goes on to the next step."""
        if self.is_unread:
            self.is_unread = False
            self._read_out()
        reply = self.desk.ask(self._prompt(), self.spot)
        if reply.command == "next" and self._is_at_end:
            return True
        self.do(reply)
        return False

    @property
    def _is_at_end(self) -> bool:
        return not self.assets or self.cursor >= len(self.assets)

    def _read_out(self) -> None:
        if asset := self.asset:
            risk = risk_board(self.desk.record).of(asset)
            shown = ((f.label, f.show(getattr(asset, f.key))) for f in MORE_FIELDS)
            more = "、".join(f"{label} {text}" for label, text in shown if text)
            self.desk.say(asset_line(risk), more, working_line(risk))
        elif self.assets and self._is_at_end:
            self.desk.say(f"{'絞り込んだ行' if self.rows.view.filters else '台帳'}はここまでです。")

    def _prompt(self) -> str:
        if self.asset:
            return "空の行で次の行へ。e 変える、c 複製、d 削除、a 追加、l 一覧。"
        if self._is_at_end:
            return "a 追加、aa よくあるものから追加。空の行で脅威へ進みます。"
        return "番号や名前で行を選びます。空の行で1行目へ。a 追加、aa よくあるもの、l 一覧。"

    def move_to(self, cursor: int) -> None:
        self.cursor = max(BEFORE_FIRST, min(cursor, len(self.assets)))
        self.is_unread = True

    def do(self, reply: Reply) -> None:
        doing: dict[str, Callable[[], None]] = {
            "back": self._go_back,
            "next_unanswered": self._go_to_open,
            "add": self._add,
            "usual": self._add_usual,
            "edit_several": self._change_several,
            "view": self._change_view,
            "list": lambda: self._choose(range(len(self.assets))),
            "next": lambda: self.move_to(self.cursor + 1),
            "again": lambda: self.move_to(self.cursor),
        }
        if do := doing.get(reply.command):
            do()
        elif reply.command in ("edit", "copy", "delete"):
            self._change_row(reply)
        else:
            self._select(reply)

    def _go_back(self) -> None:
        if self.cursor <= 0:
            self.desk.say("台帳のはじめです。m で目次に移れます。")
        self.move_to(self.cursor - 1)

    def _go_to_open(self) -> None:
        """The next row whose risk cannot be computed for something missing in the row itself."""
        board = risk_board(self.desk.record)
        for index in [*range(self.cursor + 1, len(self.assets)), *range(len(self.assets))]:
            risk = board.of(self.assets[index])
            if risk.importance is None or risk.asset.medium is None:
                self.move_to(index)
                return
        self.desk.say("評価値と媒体は、すべての行に入っています。")

    def _select(self, reply: Reply) -> None:
        """A row by its number or by words of it."""
        row = self._named(reply.text) if not reply.command else None
        found = rows_with(self.assets, reply.text) if row is None and not reply.command else []
        if row is not None:
            self.move_to(row)
        elif len(found) == 1:
            self.move_to(found[0])
        elif found:
            self._choose(found)
        else:
            self.desk.say(
                f"「{reply.text}」に当たる行も操作もありません。"
                "A003 のような番号か、名前の一部をどうぞ。?? で操作の一覧です。"
            )

    def _choose(self, rows: Sequence[int]) -> None:
        board = risk_board(self.desk.record)
        if not rows:
            is_hidden = bool(self.desk.record.assets)
            nothing = "絞り込みに合う行がありません。ll でほかの行も見られます。"
            self.desk.say(nothing if is_hidden else "台帳はまだ空です。a で追加します。")
            return
        shown = [asset_line(board.of(self.assets[row])) for row in rows]
        chosen = self.desk.choose("左の番号で行を選びます。b もどる。", shown, self.spot)
        if chosen is not None:
            self.move_to(rows[chosen])

    def _named(self, text: str) -> int | None:
        """The row with this number, in view or not."""
        row = row_named(self.assets, text)
        hidden = row_named(self.desk.record.assets, text) if row is None else None
        if hidden is None:
            return row
        return self.rows.position_of(self.desk.record.assets[hidden].id)

    def _change_row(self, reply: Reply) -> None:
        row = self._named(reply.rest) if reply.rest else self.cursor
        if row is None or not 0 <= row < len(self.assets):
            self.desk.say("どの行ですか。行を選んでから、または e A003 のように書いてください。")
            return
        self.move_to(row)
        asset = self.assets[row]
        if reply.command == "edit":
            self._fill_in(asset, is_added=True)
        elif reply.command == "copy":
            self._copy(asset)
        else:
            self._delete(asset)

    def _add(self) -> None:
        asset = Asset(id=next_asset_id(self.desk.record), registered=self.desk.today)
        self._fill_in(asset, is_added=False)

    def _fill_in(self, asset: Asset, *, is_added: bool) -> None:
        self.desk.say(f"{asset.id} の欄を順にうかがいます。")
        before = self.desk.record
        form = RowForm(self.desk, asset, is_added=is_added)
        form.fill_in(ASSET_FIELDS, _help_of)
        self.desk.say(*moved_risks(self.desk.record, before))
        self._go_to(asset)
        if entered := self.asset:
            # The fields were heard one by one just now.
            risk = risk_board(self.desk.record).of(entered)
            self.desk.say(asset_line(risk), working_line(risk))
            self.is_unread = False

    def _copy(self, asset: Asset) -> None:
        row_id = next_asset_id(self.desk.record)
        self.desk.apply(AddRow(replace(asset, id=row_id), after=asset.id))
        self.desk.say(f"{row_id} に複製しました。e で変えられます。")
        self._go_to(replace(asset, id=row_id))

    def _go_to(self, asset: Asset) -> None:
        """To a row just entered, which stays in view."""
        self.rows.keep([asset.id])
        self.move_to(self._position_of(Place("assets", asset.id)))

    def _add_usual(self) -> None:
        if rows := add_usual(self.desk, self.spot):
            self.rows.keep(row.id for row in rows)
            self._go_to(rows[0])

    def _change_several(self) -> None:
        if not self.assets:
            self._choose(())
            return
        here = self.asset
        self.rows.keep(change_several(self.desk, self.assets, self.spot))
        self.move_to(self._position_of(Place("assets", here.id if here else "")))

    def _change_view(self) -> None:
        if self.rows.ask(self.spot):
            self.move_to(BEFORE_FIRST)

    def _delete(self, asset: Asset) -> None:
        before = self.desk.record
        self.desk.apply(DeleteRow(asset))
        self.desk.say(f"{row_label(asset)}を削除しました。u で元に戻せます。")
        self.desk.say(*moved_risks(self.desk.record, before))
        self.move_to(self.cursor)


def _help_of(field: Field) -> Sequence[str]:
    """What a field asks: the criterion's question, its levels and examples."""
    catalogue = load_catalogue()
    for criterion in catalogue.criteria:
        if criterion.key == field.key:
            levels = reversed(criterion.levels)
            return [
                criterion.question,
                *(
                    f"{each.level}：{each.meaning}。例、{'、'.join(each.examples)}"
                    for each in levels
                ),
            ]
    return [kind.meaning for kind in catalogue.personal_kinds if kind.key == field.key]
