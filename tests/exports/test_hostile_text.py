"""Hostile texts in every field leave as texts, and come back."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exports.books import BOOKS
from exports.user_text import storable
from tests.exports.office import recalculated
from tests.exports.records import TODAY
from tests.hostile_text import HOSTILE, hostile_engagement, texts_of

# What a book may hold besides its own sheets: nothing that reaches out, nothing that runs.
REACHING_OUT = ("externalLink", "connections", "hyperlink", "vbaProject", "oleObject", "ddeLink")


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    record = hostile_engagement()
    return {key: kind.content(record, TODAY) for key, kind in BOOKS.items()}


@pytest.mark.parametrize("key", BOOKS)
def test_no_part_of_a_book_is_broken_or_reaches_out(contents: dict[str, bytes], key: str) -> None:
    with ZipFile(io.BytesIO(contents[key])) as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8")
            ElementTree.fromstring(text)
            assert not [word for word in REACHING_OUT if word in name + text], name


@pytest.mark.parametrize("key", BOOKS)
def test_every_text_is_a_text_and_no_formula(contents: dict[str, bytes], key: str) -> None:
    sheets = load_workbook(io.BytesIO(contents[key])).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
    strings = {cell.value for cell in cells if cell.data_type == "s"}
    formulas = "\n".join(str(cell.value) for cell in cells if cell.data_type == "f")
    for text in HOSTILE.values():
        assert storable(text) in strings
        assert text not in formulas
    assert "HYPERLINK" not in formulas
    assert "cmd" not in formulas


def test_the_texts_are_where_a_text_can_be() -> None:
    """The fixture leaves no field out."""
    assert set(HOSTILE.values()) <= set(texts_of(hostile_engagement()))


def test_libreoffice_finds_the_texts_and_nothing_to_compute(contents: dict[str, bytes]) -> None:
    for key, content in recalculated(contents).items():
        sheets = load_workbook(io.BytesIO(content)).worksheets
        cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
        texts = {cell.value for cell in cells if cell.data_type == "s"}
        formulas = "\n".join(str(cell.value) for cell in cells if cell.data_type == "f")
        assert [kind for kind, text in HOSTILE.items() if storable(text) not in texts] == [], key
        assert "x.test" not in formulas
        assert "cmd" not in formulas
