"""Each edit changes what it names, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.edits import (
    AnswerMeasure,
    AnswerSelfCheck,
    CheckCloudService,
    Edit,
    RateThreat,
    SetField,
    WriteNote,
    note_at,
)
from data.history import History
from data.place import Place
from data.record import (
    Asset,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.row_edits import AddRow, AddRows, DeleteRow, ReplaceRow
from data.rows import copied_service, next_asset_id, next_service_id

RECORD = Engagement(
    firm=Firm(name="株式会社サンプル", employees=25, extra={"later": 1}),
    info=EngagementInfo(expert="聞取"),
    self_check=SelfCheck(
        respondent="総務",
        items={2: SelfCheckAnswer("done", "控え", {"later": 1}), 9: SelfCheckAnswer("unknown")},
    ),
    assets=(Asset("A001", name="名簿", note="紙"), Asset("A002"), Asset("A003", name="図面")),
    threats={"T05": ThreatRating(2, "", {"later": 1}), "T07": ThreatRating(3)},
    measures={7: MeasureAnswer(2), 10: MeasureAnswer(4, "該当なし")},
    cloud_services=(
        CloudService("S0001", name="保管", checks={"purpose": 1, "law": 0}, notes={"law": "未"}),
        CloudService("S0002"),
    ),
    extra={"later": [1]},
)


def _items(**changes: SelfCheckAnswer | None) -> Engagement:
    items = {**RECORD.self_check.items}
    for key, answer in changes.items():
        items.pop(int(key[1:]), None)
        if answer is not None:
            items[int(key[1:])] = answer
    return replace(RECORD, self_check=replace(RECORD.self_check, items=items))


def _service(**changes: object) -> Engagement:
    first, second = RECORD.cloud_services
    return replace(RECORD, cloud_services=(replace(first, **changes), second))  # type: ignore[arg-type]


A1, A2, A3 = RECORD.assets
NEW = Asset("A004", name="新しい台帳")
LATER = {"later": 1}

CASES: dict[str, tuple[Edit, Engagement]] = {
    "answer": (AnswerSelfCheck(1, "partly"), _items(_1=SelfCheckAnswer("partly"))),
    "answer again": (AnswerSelfCheck(9, "done"), _items(_9=SelfCheckAnswer("done"))),
    "answer keeps the note": (
        AnswerSelfCheck(2, "partly"),
        _items(_2=SelfCheckAnswer("partly", "控え", LATER)),
    ),
    "answer taken back": (AnswerSelfCheck(9, None), _items(_9=None)),
    "answer taken back beside a note": (
        AnswerSelfCheck(2, None),
        _items(_2=SelfCheckAnswer(None, "控え", LATER)),
    ),
    "rate": (
        RateThreat("T06", 1),
        replace(RECORD, threats=RECORD.threats | {"T06": ThreatRating(1)}),  # type: ignore[operator]
    ),
    "rating taken back": (
        RateThreat("T07", None),
        replace(RECORD, threats={"T05": ThreatRating(2, "", LATER)}),
    ),
    "rating taken back beside an unknown key": (
        RateThreat("T05", None),
        replace(RECORD, threats={"T05": ThreatRating(None, "", LATER), "T07": ThreatRating(3)}),
    ),
    "measure": (
        AnswerMeasure(55, 3),
        replace(RECORD, measures=RECORD.measures | {55: MeasureAnswer(3)}),  # type: ignore[operator]
    ),
    "measure taken back": (
        AnswerMeasure(7, None),
        replace(RECORD, measures={10: MeasureAnswer(4, "該当なし")}),
    ),
    "check": (
        CheckCloudService("S0001", "backup", 3),
        _service(checks={"purpose": 1, "law": 0, "backup": 3}),
    ),
    "check of no points": (
        CheckCloudService("S0001", "purpose", 0),
        _service(checks={"purpose": 0, "law": 0}),
    ),
    "check taken back": (CheckCloudService("S0001", "law", None), _service(checks={"purpose": 1})),
    "firm": (
        SetField("firm", "employees", None),
        replace(RECORD, firm=Firm("株式会社サンプル", extra=LATER)),
    ),
    "engagement": (
        SetField("info", "theme", "risk"),
        replace(RECORD, info=EngagementInfo(expert="聞取", theme="risk")),
    ),
    "self-check": (
        SetField("self_check", "date", date(2026, 11, 20)),
        replace(RECORD, self_check=replace(RECORD.self_check, date=date(2026, 11, 20))),
    ),
    "row at the end": (AddRow(NEW), replace(RECORD, assets=(A1, A2, A3, NEW))),
    "rows at the end": (
        AddRows((NEW, Asset("A005"))),
        replace(RECORD, assets=(A1, A2, A3, NEW, Asset("A005"))),
    ),
    "row behind the first": (AddRow(NEW, "A001"), replace(RECORD, assets=(A1, NEW, A2, A3))),
    "row behind the last": (AddRow(NEW, "A003"), replace(RECORD, assets=(A1, A2, A3, NEW))),
    "row behind one that is gone": (AddRow(NEW, "A9"), replace(RECORD, assets=(A1, A2, A3, NEW))),
    "row replaced in its place": (
        ReplaceRow(replace(A2, medium="paper")),
        replace(RECORD, assets=(A1, replace(A2, medium="paper"), A3)),
    ),
    "row deleted": (DeleteRow(A2), replace(RECORD, assets=(A1, A3))),
    "service added": (
        AddRow(CloudService("S0003"), "S0001"),
        replace(
            RECORD,
            cloud_services=(
                RECORD.cloud_services[0],
                CloudService("S0003"),
                RECORD.cloud_services[1],
            ),
        ),
    ),
    "service deleted": (
        DeleteRow(RECORD.cloud_services[0]),
        replace(RECORD, cloud_services=RECORD.cloud_services[1:]),
    ),
}


@pytest.mark.parametrize(("edit", "expected"), CASES.values(), ids=CASES)
def test_edit_is_applied_undone_and_redone(edit: Edit, expected: Engagement) -> None:
    history = History(RECORD)
    assert history.apply(edit)
    assert history.record == expected
    assert history.undo() == edit
    assert history.record == RECORD
    assert history.redo() == edit
    assert history.record == expected


UNCHANGED: dict[str, Edit] = {
    "same answer": AnswerSelfCheck(2, "done"),
    "same frequency": RateThreat("T07", 3),
    "same status": AnswerMeasure(7, 2),
    "nothing taken back": AnswerMeasure(8, None),
    "same points": CheckCloudService("S0001", "law", 0),
    "no check taken back": CheckCloudService("S0002", "law", None),
    "same note": WriteNote(Place("cloud", "S0001", "law"), "未"),
    "no note": WriteNote(Place("threats", "T01"), ""),
    "same field": SetField("firm", "employees", 25),
    "same row": ReplaceRow(Asset("A002")),
    "row that is not there": ReplaceRow(Asset("A009", name="x")),
    "deleting what is gone": DeleteRow(Asset("A009")),
}


@pytest.mark.parametrize("edit", UNCHANGED.values(), ids=UNCHANGED)
def test_edit_that_changes_nothing_leaves_no_trace(edit: Edit) -> None:
    history = History(RECORD)
    assert not history.apply(edit)
    assert history.undo() is None


PLACES = {
    "answered item": Place("self_check", "2"),
    "open item": Place("self_check", "25"),
    "rated threat": Place("threats", "T05"),
    "open threat": Place("threats", "T21"),
    "answered measure": Place("measures", "10"),
    "open measure": Place("measures", "55"),
    "asset": Place("assets", "A001"),
    "asset without note": Place("assets", "A002"),
    "check with note": Place("cloud", "S0001", "law"),
    "check without note": Place("cloud", "S0002", "purpose"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_note_is_written_read_and_removed_at_every_place(place: Place) -> None:
    before = {key: note_at(RECORD, other) for key, other in PLACES.items()}
    written = WriteNote(place, "一行目\n二行目 🏭").apply(RECORD)
    assert note_at(written, place) == "一行目\n二行目 🏭"
    others = {key: other for key, other in PLACES.items() if other != place}
    assert {key: note_at(written, other) for key, other in others.items()} == {
        key: before[key] for key in others
    }
    assert WriteNote(place, "").apply(written) == WriteNote(place, "").apply(RECORD)
    assert note_at(WriteNote(place, "").apply(written), place) == ""


def test_note_leaves_the_answer_alone() -> None:
    noted = WriteNote(Place("self_check", "9"), "聞く").apply(RECORD)
    assert noted.self_check.items[9] == SelfCheckAnswer("unknown", "聞く")
    noted = WriteNote(Place("measures", "7"), "後で").apply(RECORD)
    assert noted.measures[7] == MeasureAnswer(2, "後で")


def test_note_alone_is_gone_without_trace_when_emptied() -> None:
    place = Place("threats", "T20")
    assert WriteNote(place, "").apply(WriteNote(place, "x").apply(RECORD)) == RECORD


@pytest.mark.parametrize("place", [Place("firm", "firm.name"), Place("cloud", "S0001")])
def test_note_where_none_can_stand_is_refused(place: Place) -> None:
    """Written anyway, it would make a file that no longer opens."""
    with pytest.raises(ValueError, match="no notes"):
        WriteNote(place, "x").apply(RECORD)
    assert note_at(RECORD, place) == ""


def test_answers_stand_in_the_order_of_the_catalogue() -> None:
    record = Engagement()
    for no in (10, 2, 55, 1):
        record = AnswerMeasure(no, 1).apply(record)
    assert list(record.measures) == [1, 2, 10, 55]


def test_edits_name_their_place() -> None:
    assert AnswerSelfCheck(3, "done").place == Place("self_check", "3")
    assert RateThreat("T04", 1).place == Place("threats", "T04")
    assert AnswerMeasure(12, 1).place == Place("measures", "12")
    assert CheckCloudService("S0001", "law", 1).place == Place("cloud", "S0001", "law")
    assert SetField("firm", "name", "x").place == Place("firm", "firm.name")
    assert (
        AddRow(A1).place == DeleteRow(A1).place == ReplaceRow(A1).place == Place("assets", "A001")
    )
    assert AddRows((A2, A3)).place == Place("assets", "A002")
    assert DeleteRow(CloudService("S0001")).place == Place("cloud", "S0001")


def test_row_is_called_by_its_name_or_else_its_id() -> None:
    assert "名簿" in DeleteRow(A1).label
    assert "2行" in AddRows((A1, A2)).label
    assert "A002" in DeleteRow(A2).label


@pytest.mark.parametrize(
    ("used", "free"),
    [
        ((), "A001"),
        (("A001", "A002"), "A003"),
        (("A007", "A002"), "A008"),
        (("A999",), "A1000"),
        (("B050", "A", "A-9", "A1x", "a020"), "A001"),
        (("A0009", "A009"), "A010"),
    ],
)
def test_next_asset_id_is_above_the_highest(used: tuple[str, ...], free: str) -> None:
    record = Engagement(assets=tuple(Asset(id=row_id) for row_id in used))
    assert next_asset_id(record) == free


def test_next_service_id_has_four_digits() -> None:
    assert next_service_id(Engagement()) == "S0001"
    assert next_service_id(RECORD) == "S0003"


def test_every_copy_of_a_service_has_a_name_of_its_own() -> None:
    service, nameless = RECORD.cloud_services
    record, copy = RECORD, service
    names = []
    for _ in range(3):
        copy = copied_service(record, copy)
        record = AddRow(copy, after=service.id).apply(record)
        names.append(copy.name)
    assert names == ["保管（複製）", "保管（複製2）", "保管（複製3）"]
    assert replace(copy, id=service.id, name=service.name) == service
    assert len({each.id for each in record.cloud_services}) == 5
    assert copied_service(record, nameless).name == ""
