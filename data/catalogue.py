"""The official tables, loaded from `catalogues/*.toml` and checked.

Facts and questions come with `load_catalogue`; the longer guidance (why, how to
check, deep-dive prompts) is a separate load so that `kikitori result` never
pays for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from data.catalogue_checks import check
from data.catalogue_tables import (
    CatalogueError,
    Table,
    checked_value,
    entries_of,
    entry_of,
    read_table,
)


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
    edition = checked_value(str, sources["self_check"].get("edition"), "self_check.edition")
    catalogue = Catalogue(edition=edition, **loaded)
    check(catalogue)
    return catalogue


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
    return {key: entry_of(Guidance, source[key], f"{step}_help.{key}") for key in keys}
