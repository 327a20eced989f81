"""A workbook without its results: what a program needs to compute them anew, and nothing else.

Pictures, links, macros, queries and references to other files are left out, so that
whoever recalculates the rest has no reason to reach beyond the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZipFile

from exports.book_parts import (
    NotAWorkbookError,
    Parts,
    attribute,
    local,
    parse,
    related,
    sheet_parts,
    workbook_part,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KEPT = ("sheetPr", "sheetFormatPr", "cols", "sheetData", "mergeCells")
# Read as a whole by every other part of the book.
_COMMON = ("sharedStrings", "styles")
# Functions that ask outside, cells of other files, other programs, addresses.
_REACHING = re.compile(
    r"\b(?:WEBSERVICE|FILTERXML|DDE|RTD|IMAGE|CALL|EXEC)\s*\("
    r"|\[[^\]]*\][^\[\]!+*/^&=<>(),;]*!"
    r"|\||\b(?:file|https?|ftp|smb):|\\\\",
    re.IGNORECASE,
)
# A text; or the name of a sheet, which may hold a quotation mark.
_LITERAL = re.compile(r"""\"[^"]*\"|('(?:[^']|'')*')""")


class ReachesOutError(Exception):
    """A formula that reads something outside the file; `place` says where it stands."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


def bare_book(content: bytes) -> bytes:
    """The workbook with its cells, styles and names, formulas without their kept values.

    Raises `NotAWorkbookError`, and `ReachesOutError` for a formula that would read
    something outside the file.
    """
    parts = Parts(content)
    sheets = {name: _bare_sheet(name, parts[part]) for name, part in sheet_parts(parts).items()}
    if not sheets:
        raise NotAWorkbookError("no worksheet")
    written = dict(_written(parts, sheets))
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, part in written.items():
            package.writestr(name, part)
    return file.getvalue()


def _written(parts: Parts, sheets: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """All parts of the bare book, by name."""
    workbook = workbook_part(parts)
    found = {kind: target for _, kind, target in related(parts, workbook)}
    common = {kind: parts[found[kind]] for kind in _COMMON if found.get(kind) in parts}
    yield "[Content_Types].xml", _content_types(len(sheets), common)
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    yield "xl/workbook.xml", _bare_workbook(parse(parts[workbook]), list(sheets))
    targets = [("worksheet", f"sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    targets += [(kind, f"{kind}.xml") for kind in common]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    for kind, part in common.items():
        yield f"xl/{kind}.xml", part
    for number, sheet in enumerate(sheets.values(), 1):
        yield f"xl/sheet{number}.xml", sheet


def _content_types(sheets: int, common: Mapping[str, bytes]) -> bytes:
    root = Element(f"{{{PACKAGE}/content-types}}Types")
    kinds = {"xl/workbook.xml": "sheet.main"} | {f"xl/{kind}.xml": kind for kind in common}
    kinds |= {f"xl/sheet{number}.xml": "worksheet" for number in range(1, sheets + 1)}
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    SubElement(root, f"{{{PACKAGE}/content-types}}Default", Extension="rels", ContentType=relations)
    for name, kind in kinds.items():
        told = {"PartName": f"/{name}", "ContentType": f"{_SPREADSHEET}.{kind}+xml"}
        SubElement(root, f"{{{PACKAGE}/content-types}}Override", told)
    return _xml(root)


def _relations(targets: list[tuple[str, str]]) -> bytes:
    root = Element(f"{{{PACKAGE}/relationships}}Relationships")
    for number, (kind, target) in enumerate(targets, 1):
        told = {"Id": f"rId{number}", "Type": f"{OFFICE}/{kind}", "Target": target}
        SubElement(root, f"{{{PACKAGE}/relationships}}Relationship", told)
    return _xml(root)


def _bare_workbook(workbook: Element, titles: list[str]) -> bytes:
    root = Element(_main("workbook"))
    settings = workbook.find("{*}workbookPr")
    since = settings.get("date1904", "0") if settings is not None else "0"
    SubElement(root, _main("workbookPr"), date1904=since)
    sheets = SubElement(root, _main("sheets"))
    for number, title in enumerate(titles, 1):
        told = {"name": title, "sheetId": str(number), f"{{{OFFICE}}}id": f"rId{number}"}
        SubElement(sheets, _main("sheet"), told)
    _keep_names(root, workbook, titles)
    SubElement(root, _main("calcPr"), fullCalcOnLoad="1")
    return _xml(root)


def _keep_names(root: Element, workbook: Element, titles: list[str]) -> None:
    """Names that formulas may use; those for printing are no such names."""
    order = [each.get("name", "") for each in workbook.iterfind("{*}sheets/{*}sheet")]
    kept = SubElement(root, _main("definedNames"))
    for each in workbook.iterfind("{*}definedNames/{*}definedName"):
        name, sheet = each.get("name", ""), each.get("localSheetId")
        title = order[int(sheet)] if sheet is not None else None
        if not name.startswith("_xlnm.") and (title is None or title in titles):
            _refuse_reaching(each.text, name)
            told = {} if title is None else {"localSheetId": str(titles.index(title))}
            SubElement(kept, _main("definedName"), {"name": name, **told}).text = each.text
    if not len(kept):
        root.remove(kept)


def _bare_sheet(title: str, part: bytes) -> bytes:
    root = Element(_main("worksheet"))
    for child in parse(part):
        if local(child.tag) in _KEPT:
            root.append(child)
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        if (formula := cell.find("{*}f")) is not None:
            _refuse_reaching(formula.text, f"{title}!{attribute(cell, 'r')}")
            _drop_value(cell)
    return _xml(root)


def _drop_value(cell: Element) -> None:
    for child in list(cell):
        if local(child.tag) != "f":
            cell.remove(child)
    for told in ("t", "cm", "vm"):
        cell.attrib.pop(told, None)


def _refuse_reaching(formula: str | None, place: str) -> None:
    if formula and _REACHING.search(_LITERAL.sub(_name, formula)):
        raise ReachesOutError(place)


def _name(literal: re.Match[str]) -> str:
    return literal[1] or ""


def _main(tag: str) -> str:
    return f"{{{MAIN}}}{tag}"


def _xml(root: Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
