"""The official tables, loaded from `catalogues/*.toml` and checked.

Facts and questions come with `load_catalogue`; the longer guidance (why, how to
check, deep-dive prompts) is a separate load so that `kikitori result` never
pays for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

# Not importlib.resources: its import alone costs as much as reading all five tables.
CATALOGUES = Path(__file__).with_name("catalogues")


class CatalogueError(Exception):
    """A catalogue contradicts itself; the message names the file and the entry."""


class SelfCheckOption(NamedTuple):
    """`mark` is one wide character for narrow lists."""

    key: str
    label: str
    mark: str
    points: int


class Band(NamedTuple):
    """A score band of the self-check; `lowest` is the lowest score inside it."""

    key: str
    lowest: int
    situation: str
    next: str


class Part(NamedTuple):
    part: int
    title: str


class SelfCheckItem(NamedTuple):
    no: int
    part: int
    topic: str
    short_label: str
    question: str


class MeasureOption(NamedTuple):
    """`mark` is one wide character for narrow lists."""

    status: int
    label: str
    mark: str


class Category(NamedTuple):
    category: int
    name: str
    short_name: str
    sheet_name: str
    matrix_column: str


class Measure(NamedTuple):
    no: int
    category: int
    short_label: str
    matrix_column: str
    question: str


class FrequencyOption(NamedTuple):
    frequency: int
    label: str
    short_label: str


class ThreatStatusLabel(NamedTuple):
    status: int
    label: str


class Medium(NamedTuple):
    key: str
    label: str


class Threat(NamedTuple):
    """One of the 21 threats; `measures` are the numbers of those that bear on it."""

    id: str
    medium: str
    title: str
    short_label: str
    question: str
    measures: tuple[int, ...]


class CloudGroup(NamedTuple):
    key: str
    label: str
    sheet_title: str
    card_title: str


class CloudStatus(NamedTuple):
    key: str
    label: str


class CloudItem(NamedTuple):
    """One of the 15 checks; `options` are the labels for 3, 2, 1 and 0 points."""

    no: int
    key: str
    group: str
    title: str
    check_title: str
    axis: str
    question: str
    options: tuple[str, ...]

    def points_of(self, position: int) -> int:
        """Points of the option at `position` (0 = first shown)."""
        return len(self.options) - 1 - position

    def label_of(self, points: int) -> str:
        return self.options[len(self.options) - 1 - points]


class Level(NamedTuple):
    level: int
    meaning: str
    examples: tuple[str, ...]


class Criterion(NamedTuple):
    key: str
    label: str
    question: str
    levels: tuple[Level, ...]


class PersonalKind(NamedTuple):
    key: str
    label: str
    count_label: str
    meaning: str


class Guidance(NamedTuple):
    """What stands behind a question: why it matters, how to check, what to ask next."""

    why: str
    check: str
    prompts: tuple[str, ...]


class Catalogue(NamedTuple):
    """All official tables, in the order of the official sheets."""

    edition: str
    self_check_options: tuple[SelfCheckOption, ...]
    bands: tuple[Band, ...]
    parts: tuple[Part, ...]
    self_check_items: tuple[SelfCheckItem, ...]
    measure_options: tuple[MeasureOption, ...]
    categories: tuple[Category, ...]
    measures: tuple[Measure, ...]
    frequencies: tuple[FrequencyOption, ...]
    threat_statuses: tuple[ThreatStatusLabel, ...]
    media: tuple[Medium, ...]
    threats: tuple[Threat, ...]
    cloud_groups: tuple[CloudGroup, ...]
    cloud_statuses: tuple[CloudStatus, ...]
    cloud_items: tuple[CloudItem, ...]
    criteria: tuple[Criterion, ...]
    personal_kinds: tuple[PersonalKind, ...]

    def medium(self, key: str) -> Medium:
        return next(medium for medium in self.media if medium.key == key)

    def threat(self, threat_id: str) -> Threat:
        return next(threat for threat in self.threats if threat.id == threat_id)

    def measure(self, no: int) -> Measure:
        return self.measures[no - 1]

    def measures_of(self, category: int) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures if m.category == category)


Table = Mapping[str, Any]
Entry = TypeVar("Entry")


def read_table(name: str) -> dict[str, Any]:
    """One file of `catalogues/`, as plain values."""
    return tomllib.loads((CATALOGUES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _declared(cls: type) -> dict[str, Any]:
    """The fields of an entry and their types, evaluated once and not for each of the rows."""
    return get_type_hints(cls)


def _entry(cls: type[Entry], table: Table, where: str) -> Entry:
    """Build one entry, refusing unknown, missing, mistyped or empty values.

    A field with a default may be missing.
    """
    if not isinstance(table, Mapping):
        raise CatalogueError(f"{where}: a table is needed")
    row_type: type = cls
    declared = _declared(row_type)
    if unknown := sorted(set(table) - set(declared)):
        raise CatalogueError(f"{where}: unknown key {unknown[0]}")
    needed = set(declared) - set(getattr(cls, "_field_defaults", {}))
    if missing := sorted(needed - set(table)):
        raise CatalogueError(f"{where}: {missing[0]} is missing")
    values = {key: _value(declared[key], table[key], f"{where}.{key}") for key in table}
    return cls(**values)


def _value(kind: Any, value: Any, where: str) -> Any:
    if kind in (str, int):
        if type(value) is not kind or not str(value).strip():
            raise CatalogueError(f"{where}: {value!r} is not a usable {kind.__name__}")
        return value
    (inner, _) = get_args(kind)
    if hasattr(inner, "_fields"):
        return entries_of(inner, value, where)
    if not isinstance(value, list) or not value:
        raise CatalogueError(f"{where}: an array is needed")
    return tuple(_value(inner, each, where) for each in value)


def entries_of(cls: type[Entry], rows: Any, where: str) -> tuple[Entry, ...]:
    """An array of tables as entries; raises `CatalogueError` naming `where` it is wrong."""
    if not isinstance(rows, list) or not rows:
        raise CatalogueError(f"{where}: an array of tables is needed")
    return tuple(_entry(cls, row, f"{where}[{i}]") for i, row in enumerate(rows))


# Field of the catalogue: file, key in it, what one entry is.
_LAYOUT: dict[str, tuple[str, str, type]] = {
    "self_check_options": ("self_check", "options", SelfCheckOption),
    "bands": ("self_check", "bands", Band),
    "parts": ("self_check", "parts", Part),
    "self_check_items": ("self_check", "items", SelfCheckItem),
    "measure_options": ("measures", "options", MeasureOption),
    "categories": ("measures", "categories", Category),
    "measures": ("measures", "measures", Measure),
    "frequencies": ("threats", "frequencies", FrequencyOption),
    "threat_statuses": ("threats", "statuses", ThreatStatusLabel),
    "media": ("threats", "media", Medium),
    "threats": ("threats", "threats", Threat),
    "cloud_groups": ("cloud", "groups", CloudGroup),
    "cloud_statuses": ("cloud", "statuses", CloudStatus),
    "cloud_items": ("cloud", "items", CloudItem),
    "criteria": ("importance", "criteria", Criterion),
    "personal_kinds": ("importance", "personal", PersonalKind),
}


def build_catalogue(sources: Mapping[str, Table]) -> Catalogue:
    """Build and check a catalogue from parsed tables, keyed by file name.

    Raises `CatalogueError` when a table is incomplete or contradicts another.
    """
    loaded: dict[str, Any] = {
        name: entries_of(cls, sources[file].get(key), f"{file}.{key}")
        for name, (file, key, cls) in _LAYOUT.items()
    }
    edition = _value(str, sources["self_check"].get("edition"), "self_check.edition")
    catalogue = Catalogue(edition=edition, **loaded)
    _check(catalogue)
    return catalogue


def _check(catalogue: Catalogue) -> None:
    _check_numbering(catalogue)
    _check_unique(catalogue)
    _check_references(catalogue)
    _check_cloud_options(catalogue)


def _check_numbering(catalogue: Catalogue) -> None:
    runs = {
        "self_check.items": [item.no for item in catalogue.self_check_items],
        "measures.measures": [measure.no for measure in catalogue.measures],
        "measures.categories": [each.category for each in catalogue.categories],
        "cloud.items": [item.no for item in catalogue.cloud_items],
    }
    for where, numbers in runs.items():
        if numbers != list(range(1, len(numbers) + 1)):
            raise CatalogueError(f"{where}: numbers must run 1, 2, 3 … without a gap")
    ids = [threat.id for threat in catalogue.threats]
    if ids != [f"T{no:02}" for no in range(1, len(ids) + 1)]:
        raise CatalogueError("threats.threats: ids must run T01, T02, T03 … without a gap")


def _check_unique(catalogue: Catalogue) -> None:
    keys: dict[str, list[object]] = {
        "self_check.options": [option.key for option in catalogue.self_check_options],
        "self_check.bands": [band.key for band in catalogue.bands],
        "self_check.parts": [part.part for part in catalogue.parts],
        "measures.options": [option.status for option in catalogue.measure_options],
        "measures.measures": [measure.matrix_column for measure in catalogue.measures],
        "threats.frequencies": [option.frequency for option in catalogue.frequencies],
        "threats.statuses": [status.status for status in catalogue.threat_statuses],
        "threats.media": [medium.key for medium in catalogue.media],
        "threats.threats.measures": [(t.id, no) for t in catalogue.threats for no in t.measures],
        "cloud.groups": [group.key for group in catalogue.cloud_groups],
        "cloud.statuses": [status.key for status in catalogue.cloud_statuses],
        "cloud.items": [item.key for item in catalogue.cloud_items],
        "importance.criteria": [criterion.key for criterion in catalogue.criteria],
        "importance.personal": [kind.key for kind in catalogue.personal_kinds],
    }
    for where, used in keys.items():
        if len(set(used)) != len(used):
            raise CatalogueError(f"{where}: the same key stands twice")


def _check_references(catalogue: Catalogue) -> None:
    references: dict[str, tuple[set[object], set[object]]] = {
        "self_check.items.part": (
            {item.part for item in catalogue.self_check_items},
            {part.part for part in catalogue.parts},
        ),
        "measures.measures.category": (
            {measure.category for measure in catalogue.measures},
            {category.category for category in catalogue.categories},
        ),
        "threats.threats.medium": (
            {threat.medium for threat in catalogue.threats},
            {medium.key for medium in catalogue.media},
        ),
        "threats.threats.measures": (
            {no for threat in catalogue.threats for no in threat.measures},
            {measure.no for measure in catalogue.measures},
        ),
        "cloud.items.group": (
            {item.group for item in catalogue.cloud_items},
            {group.key for group in catalogue.cloud_groups},
        ),
    }
    for where, (used, declared) in references.items():
        if used - declared:
            raise CatalogueError(f"{where}: {used - declared} is declared nowhere")


def _check_cloud_options(catalogue: Catalogue) -> None:
    for item in catalogue.cloud_items:
        if len(set(item.options)) != 4:
            raise CatalogueError(f"cloud.items.{item.key}: four different options are needed")


@cache
def load_catalogue() -> Catalogue:
    """The bundled catalogue, parsed once per process."""
    files = ("self_check", "measures", "threats", "cloud", "importance")
    return build_catalogue({name: read_table(name) for name in files})


@cache
def load_guidance(step: str) -> Mapping[str, Guidance]:
    """Guidance of one step: `self_check`, `measures`, `threats` or `cloud`.

    Keys are item numbers as text, threat ids or cloud item keys. Raises
    `CatalogueError` when an entry is missing or belongs to no question.
    """
    catalogue = load_catalogue()
    keys = {
        "self_check": [str(item.no) for item in catalogue.self_check_items],
        "measures": [str(measure.no) for measure in catalogue.measures],
        "threats": [threat.id for threat in catalogue.threats],
        "cloud": [item.key for item in catalogue.cloud_items],
    }[step]
    return build_guidance(step, read_table(f"{step}_help"), keys)


def build_guidance(step: str, source: Table, keys: list[str]) -> Mapping[str, Guidance]:
    if set(source) != set(keys):
        raise CatalogueError(f"{step}_help: {set(source) ^ set(keys)} does not match a question")
    return {key: _entry(Guidance, source[key], f"{step}_help.{key}") for key in keys}
