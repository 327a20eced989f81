"""The standard course of three visits: agenda, requests and homework, by theme.

Loaded when the visits are first asked for. Titles, minutes and what belongs to which visit
come from the 標準シラバス of IPA's セキュリティマネジメント指導ツール.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from data.catalogue_tables import CatalogueError, Table, entries_of, read_table
from data.fields import THEMES
from data.record import VISITS


class AgendaItem(NamedTuple):
    """`key` is what the file calls it; `hint` helps whoever leads the talk."""

    key: str
    title: str
    minutes: int
    hint: str = ""


class Request(NamedTuple):
    """What the firm is asked for before the visit."""

    key: str
    text: str


class DrawnItem(NamedTuple):
    """An agenda item that stands for what is open in the record."""

    key: str
    title: str
    hint: str


class StandardVisit(NamedTuple):
    """What a visit has in every theme; the theme's own items come behind `opening`."""

    goal: str
    opening: tuple[AgendaItem, ...]
    requests: tuple[Request, ...]
    homework: tuple[str, ...]
    closing: tuple[AgendaItem, ...] = ()


class ThemeVisit(NamedTuple):
    """What a theme adds to a visit; its goal takes the place of the standard one."""

    goal: str
    requests: tuple[Request, ...]
    homework: tuple[str, ...]
    agenda: tuple[AgendaItem, ...] = ()


class Theme(NamedTuple):
    key: str
    visits: tuple[ThemeVisit, ...]


class VisitCourse(NamedTuple):
    """One visit as a whole; what is open in the record belongs behind the first item."""

    goal: str
    agenda: tuple[AgendaItem, ...]
    requests: tuple[Request, ...]
    homework: tuple[str, ...]


class VisitCatalogue(NamedTuple):
    """All visits; `fewest_weeks` to `most_weeks` lie between two of them."""

    fewest_weeks: int
    most_weeks: int
    standard: tuple[StandardVisit, ...]
    drawn: tuple[DrawnItem, ...]
    themes: tuple[Theme, ...]

    def course(self, theme: str | None, visit: int) -> VisitCourse:
        """Visit 1, 2 or 3 for a theme, or for none."""
        standard = self.standard[visit - 1]
        added = next((each.visits[visit - 1] for each in self.themes if each.key == theme), None)
        if added is None:
            agenda = (*standard.opening, *standard.closing)
            return VisitCourse(standard.goal, agenda, standard.requests, standard.homework)
        return VisitCourse(
            added.goal,
            (*standard.opening, *added.agenda, *standard.closing),
            (*standard.requests, *added.requests),
            (*added.homework, *standard.homework),
        )


@cache
def load_visit_catalogue() -> VisitCatalogue:
    """The bundled visits, parsed once per process."""
    return build_visit_catalogue(read_table("visits"))


def build_visit_catalogue(source: Table) -> VisitCatalogue:
    """Build and check the visits; raises `CatalogueError` when something is amiss."""
    catalogue = VisitCatalogue(
        _weeks(source, "fewest_weeks"),
        _weeks(source, "most_weeks"),
        entries_of(StandardVisit, source.get("standard"), "visits.standard"),
        entries_of(DrawnItem, source.get("drawn"), "visits.drawn"),
        entries_of(Theme, source.get("themes"), "visits.themes"),
    )
    _check_whole(catalogue)
    for theme in (None, *(each.key for each in catalogue.themes)):
        for visit in VISITS:
            _check_course(catalogue, theme, visit)
    return catalogue


def _weeks(source: Table, key: str) -> int:
    weeks = source.get(key)
    if type(weeks) is not int or weeks < 1:
        raise CatalogueError(f"visits.{key}: a number of weeks is needed")
    return weeks


def _check_whole(catalogue: VisitCatalogue) -> None:
    if catalogue.fewest_weeks > catalogue.most_weeks:
        raise CatalogueError("visits.fewest_weeks: more than most_weeks")
    if [each.key for each in catalogue.themes] != [each.key for each in THEMES]:
        raise CatalogueError("visits.themes: not the themes of the engagement, in their order")
    for visits in (catalogue.standard, *(each.visits for each in catalogue.themes)):
        if len(visits) != len(VISITS):
            raise CatalogueError(f"visits: {len(VISITS)} visits are needed everywhere")


def _check_course(catalogue: VisitCatalogue, theme: str | None, visit: int) -> None:
    course = catalogue.course(theme, visit)
    where = f"visits.{theme}.{visit}"
    for keys in (
        [*(item.key for item in course.agenda), *(item.key for item in catalogue.drawn)],
        [each.key for each in course.requests],
        list(course.homework),
    ):
        if len(set(keys)) != len(keys):
            raise CatalogueError(f"{where}: the same key stands twice")
    if any(item.minutes < 1 for item in course.agenda):
        raise CatalogueError(f"{where}: an item takes a minute at least")
