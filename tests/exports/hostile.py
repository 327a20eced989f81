"""Workbook files made by hand: as nobody means well with, or as no spreadsheet writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
ROOTS = {WORKBOOK: "workbook", SHEET: "worksheet", STRINGS: "sst", STYLES: "styleSheet"}
MILLION = 1_000_000

# A part too large to be held is given piece by piece.
Part = str | bytes | Iterator[str]


def zipped(parts: Mapping[str, Part], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    level = 1 if method == zipfile.ZIP_DEFLATED else None
    with zipfile.ZipFile(packed, "w", method, compresslevel=level) as package:
        for name, part in parts.items():
            if isinstance(part, str | bytes):
                package.writestr(name, part)
                continue
            with package.open(name, "w", force_zip64=True) as stream:
                for piece in part:
                    stream.write(piece.encode())
    return packed.getvalue()


def relationships(each: Iterable[tuple[str, str]]) -> str:
    """The rels part of pairs of kind and target, numbered rId1, rId2…"""
    listed = "".join(
        f'<Relationship Id="rId{no}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for no, (kind, target) in enumerate(each, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def outside(rels: str) -> str:
    """The same, but all targets lie outside the file."""
    return rels.replace("/>", ' TargetMode="External"/>')


def sheet(rows: str = "", after: str = "", before: str = "") -> str:
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def cells(row: int, *each: str) -> str:
    """A row of ready cells."""
    return f'<row r="{row}">{"".join(each)}</row>'


def strings(entries: str) -> str:
    return f'{HEAD}<sst xmlns="{MAIN}">{entries}</sst>'


def styles(codes: Mapping[int, str], formats: Iterable[int]) -> str:
    """Number formats by their id, and the id of each cell format."""
    listed = "".join(f'<numFmt numFmtId="{no}" formatCode="{c}"/>' for no, c in codes.items())
    used = "".join(f'<xf numFmtId="{each}"/>' for each in formats)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{listed}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{used}</cellXfs></styleSheet>'
    )


def parts(titles: Iterable[str] = ("Sheet1",)) -> dict[str, Part]:
    """A small book whose sheets have A1 = 1."""
    listed = list(titles)
    kinds = [("worksheet", f"worksheets/sheet{no}.xml") for no in range(1, len(listed) + 1)]
    named = "".join(
        f'<sheet name="{title}" sheetId="{no}" r:id="rId{no}"/>'
        for no, title in enumerate(listed, 1)
    )
    common = [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}"/>',
        "_rels/.rels": relationships([("officeDocument", WORKBOOK)]),
        WORKBOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{named}</sheets></workbook>",
        WORKBOOK_RELS: relationships([*kinds, *common]),
        STRINGS: strings("<si><t>文字</t></si>"),
        STYLES: styles({}, [0]),
        **{f"xl/{target}": sheet(cells(1, '<c r="A1"><v>1</v></c>')) for _, target in kinds},
    }


def book(sheet_part: Part | None = None, others: Mapping[str, Part] | None = None) -> bytes:
    """A book of one sheet, which is this one or has A1 = 1; `others` are more parts, by path."""
    first = {SHEET: sheet_part} if sheet_part is not None else {}
    return zipped(parts() | first | dict(others or {}))


# --- Not a workbook, or not one of this kind ---------------------------------


def ole(*streams: str) -> bytes:
    """The beginning of a compound file with these streams in its directory."""
    entries = [f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams]
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(entries)


def truncated() -> bytes:
    whole = book()
    return whole[: len(whole) * 2 // 3]


def without(part: str) -> bytes:
    left = parts()
    del left[part]
    return zipped(left)


def letter() -> bytes:
    """A Word document."""
    return zipped({
        "_rels/.rels": relationships([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relationships([]),
        "word/document.xml": f'{HEAD}<document xmlns="urn:x"/>',
    })  # fmt: skip


def binary_book() -> bytes:
    return zipped({
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": b"\x83\x01\x00",
    })  # fmt: skip


def _entries(content: bytes) -> Iterator[tuple[str, int, int]]:
    """Path, place in the directory and place of the local header of each zipped part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        at = package.start_dir
        for info in package.infolist():
            yield info.filename, at, info.header_offset
            lengths = struct.unpack_from("<HHH", content, at + 28)
            at += 46 + sum(lengths)


def with_encrypted_parts() -> bytes:
    content = bytearray(book())
    for _, listed, local in list(_entries(bytes(content))):
        content[listed + 8] |= 1
        content[local + 6] |= 1
    return bytes(content)


# --- Larger inside than outside ----------------------------------------------


def spaces(size: int) -> bytes:
    """A sheet with this many blanks in it: a thousand bytes shrink to one."""
    return sheet(after="\0").encode().replace(b"\0", b" " * size)


def forged_sizes(content: bytes, size: int) -> bytes:
    """The same file, but its first sheet says it is `size` bytes long unpacked."""
    forged = bytearray(content)
    for path, listed, local in list(_entries(content)):
        if path == SHEET:
            struct.pack_into("<I", forged, listed + 24, size)
            struct.pack_into("<I", forged, local + 22, size)
    return bytes(forged)


def overlapping() -> bytes:
    """A thousand sheets, and all of them are said to lie where the first one lies."""
    large = sheet(f"<row><c><v>1</v></c>{' ' * 5000}</row>" * 200)
    content = bytearray(zipped(parts(f"S{no}" for no in range(1000)) | {SHEET: large}))
    places = {path: listed for path, listed, _ in _entries(bytes(content))}
    first = places[SHEET]
    for path, at in places.items():
        if path.startswith("xl/worksheets/"):
            content[at + 16 : at + 28] = content[first + 16 : first + 28]
            content[at + 42 : at + 46] = content[first + 42 : first + 46]
    return bytes(content)


# --- XML that grows, hides or nests -------------------------------------------


def entities(root: str, encoding: str = "UTF-8") -> bytes:
    """A billion laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _typed(f'[<!ENTITY l0 "ha">{levels}]', root, "&l9;", encoding)


def outside_entity(root: str, encoding: str = "UTF-8") -> bytes:
    """A document that asks for a file of this machine."""
    return _typed('[<!ENTITY x SYSTEM "file:///etc/passwd">]', root, "&x;", encoding)


def document_type(root: str, encoding: str = "UTF-8") -> bytes:
    """Nothing but a document type, kept elsewhere."""
    return _typed('SYSTEM "http://127.0.0.1/x.dtd"', root, "", encoding)


def _typed(declared: str, root: str, text: str, encoding: str) -> bytes:
    document = f'<!DOCTYPE {root} {declared}><{root} xmlns="{MAIN}">{text}</{root}>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{document}'.encode(encoding)


def nested(depth: int) -> str:
    return sheet(after="<a>" * depth + "</a>" * depth)


def many_names(number: int) -> str:
    return sheet(after="".join(f"<n{no}/>" for no in range(number)))


def many_prefixes(number: int) -> str:
    return sheet(after="".join(f'<a xmlns:p{no}="u"/>' for no in range(number)))


def long_namespace(length: int, tags: int) -> str:
    """Short tags whose full name is long, again and again."""
    return sheet(after=f'<p:a xmlns:p="{"u" * length}">{"<p:b/>" * tags}</p:a>')


def long_tag(length: int) -> str:
    return sheet(after=f'<a b="{"x" * length}"/>')


# --- More than anyone fills in -------------------------------------------------


def blank_rows(number: int, columns: int) -> Iterator[str]:
    """Rows of cells that have a format and nothing in them, and a value on either side."""
    top, bottom = sheet("\0").split("\0")
    more = '<c s="1"/>' * (columns - 1)
    yield top + cells(1, '<c r="A1"><v>1</v></c>')
    for first in range(2, number + 1, 1000):
        rows = range(first, min(first + 1000, number + 1))
        yield "".join(f'<row r="{no}"><c r="A{no}" s="1"/>{more}</row>' for no in rows)
    yield cells(number + 1, f'<c r="A{number + 1}"><v>2</v></c>') + bottom


def filled_rows(number: int, column: str = "A") -> str:
    """A number in this column of each row."""
    each = (cells(no, f'<c r="{column}{no}"><v>{no}</v></c>') for no in range(1, number + 1))
    return sheet("".join(each))


def merged(areas: Iterable[str], rows: int = 1) -> str:
    """Rows filled in A, with these areas merged."""
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return filled_rows(rows).replace(
        "</sheetData>", f"</sheetData><mergeCells>{listed}</mergeCells>"
    )


def linked() -> bytes:
    """A cell that comes from another book, with what was last seen there, and a broken link."""
    formula = '<c r="A1"><f>[1]他のブック!A1</f><v>7</v></c>'
    link = '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'
    elsewhere = outside(relationships([("externalLinkPath", "file:///C:/secret.xlsx")]))
    return book(
        sheet(cells(1, formula), link),
        {
            "xl/externalLinks/externalLink1.xml": "<not closed",
            "xl/externalLinks/_rels/externalLink1.xml.rels": elsewhere,
            "xl/worksheets/_rels/sheet1.xml.rels": elsewhere,
        },
    )


def sheet_elsewhere() -> bytes:
    """The only sheet is said to lie in a folder beside the file."""
    listed = outside(relationships([("worksheet", "worksheets/sheet1.xml")]))
    return book(others={WORKBOOK_RELS: listed})
