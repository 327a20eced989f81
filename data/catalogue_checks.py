"""What must hold between the entries of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.catalogue_tables import CatalogueError

if TYPE_CHECKING:
    from data.catalogue import Catalogue


def check(catalogue: Catalogue) -> None:
    """Raise `CatalogueError`, naming the table, where entries contradict each other."""
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
