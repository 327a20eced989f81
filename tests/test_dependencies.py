"""What the locked dependencies could do to the outside, read from their sources, all reviewed.

Nothing is imported and nothing fetched. A new version that brings another such import
makes the test fail until somebody has read why it is there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "run.txt"
ROOMS = ("data", "exports", "tui", "screens")

# Modules, and with a dot names in them, by which a program reaches a network or starts another.
OUTWARD = frozenset(
    [
        *("socket", "_socket", "socketserver", "ssl", "_ssl", "http", "urllib.request", "xmlrpc"),
        *("ftplib", "imaplib", "nntplib", "poplib", "smtplib", "telnetlib", "webbrowser"),
        *("aiohttp", "httpx", "requests", "urllib3", "websockets"),
        *("subprocess", "multiprocessing", "os.system", "os.popen", "os.startfile"),
        *("asyncio.open_connection", "asyncio.start_server", "asyncio.open_unix_connection"),
        *("asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell"),
    ]
)
# Methods of asyncio's loops, on whatever they are called.
LOOP_METHODS = frozenset(
    ["create_connection", "create_datagram_endpoint", "create_server", "create_unix_connection"]
)
# Files in a distribution that are run, but are no Python that could be read here.
COMPILED = frozenset([".so", ".pyd", ".dll", ".dylib", ".exe", ".pth"])


class Use(NamedTuple):
    """`file` in the distribution, and what of `OUTWARD` it names; "compiled" for a binary."""

    distribution: str
    file: str
    what: str


BUILDS_ONLY = "hatchling builds the project for `make`; nothing of kikitori imports it"
LEXERS = "makes a list of names when pygments itself is developed, under `if __name__`"
DEMO = "the demonstration of Textual, which nothing imports; httpx is not installed"
LXML = "libxml2 for python-docx, which parses what is written here only, without a network"
LXML_PARTS = "a part of lxml that neither python-docx nor kikitori imports"
REVIEWED = {
    Use("filelock", "filelock/_identity.py", "socket"): "asks for this computer's own name only",
    Use("hatchling", "hatchling/builders/binary.py", "subprocess"): BUILDS_ONLY,
    Use("hatchling", "hatchling/cli/dep/__init__.py", "subprocess"): BUILDS_ONLY,
    Use("hatchling", "hatchling/cli/dep/core.py", "subprocess"): BUILDS_ONLY,
    Use("kikitori", "data/owner.py", "socket"): "asks for this computer's own name only",
    Use("kikitori", "exports/office.py", "subprocess"): "`kikitori verify` starts LibreOffice",
    Use("kikitori", "data/passphrase_lock.py", "subprocess"): "derives keys beside, by this Python",
    Use("lxml", "lxml/ElementInclude.py", "urllib.request"): LXML_PARTS,
    Use("lxml", "lxml/_elementpath", "compiled"): LXML,
    Use("lxml", "lxml/builder", "compiled"): LXML,
    Use("lxml", "lxml/etree", "compiled"): LXML,
    Use("lxml", "lxml/html/__init__.py", "urllib.request"): LXML_PARTS,
    Use("lxml", "lxml/html/__init__.py", "webbrowser"): LXML_PARTS,
    Use("lxml", "lxml/html/_difflib", "compiled"): LXML_PARTS,
    Use("lxml", "lxml/html/diff", "compiled"): LXML_PARTS,
    Use("lxml", "lxml/html/html5parser.py", "urllib.request"): LXML_PARTS,
    Use("lxml", "lxml/objectify", "compiled"): LXML_PARTS,
    Use("lxml", "lxml/sax", "compiled"): LXML_PARTS,
    Use("packaging", "packaging/_musllinux.py", "subprocess"): BUILDS_ONLY,
    Use("packaging", "packaging/tags.py", "subprocess"): BUILDS_ONLY,
    Use("pygments", "pygments/formatters/img.py", "subprocess"): "looks for fonts of pictures",
    Use("pygments", "pygments/lexers/_lua_builtins.py", "urllib.request"): LEXERS,
    Use("pygments", "pygments/lexers/_mysql_builtins.py", "urllib.request"): LEXERS,
    Use("pygments", "pygments/lexers/_php_builtins.py", "urllib.request"): LEXERS,
    Use("pygments", "pygments/lexers/_postgres_builtins.py", "urllib.request"): LEXERS,
    Use("pygments", "pygments/lexers/_scilab_builtins.py", "subprocess"): LEXERS,
    Use("pygments", "pygments/lexers/_sourcemod_builtins.py", "urllib.request"): LEXERS,
    Use("pyrage", "pyrage/pyrage", "compiled"): "age in Rust; starts a plugin only when asked to",
    Use("textual", "textual/demo/_project_stargazer_updater.py", "httpx"): DEMO,
    Use("textual", "textual/demo/home.py", "httpx"): DEMO,
    Use("textual", "textual/driver.py", "webbrowser"): "App.open_url, which nothing here calls",
    Use("typing-extensions", "typing_extensions.py", "_socket"): "the name of a type",
    Use("wcwidth", "wcwidth/_wcwidth_c", "compiled"): "the tables of its Python, in C",
}
# Locked for Windows alone: a library that old consoles need to understand colours.
ON_WINDOWS_ONLY = frozenset({"ansicon"})


def locked() -> list[str]:
    names = re.findall(r"^([a-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 20
    return names


def outward(code: str) -> Iterator[str]:
    """What of `OUTWARD` a source names, however it imports it."""
    for node in ast.walk(ast.parse(code)):
        for name in _named(node):
            # "http.client" is "http"; "urllib.parse" is nothing, "urllib.request.urlopen" is.
            parts = name.split(".")
            heads = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
            yield from OUTWARD.intersection(heads)
        if isinstance(node, ast.Attribute) and node.attr in LOOP_METHODS:
            yield node.attr


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(str(module), names, 0):
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.Attribute(ast.Name("os" | "asyncio" as module), name):
            yield f"{module}.{name}"
        case ast.Call(function, [ast.Constant(str(module)), *_]) if _imports(function):
            yield module


def _imports(function: ast.expr) -> bool:
    return ast.unparse(function).rpartition(".")[2] in ("__import__", "import_module")


def uses_in(name: str, files: dict[str, Path]) -> Iterator[Use]:
    for shown, path in files.items():
        suffix = PurePosixPath(shown).suffix
        if suffix == ".py":
            found = set(outward(path.read_text(encoding="utf-8")))
            yield from (Use(name, shown, what) for what in found)
        elif suffix in COMPILED:
            yield Use(name, shown.partition(".")[0], "compiled")


def files_of(name: str) -> dict[str, Path]:
    """All files of an installed distribution by their names in it."""
    installed = distribution(name)
    return {each.as_posix(): Path(str(each.locate())) for each in installed.files or ()}


def all_uses() -> set[Use]:
    found: set[Use] = set()
    for name in locked():
        try:
            files = files_of(name)
        except PackageNotFoundError:
            assert name in ON_WINDOWS_ONLY, f"{name} is locked but not installed"
            continue
        assert files, f"{name} does not say which files it has"
        found.update(uses_in(name, files))
    own = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return found.union(uses_in("kikitori", {p.relative_to(ROOT).as_posix(): p for p in own}))


def test_every_way_out_is_known_and_reviewed() -> None:
    found = all_uses()
    assert found - set(REVIEWED) == set()
    # Not every system gets the compiled ones.
    assert {use for use in set(REVIEWED) - found if use.what != "compiled"} == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import socket", {"socket"}),
        ("import http.client as c", {"http"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("from urllib import request", {"urllib.request"}),
        ("from urllib.parse import quote", set()),
        ("def f():\n    if x:\n        import ssl", {"ssl"}),
        ("importlib.import_module('requests')", {"requests"}),
        ("__import__('smtplib')", {"smtplib"}),
        ("import os\nos.system('curl x')", {"os.system"}),
        ("import asyncio\nasyncio.open_connection('x', 1)", {"asyncio.open_connection"}),
        ("loop.create_connection(f, 'x', 1)", {"create_connection"}),
        ("from . import http", set()),
        ("import asyncio\nasyncio.run(x)", set()),
    ],
)
def test_a_way_out_is_found_however_it_is_written(code: str, found: set[str]) -> None:
    assert set(outward(code)) == found
