"""A workbook's package, opened without trust: only what is asked for, and never more than fits.

An .xlsx file is a zip of XML parts (ECMA-376 part 2). Parts are read as a stream and
only as far as the limits below allow, so that no file takes more than a few seconds
or a few hundred megabytes, whatever it says of itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers.expat import ParserCreate, XMLParserType
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEGABYTE = 1_000_000
# As received: a ledger takes well under one, photographs pasted beside it the rest.
LARGEST_FILE = 100 * MEGABYTE
# Unpacked, all parts read together: a ledger of 1,000 assets takes 3, of 10,000 about 20.
LARGEST_CONTENT = 100 * MEGABYTE
# Unpacked, each part that only lists what there is.
LARGEST_LIST = 4 * MEGABYTE
# A million rows with a format and nothing else, as left by formatting to the end, take three.
MOST_TAGS = 4_000_000
# Entries of the zip: each sheet brings three or four, each picture one.
MOST_PARTS = 10_000
# Bytes out for one byte in; from ten megabytes on, XML of real sheets stays below 50.
HIGHEST_RATIO, RATIO_COUNTS_FROM = 200, 10 * MEGABYTE
# Tags within tags: a cell's text lies seven deep.
DEEPEST = 100
# Bytes of one tag with its attributes: the longest, lists of ranges, take thousands.
LONGEST_TAG = MEGABYTE
# Names in one part, each kept while it is read: all of SpreadsheetML has about a thousand.
MOST_NAMES = 5_000
# The longest that Office declares has about a hundred letters.
LONGEST_NAMESPACE = 300
ENCODINGS = frozenset(["UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII"])
CHUNK = 1 << 16

NOT_A_BOOK = "Excelのブックとして読めません。Excelで開けるものは、.xlsxで保存し直してください"
DAMAGED = "ファイルが壊れています。もう一度受け取るか、Excelで開いて保存し直してください"
OLD_FORMAT = "古い形式（.xls）です。Excelで.xlsxに保存し直してください"
BINARY_FORMAT = "バイナリ形式（.xlsb）です。Excelで.xlsxに保存し直してください"
LOCKED = "パスワードが付いています。Excelで開き、パスワードを外して保存し直してください"
TOO_LARGE = "大きすぎて読めません。使わないシートや、書式だけの行と列を消して保存し直してください"
UNUSUAL = "ふつうのブックにはない作りです。安全のため読みませんでした"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONSHIPS = ("http://schemas.openxmlformats.org/package/2006/relationships",)

Begin = Callable[[dict[str, str]], None]
End = Callable[[], None]


class RefusedError(Exception):
    """The package is not read; `reason` says why, to a person."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Allowance:
    """So many of something; taking more raises `RefusedError`."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, number: int = 1) -> None:
        self.left -= number
        if self.left < 0:
            raise RefusedError(TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Handlers:
    """What to do in a part that begins with `root`, by tag, while it streams by."""

    root: str
    begins: Mapping[str, Begin] = field(default_factory=dict)
    ends: Mapping[str, End] = field(default_factory=dict)
    text: Callable[[str], None] | None = None
    namespaces: tuple[str, ...] = MAIN


class Package:
    """The parts of a workbook file; names are found whatever their case.

    Raises `RefusedError` for what is no package of a workbook, and what `zipfile`
    raises for a broken one.
    """

    def __init__(self, content: bytes) -> None:
        _refuse_other_files(content)
        self._zip = ZipFile(BytesIO(content))
        self._parts = {_plain(info.filename): info for info in self._zip.infolist()}
        self._bytes = Allowance(LARGEST_CONTENT)
        self._tags = Allowance(MOST_TAGS)

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._parts

    def walk(self, part: str, handlers: Handlers, largest: int = LARGEST_CONTENT) -> None:
        """Read a part from beginning to end; `largest` is in bytes, unpacked.

        Raises KeyError when it is missing, `RefusedError` beyond a limit or for a document
        type (no part has one: it declares entities), and what `zipfile`, zlib and
        expat raise for a broken one.
        """
        parser, fed = _parser(handlers), 0
        for chunk in self._chunks(self._parts[_plain(part)], largest):
            fed += len(chunk)
            parser.Parse(chunk, False)
            if fed - parser.CurrentByteIndex > LONGEST_TAG or len(parser.intern) > MOST_NAMES:
                raise RefusedError(UNUSUAL)
        parser.Parse(b"", True)

    def _chunks(self, info: ZipInfo, largest: int) -> Iterator[bytes]:
        """The part unpacked, as far as it may go.

        `zipfile` gives no more than the size a part claims, and fails where it is a lie.
        """
        _refuse_other_packing(info)
        if info.file_size > min(largest, self._bytes.left):
            raise RefusedError(TOO_LARGE)
        with self._zip.open(info) as stream:
            while chunk := stream.read(CHUNK):
                self._bytes.take(len(chunk))
                self._tags.take(chunk.count(b"<"))
                if stream.tell() > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * info.compress_size):
                    raise RefusedError(UNUSUAL)
                yield chunk


def _refuse_other_files(content: bytes) -> None:
    if content.startswith(_OLE):
        raise RefusedError(_ole_reason(content))
    if not content.startswith(b"PK"):
        raise RefusedError(NOT_A_BOOK)
    if len(content) > LARGEST_FILE or content.count(_ENTRY) > MOST_PARTS:
        raise RefusedError(TOO_LARGE)


def _ole_reason(content: bytes) -> str:
    """A container of old Office files, and of newer ones once they are encrypted."""
    streams = {"EncryptedPackage": LOCKED, "Workbook": OLD_FORMAT, "Book": OLD_FORMAT}
    for stream, reason in streams.items():
        if f"{stream}\0".encode("utf-16-le") in content:
            return reason
    return NOT_A_BOOK


def _refuse_other_packing(info: ZipInfo) -> None:
    """Other methods unpack without bound; Office uses none of them."""
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError(LOCKED)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise RefusedError(UNUSUAL)


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


# --- The XML of one part ----------------------------------------------------


def _parser(handlers: Handlers) -> XMLParserType:
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartNamespaceDeclHandler = _check_namespace
    parser.StartElementHandler, parser.EndElementHandler = _tags(handlers)
    parser.CharacterDataHandler = handlers.text
    return parser


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    """Only these are allowed in a package, and in others a tag could begin with any byte."""
    if encoding and encoding.upper() not in ENCODINGS:
        raise RefusedError(UNUSUAL)


def _no_document_type(*_: object) -> None:
    raise RefusedError(UNUSUAL)


def _check_namespace(prefix: str | None, uri: str | None) -> None:
    """Each tag is given with the whole of its namespace: a long one would cost as often."""
    if len(uri or "") > LONGEST_NAMESPACE:
        raise RefusedError(UNUSUAL)


def _tags(
    handlers: Handlers,
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """Handlers that pass on the known tags; called millions of times, so they do little."""
    spaces = handlers.namespaces
    begins = {f"{space} {tag}": does for space in spaces for tag, does in handlers.begins.items()}
    ends = {f"{space} {tag}": does for space in spaces for tag, does in handlers.ends.items()}
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if not 0 < depth < DEEPEST:
            _check(tag, depth, handlers)
        depth += 1
        if does := begins.get(tag):
            does(attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if does := ends.get(tag):
            does()

    return begin, end


def _check(tag: str, depth: int, handlers: Handlers) -> None:
    if depth:
        raise RefusedError(UNUSUAL)
    if tag not in [f"{space} {handlers.root}" for space in handlers.namespaces]:
        raise RefusedError(NOT_A_BOOK)


# --- Which part is which ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Related:
    """A part another one refers to: `kind` is the last word of its type."""

    kind: str
    part: str


def related(package: Package, part: str) -> dict[str, Related]:
    """What a part (the whole package: "") refers to, by id; nothing outside the file."""
    found: dict[str, Related] = {}
    folder, name = posixpath.split(part)

    def note(attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            found[attributes["Id"]] = Related(kind, posixpath.normpath(target).lstrip("/"))

    handlers = Handlers("Relationships", {"Relationship": note}, namespaces=RELATIONSHIPS)
    package.walk(posixpath.join(folder, "_rels", f"{name}.rels"), handlers, LARGEST_LIST)
    return found
