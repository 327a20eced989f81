"""The list of usual assets is whole, and adds only what a ledger does not hold."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.asset_names import PAPER, asset_names, is_held, on_paper
from data.catalogue_tables import CatalogueError
from data.edits import Edit
from data.ledger import importance
from data.record import Asset, Engagement
from data.row_edits import AddRows
from data.usual_assets import (
    build_usual_assets,
    load_usual_assets,
    usual_assets_of,
    usual_rows,
)
from data.writing import write_engagement

FILE = Path(__file__).parents[2] / "data" / "catalogues" / "usual_assets.toml"
TODAY = date(2026, 11, 20)
DEPARTMENTS = ("人事", "経理", "総務", "営業", "製造", "購買", "情報システム", "経営")


def test_every_department_has_its_handful() -> None:
    departments = load_usual_assets()
    assert tuple(each.name for each in departments) == DEPARTMENTS
    assert all(5 <= len(each.assets) <= 9 for each in departments)


def test_personal_information_is_rated_as_the_law_protects_it() -> None:
    for department in load_usual_assets():
        for usual in department.assets:
            row = department.row_of(usual)
            if usual.personal_kinds:
                assert "personal" in usual.personal_kinds, usual.name
                assert (row.confidentiality, row.integrity) == (3, 3), usual.name
                assert importance(row) == 3


def test_a_row_has_everything_but_id_and_day() -> None:
    row = next(row for row in usual_assets_of("人事部") if row.name == "扶養控除等申告書")
    assert (row.business, row.owner, row.users) == ("人事", "人事", "人事の担当者")
    assert (row.personal, row.my_number, row.sensitive_personal) == (True, True, False)
    assert (row.medium, row.retention, row.id, row.registered) == ("paper", "7年", "", None)


@pytest.mark.parametrize(
    ("business", "name"),
    [("経理", "請求書の控え"), ("経営企画", "事業計画"), (" 総務課", "契約書の原本")],
)
def test_a_business_names_its_department(business: str, name: str) -> None:
    assert name in [row.name for row in usual_assets_of(business)]


@pytest.mark.parametrize("business", ["", "倉庫", "新人事"])
def test_another_business_names_none(business: str) -> None:
    assert usual_assets_of(business) == ()


def test_rows_get_ids_and_the_day_and_none_comes_twice() -> None:
    first, *others = usual_assets_of("営業")
    held = replace(first, id="A007", business="営業 ", owner="別の課")
    other_medium = replace(others[0], id="A001", medium="mobile")
    record = Engagement(assets=(held, other_medium))
    rows = usual_rows(record, (first, *others), TODAY)
    assert [row.name for row in rows] == [row.name for row in others]
    assert [row.id for row in rows] == [f"A{no:03}" for no in range(8, 8 + len(others))]
    assert {row.registered for row in rows} == {TODAY}
    edit: Edit = AddRows(rows)
    assert usual_rows(edit.apply(record), (first, *others), TODAY) == ()
    write_engagement(edit.apply(record))


def test_on_paper_only_the_medium_differs() -> None:
    asset = Asset("A1", "人事", "社員名簿", "控え", medium="office_pc", personal=True)
    paper = on_paper(asset)
    assert paper.medium == PAPER
    assert replace(paper, medium="office_pc") == asset
    assert not is_held(paper, [asset])
    assert is_held(paper, [asset, replace(paper, name="社員名簿 ", note="鍵")])
    assert asset_names([asset]) != asset_names([paper])


Source = dict[str, Any]


def _first(source: Source) -> dict[str, Any]:
    asset: dict[str, Any] = source["departments"][0]["assets"][0]
    return asset


FAULTS: dict[str, Callable[[Source], object]] = {
    "no departments": lambda source: source.clear(),
    "unknown medium": lambda source: _first(source).update(medium="tablet"),
    "unknown kind": lambda source: _first(source).update(personal_kinds=["secret"]),
    "level of 0": lambda source: _first(source).update(integrity=0),
    "level of 4": lambda source: _first(source).update(availability=4),
    "missing level": lambda source: _first(source).pop("confidentiality"),
    "unknown key": lambda source: _first(source).update(colour="red"),
    "empty name": lambda source: _first(source).update(name=" "),
    "empty retention": lambda source: _first(source).update(retention=""),
    "no assets": lambda source: source["departments"][1].update(assets=[]),
    "department twice": lambda source: source["departments"].append(source["departments"][0]),
    "asset twice": lambda source: source["departments"][0]["assets"].append(_first(source)),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_faulty_list_is_refused(fault: Callable[[Source], object]) -> None:
    source = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert build_usual_assets(copy.deepcopy(source)) == load_usual_assets()
    fault(source)
    with pytest.raises(CatalogueError):
        build_usual_assets(source)
