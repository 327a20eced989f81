"""Writing the workbooks: which, where, and what came of it."""

from __future__ import annotations

from exports.books import BOOKS
from tui.widgets.dialog import Choice

ALL = "all"


def export_dialog(folder: str) -> Choice:
    """Which book to write; answers with a book key or `all`."""
    options = {ALL: "3つとも"} | {book.key: book.title for book in BOOKS.values()}
    return Choice("Excelに書き出す", f"書き出す先：{folder}", options)


def chosen_keys(answer: str) -> list[str]:
    """The book keys meant by an answer."""
    return [key for key in BOOKS if answer in (ALL, key)]
