"""The house as tests: sizes, systems, locks, and documents that say the same as the code."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.screenshots import FOLDER, PICTURES
from tui import actions
from tui.actions import Action
from tui.commands import COMMANDS
from tui.marks import legend

ROOT = Path(__file__).parents[1]
ROOMS = ("data", "exports", "tui", "screens")
LONGEST_MODULE = 400
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert found
    return sorted(found)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- Modules ----------------------------------------------------------------


def test_no_module_has_outgrown_its_room() -> None:
    lengths = {
        _name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in _modules(*ROOMS, "tests")
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


# Modules that only some systems have.
ONE_SYSTEM = frozenset(
    [
        "crypt",
        "curses",
        "fcntl",
        "grp",
        "msvcrt",
        "nis",
        "posix",
        "pty",
        "pwd",
        "readline",
        "resource",
        "syslog",
        "termios",
        "tty",
        "winreg",
        "winsound",
    ]
)
# Names that mean something else, or nothing, on another system.
SYSTEM_NAMES = frozenset(
    [
        "os.name",
        "os.fsync",
        "os.fdatasync",
        "os.chmod",
        "os.chown",
        "os.umask",
        "os.uname",
        "os.fork",
        "os.kill",
        "os.killpg",
        "os.getuid",
        "os.geteuid",
        "os.getpgid",
        "os.setsid",
        "os.statvfs",
        "os.link",
        "os.symlink",
        "os.startfile",
        "sys.platform",
        "sys.getwindowsversion",
        "platform.system",
    ]
)
# On whatever they are called; pathlib offers them everywhere, but not to the same effect.
SYSTEM_METHODS = frozenset(["chmod", "lchmod", "symlink_to", "hardlink_to"])
KNOWS_THE_SYSTEM = "data/storage.py"


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _system_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            dotted = ast.unparse(node)
            if dotted in SYSTEM_NAMES or node.attr in SYSTEM_METHODS:
                yield dotted
        elif isinstance(node, ast.ImportFrom):
            dotted_names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from SYSTEM_NAMES.intersection(dotted_names)


def test_no_room_imports_what_only_one_system_has() -> None:
    found = {
        _name(path): ONE_SYSTEM.intersection(_imports(_tree(path))) for path in _modules(*ROOMS)
    }
    assert {name: modules for name, modules in found.items() if modules} == {}


def test_only_storage_knows_the_system() -> None:
    found = {_name(path): set(_system_names(_tree(path))) for path in _modules(*ROOMS)}
    assert {name for name, names in found.items() if names} == {KNOWS_THE_SYSTEM}


def test_system_names_are_found_however_they_are_written() -> None:
    code = "import os, sys\nfrom os import fsync\nos.name\nsys.platform\npath.chmod(0)\nself.name"
    assert set(_system_names(ast.parse(code))) == {
        "os.fsync",
        "os.name",
        "sys.platform",
        "path.chmod",
    }


@pytest.mark.parametrize("words", [("result",), ("result", "--json"), ("check",), ("export",)])
def test_every_file_is_opened_with_its_encoding(tmp_path: Path, words: tuple[str, ...]) -> None:
    sample = ROOT / "data" / "sample.toml"
    called = subprocess.run(
        [sys.executable, "-W", "error::EncodingWarning", "-m", "tui", *words, str(sample)],
        env=os.environ | {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert (called.returncode, called.stderr.decode()) == (0, "")


# --- Versions ---------------------------------------------------------------

LOCKS = ("run", "dev")
LOCKED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?P<rest>.*)$")


def _lock(name: str) -> list[str]:
    """The requirements of a lock, each with its continued lines joined."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


def _versions(name: str) -> dict[str, str]:
    found = [LOCKED.match(line) for line in _lock(name)]
    return {row["name"]: row["version"] for row in found if row}


def _declared(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for, with these dependency groups."""
    texts = list(PYPROJECT["project"]["dependencies"])
    for group in groups:
        texts += [each for each in PYPROJECT["dependency-groups"][group] if isinstance(each, str)]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_is_exact_and_has_its_hashes(name: str) -> None:
    for line in _lock(name):
        assert LOCKED.match(line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", line), line


INSTALLS = ("Makefile", ".ci/run", "README.md", "README.ja.md")


def test_whatever_is_installed_is_checked_by_its_hash() -> None:
    """The checkout itself is linked, with nothing fetched for it."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in INSTALLS]
    installs = re.findall(r"^.*(?:pip|PIP\)|uv|pipx) (?:\w+ )*install.*$", "\n".join(texts), re.M)
    links = [line for line in installs if "--require-hashes" not in line]
    assert len(installs) == 8
    assert len(links) == 4
    assert all(re.search(r"--no-deps --no-build-isolation (-e|--editable) \.$", x) for x in links)


@pytest.mark.parametrize(("name", "groups"), [("run", ["build"]), ("dev", ["build", "dev"])])
def test_the_locks_hold_what_pyproject_asks_for(name: str, groups: list[str]) -> None:
    versions = _versions(name)
    for requirement in _declared(*groups):
        locked = versions[requirement.name.lower()]
        assert requirement.specifier.contains(locked), f"{requirement} is locked at {locked}"


def test_both_locks_agree() -> None:
    run, dev = _versions("run"), _versions("dev")
    assert run == {name: dev.get(name) for name in run}


def test_textual_is_the_one_that_was_tested() -> None:
    pins = [str(r.specifier) for r in _declared() if r.name == "textual"]
    assert (pins, _versions("run")["textual"]) == (["==8.2.8"], "8.2.8")


def test_the_changelog_tells_of_this_version() -> None:
    version = re.escape(PYPROJECT["project"]["version"])
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{version}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)


# --- The two READMEs --------------------------------------------------------

ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
JAPANESE = (ROOT / "README.ja.md").read_text(encoding="utf-8")

# The first column of the key tables in both languages, and the actions that are meant.
PLACES = {
    "everywhere": ("どこでも", (*actions.GLOBAL_ACTIONS, *actions.APP_ACTIONS)),
    "steps": ("画面の切り替え", actions.STEP_ACTIONS),
    "questions": ("質問", actions.QUESTION_ACTIONS),
    "measures": ("対策", actions.MEASURE_ACTIONS),
    "ledger": ("台帳", actions.LIST_ACTIONS),
    "cloud": ("クラウド", actions.SERVICE_ACTIONS),
    "results": ("結果", actions.RESULT_ACTIONS),
    "home": ("はじめの画面", actions.HOME_ACTIONS),
    "first start": ("初めての画面", actions.WELCOME_ACTIONS),
}
NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "enter": "Enter",
    "delete": "Delete",
    "backspace": "BackSpace",
    "home": "Home",
    "end": "End",
    "space": "Space",
}
KEY_ROW = re.compile(
    r"^\| (?P<place>[^|]+) \| (?P<keys>(?:`[^`]+` ?)+)\| (?P<does>[^|]+) \|$", re.M
)

KeyRow = tuple[str, frozenset[str], str]


def _readable(action: Action) -> frozenset[str]:
    keys = [key for key in action.keys.split(",") if key]
    return frozenset(
        NAMES.get(key) or (key.title() if "+" in key or re.fullmatch(r"f\d+", key) else key)
        for key in keys
    )


def _key_rows(text: str) -> list[KeyRow]:
    return [
        (row["place"], frozenset(re.findall(r"`([^`]+)`", row["keys"])), row["does"])
        for row in KEY_ROW.finditer(text)
    ]


@pytest.mark.parametrize("place", PLACES)
def test_the_key_table_is_the_registry(place: str) -> None:
    japanese, registered = PLACES[place]
    keyed = [action for action in registered if action.keys]
    rows = [row for row in _key_rows(JAPANESE) if row[0] == japanese]
    for _, keys, does in rows:
        meant = [action for action in keyed if _readable(action) <= keys]
        assert keys == frozenset().union(*map(_readable, meant)), f"{sorted(keys)}: {does}"
        # A row of several actions words them together.
        if len(meant) == 1:
            assert does == meant[0].title
    listed = sorted(key for _, keys, _ in rows for key in keys)
    assert listed == sorted(key for action in keyed for key in _readable(action))


def test_both_key_tables_have_the_same_rows() -> None:
    english = [(PLACES[place][0], keys) for place, keys, _ in _key_rows(ENGLISH)]
    assert english == [(place, keys) for place, keys, _ in _key_rows(JAPANESE)]


MARK_ROW = re.compile(r"^\| (?P<sign>[^\x00-\x7f]+) \| (?P<meaning>.+) \|$", re.MULTILINE)


def test_both_readmes_explain_every_mark() -> None:
    marks = [(mark.sign, mark.meaning) for mark in legend()]
    japanese = JAPANESE[JAPANESE.index("| 記号 |") :].split("\n\n")[0]
    english = ENGLISH[ENGLISH.index("| mark |") :].split("\n\n")[0]
    assert MARK_ROW.findall(japanese)[1:] == marks
    assert [sign for sign, _ in MARK_ROW.findall(english)] == [sign for sign, _ in marks]


def _commands(text: str) -> list[str]:
    """The lines of all code blocks, without the comments, which are translated."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"\s*#.*", "", line) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_both_readmes_name_the_same_commands() -> None:
    assert _commands(ENGLISH)
    assert _commands(ENGLISH) == _commands(JAPANESE)


def test_the_readme_knows_every_command() -> None:
    named = {
        found[1] for line in _commands(ENGLISH) if (found := re.match(r"kikitori ([a-z]+) ", line))
    }
    assert named == set(COMMANDS)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["README.md", "README.ja.md"])
def test_the_readme_names_targets_that_exist(text: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE], ids=["README.md", "README.ja.md"])
def test_everything_the_readme_links_to_is_there(text: str) -> None:
    links = re.findall(r'(?:\]\(|src=")(?!https?://|#)([^)"]+)[)"]', text)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert {f"docs/screenshots/{picture.name}.svg" for picture in PICTURES} <= set(links)


def test_the_pictures_fetch_nothing() -> None:
    pictures = sorted(FOLDER.iterdir())
    assert [path.name for path in pictures] == sorted(f"{each.name}.svg" for each in PICTURES)
    for path in pictures:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@font-face|url\(|<image|href", text), path.name
