"""Which rows are the same in two ledgers, and what it costs to find out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from data.comparison import merge
from data.record import Asset, CloudService, Engagement


def _assets(*rows: Asset) -> Engagement:
    return Engagement(assets=rows)


def _services(*rows: CloudService) -> Engagement:
    return Engagement(cloud_services=rows)


def _pc(row_id: str, note: str = "", name: str = "社員名簿", users: str = "") -> Asset:
    return Asset(row_id, "人事", name, note, users, medium="office_pc")


ASSET_ROWS: dict[str, tuple[list[Asset], list[Asset], list[Asset]]] = {
    "the id decides": (
        [_pc("A001"), _pc("A002", name="図面")],
        [_pc("A002", users="全員"), _pc("A001", users="人事部")],
        [_pc("A001", users="人事部"), _pc("A002", name="図面", users="全員")],
    ),
    "else the names do": (
        [_pc("A001"), _pc("A002", name="図面")],
        [_pc("", name="図面", note="紙")],
        [_pc("A001"), _pc("A002", name="図面", note="紙")],
    ),
    "names in any form": (
        [_pc("A001", name="ＣＲＭ データ")],
        [_pc("", name="crm データ ", note="紙")],
        [_pc("A001", name="ＣＲＭ データ", note="紙")],
    ),
    "an id that ours lacks does not hinder": (
        [_pc("A001")],
        [_pc("A009", note="紙")],
        [_pc("A001", note="紙")],
    ),
    "another medium is another row": (
        [_pc("A001")],
        [replace(_pc(""), medium="paper")],
        [_pc("A001"), replace(_pc("A002"), medium="paper")],
    ),
    "the second of the same names": (
        [_pc("A001"), _pc("A002")],
        [_pc("", users="甲"), _pc("", users="乙"), _pc("", users="丙")],
        [_pc("A001", users="甲"), _pc("A002", users="乙"), _pc("A003", users="丙")],
    ),
    "the one that is equal before the first": (
        [_pc("A001", users="甲"), _pc("A002", users="乙")],
        [_pc("", users="乙")],
        [_pc("A001", users="甲"), _pc("A002", users="乙")],
    ),
    "a copied row keeps no claim on the id": (
        [_pc("A001")],
        [_pc("A001", name="図面"), _pc("A001", users="甲")],
        [_pc("A001", users="甲"), _pc("A002", name="図面")],
    ),
    "a copied row, both renamed": (
        [_pc("A001")],
        [_pc("A001", name="図面"), _pc("A001", name="地図")],
        [_pc("A001"), _pc("A002", name="図面"), _pc("A003", name="地図")],
    ),
    "a new row keeps a free id": (
        [_pc("A001")],
        [_pc("", name="図面"), _pc("A007", name="地図"), _pc("B-1", name="海図")],
        [_pc("A001"), _pc("A008", name="図面"), _pc("A007", name="地図"), _pc("B-1", name="海図")],
    ),
    "no made-up id is one of theirs": (
        [],
        [_pc("", name="図面"), _pc("A001", name="地図")],
        [_pc("A002", name="図面"), _pc("A001", name="地図")],
    ),
    "an id beyond all counting": (
        [_pc("A999999999"), _pc("A1000000000", name="地図")],
        [_pc("", name="図面")],
        [
            _pc("A999999999"),
            _pc("A1000000000", name="地図"),
            _pc("A1000000001", name="図面"),
        ],
    ),
    "an empty line is no row": ([], [Asset(""), _pc(""), Asset("")], [_pc("A001")]),
    "an empty row with an id is one": ([], [Asset("A005")], [Asset("A005")]),
}


@pytest.mark.parametrize(("ours", "theirs", "made"), ASSET_ROWS.values(), ids=ASSET_ROWS)
def test_rows_of_the_ledger(ours: list[Asset], theirs: list[Asset], made: list[Asset]) -> None:
    merged = merge(_assets(*ours), _assets(*theirs))
    assert merged.record.assets == tuple(made)
    assert merged.new_assets == len(made) - len(ours)


def test_rows_equal_in_everything_meet_before_the_others() -> None:
    ours = _assets(_pc("A001", users="甲"), _pc("A002", users="乙"), _pc("A003", users="丙"))
    theirs = _assets(_pc("", users="丁"), _pc("", users="丙"), _pc("", users="甲"))
    assert [(each.place.key, each.theirs) for each in merge(ours, theirs).differences] == [
        ("A002", "丁")
    ]


def test_an_id_that_a_book_could_not_carry_is_the_same() -> None:
    def carried(text: str) -> str:
        return text.replace("\x00", "␀")

    merged = merge(_assets(_pc("A\x00")), _assets(_pc("A␀", name="図面")), carried=carried)
    assert (merged.new_assets, len(merged.differences)) == (0, 1)
    one, other = _services(_cloud("S\x00", "")), _services(_cloud("S␀"))
    assert merge(one, other, carried=carried).record == _services(_cloud("S\x00"))


def _cloud(row_id: str, name: str = "保管庫", department: str = "") -> CloudService:
    return CloudService(row_id, name, department)


CLOUD_ROWS: dict[str, tuple[list[CloudService], list[CloudService], list[CloudService]]] = {
    "one id and one name": (
        [_cloud("S0001"), _cloud("S0002")],
        [_cloud("S0002", department="営業")],
        [_cloud("S0001"), _cloud("S0002", department="営業")],
    ),
    "one id, two services": (
        [_cloud("S0005"), _cloud("S0006", "会計")],
        [_cloud("S0005", "メール"), _cloud("S0008", "勤怠")],
        [
            _cloud("S0005"),
            _cloud("S0006", "会計"),
            _cloud("S0009", "メール"),
            _cloud("S0008", "勤怠"),
        ],
    ),
    "one id, theirs without a name": (
        [_cloud("S0005")],
        [_cloud("S0005", "", "営業")],
        [_cloud("S0005", department="営業")],
    ),
    "one id, ours without a name": ([_cloud("S0005", "")], [_cloud("S0005")], [_cloud("S0005")]),
    "one id, borne by two of theirs": (
        [_cloud("S0005")],
        [_cloud("S0005", "", "営業"), _cloud("S0005", "メール")],
        [_cloud("S0005"), _cloud("S0006", "", "営業"), _cloud("S0007", "メール")],
    ),
    "another id, one name": (
        [_cloud("S0001", "ＣＲＭ")],
        [_cloud("S0007", "crm", "営業")],
        [_cloud("S0001", "ＣＲＭ", "営業")],
    ),
    "a name that two of ours bear": (
        [_cloud("S0001", department="総務"), _cloud("S0002", department="人事")],
        [_cloud("", department="営業")],
        [
            _cloud("S0001", department="総務"),
            _cloud("S0002", department="人事"),
            _cloud("S0003", department="営業"),
        ],
    ),
    "a name that two of ours bear, one of them equal": (
        [_cloud("S0001", department="総務"), _cloud("S0002", department="営業")],
        [_cloud("", department="営業")],
        [_cloud("S0001", department="総務"), _cloud("S0002", department="営業")],
    ),
    "a name that two of theirs bear": (
        [_cloud("S0001")],
        [_cloud("", department="営業"), _cloud("", department="総務")],
        [_cloud("S0001", department="営業"), _cloud("S0002", department="総務")],
    ),
    "no names": (
        [_cloud("S0001", "", "総務")],
        [_cloud("", "", "営業")],
        [_cloud("S0001", "", "総務"), _cloud("S0002", "", "営業")],
    ),
    "an empty line is no row": ([], [_cloud("", "")], []),
}


@pytest.mark.parametrize(("ours", "theirs", "made"), CLOUD_ROWS.values(), ids=CLOUD_ROWS)
def test_rows_of_the_services(
    ours: list[CloudService], theirs: list[CloudService], made: list[CloudService]
) -> None:
    merged = merge(_services(*ours), _services(*theirs))
    assert merged.record.cloud_services == tuple(made)
    assert merged.new_services == len(made) - len(ours)


def test_rows_that_only_ours_has_are_named_where_theirs_has_any() -> None:
    ours = Engagement(
        assets=(_pc("A001"), _pc("A002", name="図面")), cloud_services=(_cloud("S0001"),)
    )
    assert merge(ours, Engagement()).only_ours == ()
    assert merge(ours, _assets(_pc("", name="図面"))).only_ours == ("A001「社員名簿」",)
    assert merge(ours, _assets(Asset(""))).only_ours == ()
    assert merge(ours, _services(_cloud("", "会計"))).only_ours == ("S0001「保管庫」",)


# --- Cost -------------------------------------------------------------------


def _steps(run: Callable[[], object]) -> int:
    """How many instructions of Python it takes."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


COSTS: dict[str, Callable[[int], tuple[Engagement, Engagement]]] = {
    "all new": lambda n: (Engagement(), _assets(*(_pc("", name=f"{i}") for i in range(n)))),
    "all new beside as many": lambda n: (
        _assets(*(_pc(f"A{i:05}", name=f"{i}") for i in range(n))),
        _assets(*(_pc("", name=f"x{i}") for i in range(n))),
    ),
    "all by their names": lambda n: (
        _assets(*(_pc(f"A{i:05}", name=f"{i}") for i in range(n))),
        _assets(*(_pc("", name=f"{i}", note="x") for i in range(n))),
    ),
    "all of one name and different": lambda n: (
        _assets(*(_pc(f"A{i:05}", note=f"{i}") for i in range(n))),
        _assets(*(_pc("", note=f"x{i}") for i in range(n))),
    ),
    "services of one name and different": lambda n: (
        _services(*(_cloud(f"S{i:05}", department=f"{i}") for i in range(n))),
        _services(*(_cloud(f"S{i:05}", department=f"x{i}") for i in range(n))),
    ),
    "new services whose ids are taken": lambda n: (
        _services(*(_cloud(f"S{i:05}") for i in range(n))),
        _services(*(_cloud(f"S{i:05}", f"x{i}") for i in range(n))),
    ),
}


@pytest.mark.parametrize("pair", COSTS.values(), ids=COSTS)
def test_twice_the_rows_cost_twice(pair: Callable[[int], tuple[Engagement, Engagement]]) -> None:
    small, large = pair(60), pair(120)
    merge(*small)
    ratio = _steps(lambda: merge(*large)) / _steps(lambda: merge(*small))
    assert ratio < 2.2
