"""What is written reads back equal, and nothing that was not understood gets lost."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from data import writing
from data.edits import AnswerSelfCheck, CheckCloudService, Edit, SetField
from data.place import Place
from data.reading import read_engagement
from data.record import Asset, CloudService, Engagement, Firm, FollowUp, SelfCheck, SelfCheckAnswer
from data.session import Session
from data.writing import EngagementWriter, write_engagement
from tests.edit_strategies import edited_records
from tests.strategies import CHECKS, engagements, texts, whole_record


def exact(value: Any) -> Any:
    """A form in which 1, 1.0 and true differ, as do the order of rows and the time zone."""
    if is_dataclass(value):
        return {field.name: exact(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: exact(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [exact(each) for each in value]
    return type(value).__name__, str(value)


def expected_document(record: Engagement) -> dict[str, Any]:
    """The file as the specification describes it, made without the writer."""

    document: dict[str, Any] = {
        **answered_document(record),
        "follow_ups": placed(record.follow_ups),
        "plan": numbered(record.plan),
        "treatments": [
            {"asset": asset.id} | table(record.treatments[asset.id])
            for asset in record.assets
            if asset.id in record.treatments
        ],
        "priorities": placed(record.priorities),
        "visit": numbered(record.visits),
        "homework": [table(each) for each in record.homework],
        "baselines": {
            str(no): ({"date": each.date} if each.date else {})
            | answered_document(each.record)
            | dict(each.record.extra)
            for no, each in record.baselines.items()
        },
    }
    said = {key: value for key, value in document.items() if value}
    return {"format": 1} | said | dict(record.extra)


def table(entry: Any) -> dict[str, Any]:
    own = {field.name: getattr(entry, field.name) for field in fields(entry)}
    unknown = own.pop("extra", {})
    kept = {k: v for k, v in own.items() if v is not None and v is not False and v != ""}
    kept = {k: v for k, v in kept.items() if not (isinstance(v, (Mapping, tuple)) and not v)}
    return kept | dict(unknown)


def numbered(entries: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): table(entry) for key, entry in entries.items()}


def placed(entries: Mapping[Place, Any]) -> list[dict[str, Any]]:
    places = sorted(entries, key=in_the_interview)
    return [table(place) | table(entries[place]) for place in places]


def answered_document(record: Engagement) -> dict[str, Any]:
    self_check = table(replace(record.self_check, items={}))
    if record.self_check.items:
        self_check["items"] = numbered(record.self_check.items)
    document: dict[str, Any] = {
        "firm": table(record.firm),
        "engagement": table(record.info),
        "self_check": self_check,
        "assets": [table(asset) for asset in record.assets],
        "threats": numbered(record.threats),
        "measures": numbered(record.measures),
        "cloud_services": [table(service) for service in record.cloud_services],
    }
    return {key: value for key, value in document.items() if value}


def in_the_interview(place: Place) -> tuple[Any, ...]:
    """Questions by number, rows by id, checks as on the official sheet."""
    steps = ("self_check", "assets", "threats", "measures", "cloud")
    key = int(place.key) if place.step in ("self_check", "measures") else place.key
    return steps.index(place.step), key, CHECKS.index(place.item) if place.item else -1


def without_empty_checks(document: dict[str, Any]) -> dict[str, Any]:
    baselines = document.get("baselines", {})
    for record in (document, *baselines.values()):
        for service in record.get("cloud_services", []):
            if service.get("checks") == {}:
                del service["checks"]
    return document


@settings(max_examples=150)
@given(engagements)
def test_what_is_written_reads_back_equal(record: Engagement) -> None:
    again = read_engagement(write_engagement(record))
    assert again == record
    assert exact(again) == exact(record)


@settings(max_examples=150)
@given(engagements)
def test_file_holds_what_was_entered_and_nothing_else(record: Engagement) -> None:
    """No zero, no empty text, no false, no empty table stands for "unanswered"."""
    document = tomllib.loads(write_engagement(record).decode("utf-8"))
    assert exact(without_empty_checks(document)) == exact(expected_document(record))


def test_a_follow_up_of_a_row_that_is_gone_does_not_make_the_file_invalid() -> None:
    here, gone = Place("measures", "1"), Place("assets", "A001")
    record = Engagement(follow_ups={here: FollowUp(True), gone: FollowUp(True)})
    assert set(read_engagement(write_engagement(record)).follow_ups) == {here}


@settings(max_examples=150)
@given(engagements)
def test_writing_is_stable(record: Engagement) -> None:
    content = write_engagement(record)
    assert write_engagement(read_engagement(content)) == content


@given(edited_records())
def test_writer_that_remembers_writes_as_one_that_does_not(
    made: tuple[Engagement, list[Edit]],
) -> None:
    record, edits = made
    writer = EngagementWriter()
    assert writer.write(record) == write_engagement(record)
    for edit in edits:
        before, record = record, edit.apply(record)
        assert writer.write(record) == write_engagement(record)
        assert writer.write(before) == write_engagement(before)  # as undo does
        assert writer.write(record) == write_engagement(record)


@given(texts)
@example("a\r\nb")
@example("a\nb\rc")
@example("\"\"\"\n'''\\")
@example("\n")
@example("  \t")
def test_text_is_kept_as_typed(text: str) -> None:
    record = Engagement(firm=Firm(name=text), assets=(Asset(id="A001", note=text),))
    again = read_engagement(write_engagement(record))
    assert again.firm.name == text
    assert again.assets[0].note == text


def test_several_lines_are_written_as_several_lines() -> None:
    """So that a person can read and mend a note."""
    record = Engagement(self_check=SelfCheck(items={3: SelfCheckAnswer(note="一行目\n二行目")}))
    assert "一行目\n二行目".encode() in write_engagement(record)


def test_half_a_character_does_not_stop_the_saving() -> None:
    """A terminal can paste half of a surrogate pair; UTF-8 cannot hold it."""
    content = write_engagement(Engagement(firm=Firm(name="聞\ud83d取")))
    assert read_engagement(content).firm.name == "聞?取"


def test_empty_record_is_only_the_format() -> None:
    assert write_engagement(Engagement()) == b"format = 1\n"


def test_format_alone_is_an_empty_engagement() -> None:
    assert read_engagement(b"format = 1") == Engagement()


def test_file_is_written_for_people() -> None:
    """The names and the order of spec/engagement-format.md."""
    record = Engagement(
        firm=Firm(name="株式会社サンプル製作所", employees=25),
        self_check=SelfCheck(date=date(2026, 11, 20), items={1: SelfCheckAnswer("partly", "メモ")}),
        assets=(Asset(id="A001", medium="office_pc", personal=True, confidentiality=3),),
        cloud_services=(CloudService(id="S0001", checks={"comparison": 0, "purpose": 2}),),
    )
    assert write_engagement(record).decode("utf-8") == (
        "format = 1\n\n"
        '[firm]\nname = "株式会社サンプル製作所"\nemployees = 25\n\n'
        "[self_check]\ndate = 2026-11-20\n\n"
        '[self_check.items.1]\nanswer = "partly"\nnote = "メモ"\n\n'
        '[[assets]]\nid = "A001"\nmedium = "office_pc"\npersonal = true\nconfidentiality = 3\n\n'
        '[[cloud_services]]\nid = "S0001"\n\n'
        "[cloud_services.checks]\npurpose = 2\ncomparison = 0\n"
    )


TABLES = {
    "root": "{extra}",
    "firm": "[firm]\n{extra}",
    "engagement": "[engagement]\n{extra}",
    "self_check": "[self_check]\n{extra}",
    "self-check item": "[self_check.items.7]\n{extra}",
    "asset": '[[assets]]\nid = "A001"\n[[assets]]\nid = "A002"\n{extra}',
    "threat": "[threats.T09]\n{extra}",
    "measure": "[measures.32]\n{extra}",
    "service": '[[cloud_services]]\nid = "S0001"\n{extra}',
    "planned measure": "[plan.12]\n{extra}",
    "treatment": '[[assets]]\nid = "A001"\n[[treatments]]\nasset = "A001"\n{extra}',
    "priority": '[[priorities]]\nstep = "self_check"\nkey = "3"\n{extra}',
    "visit": "[visit.2]\n{extra}",
    "homework": '[[homework]]\nid = "H001"\n{extra}',
    "baseline": "[baselines.1]\n{extra}",
    "asset of a baseline": '[[baselines.3.assets]]\nid = "A001"\n{extra}',
    "measure of a baseline": "[baselines.3.measures.7]\n{extra}",
}
VALUES = {
    "text": 'later = "値"',
    "lines in a table in an array": 'later = [{ a = "一\\n二" }]',
    "lines with CR in a table in an array": 'later = [{ a = "一\\r\\n二" }, { b = "三\\n四" }]',
    "array of long tables": f'later = [{{ a = "{"長" * 120}" }}]',
    "nested arrays": "later = [[1, 2], [], [[3.5]]]",
    "inline table": "later = { a = { b = [1, { c = true }] } }",
    "empty table": "later = {}",
    "dotted": "later.a.b = 1979-05-27T07:32:00-08:00",
    "time": "later = 07:32:00.5",
    "false and zero": "later = false\nzero = 0\nnothing = ''",
    "quoted key": '"あと の" = 1\n"" = 2\n"a.b" = 3',
    "infinite": "later = inf",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_unknown_key_survives_in_every_table(table: str, value: str) -> None:
    text = "format = 1\n" + table.format(extra=value)
    again = write_engagement(read_engagement(text.encode())).decode()
    before, after = tomllib.loads(text), without_empty_checks(tomllib.loads(again))
    assert exact(after) == exact(before)


HAND_WRITTEN = """\
# 手で書いたファイル
format = 1
tool = "よそのプログラム"   # 知らないキー
matrix = [[1, 2], [3]]

[firm]
name = "株式会社サンプル"
employees = 25 # 人
site = { city = "さいたま市", floors = [1, 2] }

[self_check]
reviewed = 2026-11-20T10:00:00+09:00
items.1 = { answer = "partly", source = "電話" }
items.2.note = '''
一行目
二行目'''

[[assets]]
id = "A001"
medium = "paper"
personal = false
tags = ["人事", "紙"]

[assets.place]
room = "倉庫"

[[assets]]
id = "A002"
history = [{ year = 2024, by = "総務" }, { year = 2025 }]

[threats]
T01 = { frequency = 2, seen = 3 }

[measures.1]
status = 2
evidence = ["規程.pdf"]

[[cloud_services]]
id = "S0001"
contract = 12.5

[cloud_services.checks]
law = 1
purpose = 2

[[later]]
x = 1

[[later]]
x = 2
"""


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_hand_written_file_keeps_its_unknown_keys_when_edited(
    tmp_path: Path, bom: bytes, ends: str
) -> None:
    path = tmp_path / "手書き.toml"
    path.write_bytes(bom + HAND_WRITTEN.replace("\n", ends).encode("utf-8"))
    session = Session.open(path)
    session.apply(AnswerSelfCheck(1, "done"))
    session.apply(SetField("firm", "employees", 26))
    session.apply(CheckCloudService("S0001", "purpose", 3))
    assert session.close()

    expected = tomllib.loads(HAND_WRITTEN)
    expected["self_check"]["items"]["1"]["answer"] = "done"
    expected["firm"]["employees"] = 26
    expected["cloud_services"][0]["checks"]["purpose"] = 3
    del expected["assets"][0]["personal"]  # false says what its absence says
    assert exact(tomllib.loads(path.read_text(encoding="utf-8"))) == exact(expected)


def test_an_answer_that_did_not_change_is_not_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    record = whole_record()
    writer = EngagementWriter()
    writer.write(record)
    written: list[tuple[str, ...]] = []
    block = writing._block

    def counted(path: tuple[str, ...], *rest: Any, **named: Any) -> str:
        written.append(path)
        return block(path, *rest, **named)

    monkeypatch.setattr(writing, "_block", counted)
    writer.write(AnswerSelfCheck(3, "partly").apply(record))
    assert ("self_check", "items", "3") in written
    assert len([path for path in written if len(path) > 1]) == 1
