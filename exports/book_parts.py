"""A workbook as the package it is: its parts, and where each sheet's part is."""

from __future__ import annotations

import contextlib
import io
import posixpath
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

ROOT_PART = "_rels/.rels"


class NotAWorkbookError(Exception):
    """The file is no workbook package, or one that no spreadsheet program would write."""


class _StartsError(Exception):
    """Ends a scan: the document itself begins."""


class Parts(Mapping[str, bytes]):
    """The parts by name, each unpacked when it is asked for.

    Raises `NotAWorkbookError` for what is no zip, or damaged.
    """

    def __init__(self, content: bytes) -> None:
        with _reading():
            self._package = ZipFile(io.BytesIO(content))

    def __getitem__(self, name: str) -> bytes:
        with _reading():
            return self._package.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._package.namelist())

    def __len__(self) -> int:
        return len(self._package.namelist())

    def __contains__(self, name: object) -> bool:
        return name in self._package.NameToInfo


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise NotAWorkbookError(str(error)) from error


def parse(part: bytes) -> Element:
    """The part's root; raises `NotAWorkbookError` for broken XML and for any DOCTYPE."""
    try:
        _refuse_declarations(part)
        return ElementTree.fromstring(part)
    except (ElementTree.ParseError, expat.ExpatError, ValueError) as error:
        raise NotAWorkbookError(str(error)) from error


def _refuse_declarations(part: bytes) -> None:
    """Entities are declared in a DOCTYPE, which stands before the first element."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _stop
    try:
        parser.Parse(part, True)
    except _StartsError:
        return


def _refuse(*_: object) -> None:
    raise NotAWorkbookError("DOCTYPE")


def _stop(*_: object) -> None:
    raise _StartsError


def local(name: str) -> str:
    """A tag or attribute without its namespace: transitional and strict files differ in it."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, such as `id` for `r:id`; empty when absent."""
    found = element.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.items() if local(key) == name), "")


def related(parts: Parts, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target part of what `part` refers to inside the package."""
    folder, name = posixpath.split(part)
    relations = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for each in parse(relations) if relations else ():
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            kind = each.get("Type", "").rpartition("/")[2]
            yield each.get("Id", ""), kind, target.lstrip("/")


def workbook_part(parts: Parts) -> str:
    """The part that lists the sheets; raises `NotAWorkbookError` when there is none."""
    relations = related(parts, "") if ROOT_PART in parts else iter(())
    for _, kind, target in relations:
        if kind == "officeDocument" and target in parts:
            return target
    raise NotAWorkbookError("no workbook")


def sheet_parts(parts: Parts) -> dict[str, str]:
    """The part of each worksheet by its title, in order; other kinds of sheets are left out."""
    workbook = workbook_part(parts)
    targets = {no: target for no, kind, target in related(parts, workbook) if kind == "worksheet"}
    sheets = parse(parts[workbook]).iterfind("{*}sheets/{*}sheet")
    places = ((each.get("name", ""), targets.get(attribute(each, "id"), "")) for each in sheets)
    return {name: target for name, target in places if target in parts}
