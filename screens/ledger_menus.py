"""The menus of the ledger: sort, filter, and which field to change in several rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast, get_args

from data.ledger_view import (
    FILTER_LABELS,
    ORDER_LABELS,
    FilterKey,
    LedgerView,
    Order,
    filter_labels,
    filter_values,
)
from data.risk import RiskBoard
from tui.interview import Interview
from tui.widgets.menu import Menu, MenuItem

ALL = "(all)"
Shown = Callable[[LedgerView], None]


def ask_order(app: Interview, view: LedgerView, then: Shown) -> None:
    """Ask by what to sort."""

    def take(order: str | None) -> None:
        if order is not None:
            then(view.sorted_by(cast(Order, order)))

    items = [MenuItem(o, ORDER_LABELS[o], is_current=o == view.order) for o in get_args(Order)]
    app.push_screen(Menu("並べ替え", "", items), take)


def ask_filter(app: Interview, board: RiskBoard, view: LedgerView, then: Shown) -> None:
    """Ask for one more filter, or another value of one; 0 shows all rows again."""

    def take(key: str | None) -> None:
        if key == ALL:
            then(view.unfiltered())
        elif key is not None:
            _ask_value(app, board, view, cast(FilterKey, key), then)

    text = "いくつでも重ねられます。"
    app.push_screen(Menu("絞り込み", text, _key_items(view)), take)


def _key_items(view: LedgerView) -> list[MenuItem]:
    items = [MenuItem(ALL, "すべての行を見る", is_zero=True)]
    for key in get_args(FilterKey):
        label = dict(zip((k for k, _ in view.filters), filter_labels(view), strict=True)).get(key)
        items.append(MenuItem(key, FILTER_LABELS[key], label or "", is_current=bool(label)))
    return items


def _ask_value(
    app: Interview, board: RiskBoard, view: LedgerView, key: FilterKey, then: Shown
) -> None:
    values = filter_values(board, view, key)
    held = view.value_of(key)

    def take(answer: str | None) -> None:
        if answer is not None:
            value = None if answer == ALL else values[int(answer)].value
            then(view.filtered(key, value))

    items = [MenuItem(ALL, "すべて", is_current=held is None, is_zero=True)]
    items += [
        MenuItem(str(at), each.label, f"{each.rows}行", is_current=each.value == held)
        for at, each in enumerate(values)
    ]
    app.push_screen(Menu(f"絞り込み：{FILTER_LABELS[key]}", "", items), take)


def field_menu(count: int, fields: Sequence[tuple[str, str, str]], at: str = "") -> Menu:
    """Which field to change in `count` rows: key, label, and the value all of them have.

    The cursor begins `at` this field, by default at the first.
    """
    items = [MenuItem(key, label, value) for key, label, value in fields]
    return Menu("選んだ行をまとめて変える", f"{count}行の、どの欄を変えますか？", items, at)
