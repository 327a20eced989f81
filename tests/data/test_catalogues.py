"""The catalogues hold the official tables, and the loader refuses any that contradict."""

from __future__ import annotations

import copy
import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.catalogue import build_catalogue, build_guidance, load_catalogue, load_guidance
from data.catalogue_tables import CatalogueError

COPIES = Path(__file__).parents[1] / "reference"
ORIGINALS = Path(__file__).parents[3] / "shared" / "reference"
FOLDERS = [folder for folder in (COPIES, ORIGINALS) if folder.is_dir()]
CATALOGUES = Path(__file__).parents[2] / "data" / "catalogues"
STEPS = {"self_check": 25, "measures": 55, "threats": 21, "cloud": 15}

Tables = dict[str, dict[str, Any]]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@each_folder
def test_self_check_items_are_those_of_the_reference(folder: Path) -> None:
    ours = [(str(i.no), str(i.part), i.topic) for i in load_catalogue().self_check_items]
    rows = _rows(folder, "self_check_items")
    assert ours == [(row["no"], row["part"], row["topic"]) for row in rows]


@each_folder
def test_measures_are_those_of_the_reference(folder: Path) -> None:
    catalogue = load_catalogue()
    names = {category.category: category.name for category in catalogue.categories}
    ours = [
        (str(m.no), str(m.category), names[m.category], m.short_label, m.matrix_column)
        for m in catalogue.measures
    ]
    keys = ("measure", "category", "category_name", "short_label", "matrix_column")
    assert ours == [tuple(row[key] for key in keys) for row in _rows(folder, "measures")]


@each_folder
def test_each_measure_bears_on_as_many_threats_as_the_reference_counts(folder: Path) -> None:
    threats = load_catalogue().threats
    for row in _rows(folder, "measures"):
        bearing = sum(int(row["measure"]) in threat.measures for threat in threats)
        assert bearing == int(row["threats_it_bears_on"]), row["measure"]


@each_folder
def test_matrix_is_that_of_the_reference(folder: Path) -> None:
    rows = _rows(folder, "threat_measure_matrix")
    catalogue = load_catalogue()
    ours = [
        (t.id, t.medium, catalogue.medium(t.medium).label, t.title, list(t.measures))
        for t in catalogue.threats
    ]
    assert ours == [
        (
            *(row[key] for key in ("threat", "medium", "medium_label", "threat_label")),
            [no for no in range(1, 56) if row[f"m{no}"] == "1"],
        )
        for row in rows
    ]


@each_folder
def test_cloud_items_are_those_of_the_reference(folder: Path) -> None:
    ours = [(str(i.no), i.key, i.group, i.title, *i.options) for i in load_catalogue().cloud_items]
    assert ours == [tuple(row.values()) for row in _rows(folder, "cloud_items")]


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the material is not beside the checkout")
def test_copies_are_those_handed_over() -> None:
    for original in ORIGINALS.glob("*.csv"):
        assert (COPIES / original.name).read_bytes() == original.read_bytes(), original.name


def test_tables_have_their_official_sizes() -> None:
    catalogue = load_catalogue()
    assert len(catalogue.self_check_items) == 25
    assert len(catalogue.measures) == 55
    assert len(catalogue.threats) == 21
    assert len(catalogue.cloud_items) == 15
    assert len(catalogue.categories) == 11
    assert len(catalogue.media) == 6
    assert sum(len(threat.measures) for threat in catalogue.threats) == 373


def test_self_check_has_the_official_points_and_parts() -> None:
    catalogue = load_catalogue()
    points = {option.label: option.points for option in catalogue.self_check_options}
    expected = {"実施している": 4, "一部実施している": 2, "実施していない": 0, "わからない": -1}
    assert points == expected
    items = catalogue.self_check_items
    sizes = [sum(item.part == part for item in items) for part in (1, 2, 3)]
    assert sizes == [5, 13, 7]


def test_measures_have_the_official_options() -> None:
    options = load_catalogue().measure_options
    assert [(option.status, option.label) for option in options] == [
        (1, "実施している"),
        (2, "一部実施している"),
        (3, "実施していない/わからない"),
        (4, "自社に該当しない"),
    ]


def test_cloud_options_run_from_three_points_to_none() -> None:
    item = load_catalogue().cloud_items[0]
    assert [item.points_of(position) for position in range(4)] == [3, 2, 1, 0]
    assert item.label_of(3) == "すべて明確化できている"
    assert item.label_of(0) == "わからない"


def test_my_number_measures_are_found_by_number_not_by_column() -> None:
    """Their block is the 4th in one sheet and the 11th in the other."""
    catalogue = load_catalogue()
    my_number = catalogue.measures_of(11)
    assert [measure.no for measure in my_number] == [53, 54, 55]
    assert [measure.matrix_column for measure in my_number] == ["AC", "AD", "AE"]
    assert catalogue.measure(15).matrix_column == "AF"


@pytest.mark.parametrize(("step", "size"), STEPS.items())
def test_every_question_has_its_guidance(step: str, size: int) -> None:
    guidance = load_guidance(step)
    assert len(guidance) == size
    for key, entry in guidance.items():
        texts = (entry.why, entry.check, *entry.prompts)
        assert len(entry.prompts) >= 2, key
        # A sentence that helps takes some words; a placeholder does not.
        assert all(len(text) >= 12 for text in texts), key
        assert min(len(entry.why), len(entry.check)) >= 40, key
        assert all(prompt.endswith(("？", "。")) for prompt in entry.prompts), key


def test_no_two_texts_are_alike() -> None:
    catalogue = load_catalogue()
    asked: tuple[Any, ...] = (
        *catalogue.self_check_items,
        *catalogue.measures,
        *catalogue.threats,
        *catalogue.cloud_items,
    )
    texts = [each.question for each in asked]
    for entry in (entry for step in STEPS for entry in load_guidance(step).values()):
        texts += [entry.why, entry.check, *entry.prompts]
    assert len(texts) > 500
    assert len(set(texts)) == len(texts)
    assert min(len(each.question) for each in asked) >= 20


FILES = ("self_check", "measures", "threats", "cloud", "importance")


def _tables() -> Tables:
    return {
        name: tomllib.loads((CATALOGUES / f"{name}.toml").read_text(encoding="utf-8"))
        for name in FILES
    }


def _set(*path: str | int, to: Any) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        holder: Any = tables
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        holder: Any = tables
        for part in path[:-1]:
            holder = holder[part]
        del holder[path[-1]]

    return change


def _double(file: str, key: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables[file][key].append(copy.deepcopy(tables[file][key][0]))

    return change


FAULTS: dict[str, Callable[[Tables], None]] = {
    "unknown key": _set("measures", "measures", 3, "colour", to="red"),
    "unknown key deep inside": _set("importance", "criteria", 0, "levels", 1, "x", to=1),
    "missing key": _drop("threats", "threats", 4, "question"),
    "missing table": _drop("cloud", "statuses"),
    "missing edition": _drop("self_check", "edition"),
    "empty table": _set("cloud", "groups", to=[]),
    "number for text": _set("cloud", "items", 0, "question", to=3),
    "text for number": _set("measures", "measures", 0, "category", to="1"),
    "true for number": _set("self_check", "items", 0, "part", to=True),
    "text for array": _set("threats", "threats", 0, "measures", to="1"),
    "text among numbers": _set("threats", "threats", 0, "measures", 2, to="3"),
    "value for entry": _set("measures", "options", 0, to="実施している"),
    "table for array of tables": _set("measures", "options", to={}),
    "empty text": _set("self_check", "items", 24, "question", to=""),
    "blank text": _set("self_check", "items", 24, "topic", to=" 　"),
    "empty text in an array": _set("cloud", "items", 2, "options", 3, to=""),
    "empty array": _set("threats", "threats", 20, "measures", to=[]),
    "gap in the items": _drop("self_check", "items", 11),
    "gap in the measures": _drop("measures", "measures", 0),
    "gap in the categories": _drop("measures", "categories", 5),
    "gap in the threats": _drop("threats", "threats", 7),
    "gap in the checks": _drop("cloud", "items", 13),
    "items out of order": lambda tables: tables["self_check"]["items"].reverse(),
    "threat id without number": _set("threats", "threats", 20, "id", to="TX"),
    "unknown part": _set("self_check", "items", 0, "part", to=4),
    "unknown category": _set("measures", "measures", 54, "category", to=12),
    "unknown medium": _set("threats", "threats", 0, "medium", to="tablet"),
    "unknown measure": _set("threats", "threats", 0, "measures", 0, to=56),
    "unknown group": _set("cloud", "items", 0, "group", to="other"),
    "doubled medium": _double("threats", "media"),
    "doubled frequency": _double("threats", "frequencies"),
    "doubled status": _double("measures", "options"),
    "doubled answer": _double("self_check", "options"),
    "doubled check": _set("cloud", "items", 1, "key", to="purpose"),
    "doubled column": _set("measures", "measures", 1, "matrix_column", to="O"),
    "doubled bearing measure": _set("threats", "threats", 0, "measures", 1, to=1),
    "three options": _drop("cloud", "items", 0, "options", 3),
    "two options alike": _set("cloud", "items", 0, "options", 0, to="わからない"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faulty_catalogue_is_refused(fault: Callable[[Tables], None]) -> None:
    tables = _tables()
    fault(tables)
    with pytest.raises(CatalogueError):
        build_catalogue(tables)


def test_faultless_tables_make_the_catalogue() -> None:
    assert build_catalogue(_tables()) == load_catalogue()


GUIDANCE_FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "one missing": lambda table: table.pop("T07"),
    "one too many": lambda table: table.update(T22=table["T01"]),
    "unknown key": lambda table: table["T01"].update(hint="x"),
    "missing key": lambda table: table["T01"].pop("why"),
    "empty text": lambda table: table["T01"].update(check=""),
    "empty prompt": lambda table: table["T01"]["prompts"].append(""),
    "no prompts": lambda table: table["T01"].update(prompts=[]),
    "text for a table": lambda table: table.update(T01="なぜ"),
}


@pytest.mark.parametrize("fault", GUIDANCE_FAULTS.values(), ids=GUIDANCE_FAULTS)
def test_faulty_guidance_is_refused(fault: Callable[[dict[str, Any]], object]) -> None:
    table = tomllib.loads((CATALOGUES / "threats_help.toml").read_text(encoding="utf-8"))
    keys = [threat.id for threat in load_catalogue().threats]
    assert build_guidance("threats", table, keys) == load_guidance("threats")
    fault(table)
    with pytest.raises(CatalogueError):
        build_guidance("threats", table, keys)
