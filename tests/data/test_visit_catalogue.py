"""The standard visits are whole: every theme three times, with the times of the programme."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.catalogue_tables import CatalogueError
from data.fields import THEMES
from data.record import VISITS
from data.visit_catalogue import build_visit_catalogue, load_visit_catalogue

FILE = Path(__file__).parents[2] / "data" / "catalogues" / "visits.toml"
THEME_KEYS = (None, *(theme.key for theme in THEMES))
HALF_A_DAY = range(120, 181)
# 当日タイムスケジュール（例） of the programme, from 13:30 to 16:30.
FIRST_VISIT = [10, 60, 10, 40, 40, 10, 10]


@pytest.mark.parametrize("theme", THEME_KEYS)
def test_the_first_visit_follows_the_programme_s_timetable(theme: str | None) -> None:
    course = load_visit_catalogue().course(theme, 1)
    assert [item.minutes for item in course.agenda] == FIRST_VISIT
    assert course.agenda[2].title == "休憩"


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize("theme", THEME_KEYS[1:])
def test_every_theme_fills_half_a_day_three_times(theme: str, visit: int) -> None:
    catalogue = load_visit_catalogue()
    course, standard = catalogue.course(theme, visit), catalogue.course(None, visit)
    assert sum(item.minutes for item in course.agenda) in HALF_A_DAY
    assert {*standard.agenda} <= {*course.agenda}
    assert {*standard.requests} < {*course.requests}
    assert {*standard.homework} < {*course.homework}
    assert course.goal != standard.goal


@pytest.mark.parametrize("visit", VISITS[1:])
def test_later_visits_begin_with_what_the_last_one_brought(visit: int) -> None:
    for theme in THEME_KEYS:
        course = load_visit_catalogue().course(theme, visit)
        assert course.agenda[0].key == "review"
        assert "homework" in [request.key for request in course.requests]


def test_sentences_are_short_and_end_as_such() -> None:
    catalogue = load_visit_catalogue()
    courses = [catalogue.course(theme, visit) for theme in THEME_KEYS for visit in VISITS]
    hints = [item.hint for course in courses for item in course.agenda if item.hint]
    hints += [item.hint for item in catalogue.drawn]
    for text in (*hints, *(course.goal for course in courses)):
        assert text.endswith("。"), text
        assert len(text) <= 60, text
    for text in (each.text for course in courses for each in course.requests):
        assert not text.endswith("。"), text


Source = dict[str, Any]
FAULTS: dict[str, Callable[[Source], object]] = {
    "no weeks": lambda source: source.pop("fewest_weeks"),
    "weeks the wrong way round": lambda source: source.update(fewest_weeks=4),
    "no themes": lambda source: source.pop("themes"),
    "a theme missing": lambda source: source["themes"].pop(),
    "an unknown theme": lambda source: source["themes"][0].update(key="quality"),
    "two visits": lambda source: source["standard"].pop(),
    "two visits of a theme": lambda source: source["themes"][1]["visits"].pop(),
    "no minutes": lambda source: source["standard"][0]["opening"][0].pop("minutes"),
    "minutes of 0": lambda source: source["standard"][0]["opening"][0].update(minutes=0),
    "an item twice": lambda source: source["standard"][1]["closing"][0].update(key="review"),
    "an item as a drawn one": lambda source: source["drawn"][0].update(key="deep_dive"),
    "a request twice": lambda source: source["themes"][0]["visits"][0]["requests"][0].update(
        key="members"
    ),
    "homework twice": lambda source: source["themes"][0]["visits"][2]["homework"].append(
        "次に見直す時期を決める"
    ),
    "an empty goal": lambda source: source["themes"][0]["visits"][0].update(goal=" "),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faulty_visits_are_refused(fault: Callable[[Source], object]) -> None:
    source = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert build_visit_catalogue(copy.deepcopy(source)) == load_visit_catalogue()
    fault(source)
    with pytest.raises(CatalogueError):
        build_visit_catalogue(source)
