"""The files of a report: whole, harmless, the same each time, and opened by their programs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    FOLLOW_UP_FIELDS,
    HOMEWORK_FIELDS,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    SELF_CHECK_FIELDS,
    TREATMENT_FIELDS,
    VISIT_FIELDS,
    Field,
    Kind,
)
from data.place import Place
from data.record import Asset, Engagement, Firm, FollowUp
from exports.report.html_page import html_page
from exports.report.without_names import HIDDEN, without_names
from exports.report.word_file import word_file
from exports.report.wording import harmless, one_line
from exports.reports import ReportKind, write_report, written_reports
from tests.exports.made import realistic
from tests.exports.office import as_pdf
from tests.exports.records import TODAY, awkward, sample
from tests.exports.report_files import ReadPage, ReadReport, read_page, read_word
from tests.exports.stories import story
from tests.hostile_text import HOSTILE, STEERS, hostile_engagement, texts_of

WHOLE, NAMELESS = ReportKind(), ReportKind(with_names=False)
RECORDS: dict[str, Callable[[], Engagement]] = {
    "story": story,
    "nothing": Engagement,
    "awkward": awkward,
    "hostile": hostile_engagement,
    "300-assets": lambda: realistic(300, 300, 12),
}
ELEMENTS = frozenset(
    [
        *("html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section"),
        *("h1", "h2", "h3", "p", "a", "dl", "dt", "dd", "div", "ul", "ol", "li", "span"),
        *("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
        *("svg", "polygon", "line", "circle", "rect", "text"),
    ]
)
# A cell that holds nothing else.
FIGURE = re.compile(r"[\d/%点件問× 大中小]+")
# Attributes by which a page could fetch, run or send something.
REACHING = frozenset(
    ["src", "srcset", "action", "formaction", "data", "poster", "ping", "xlink:href"]
)


def files_of(record: Engagement, kind: ReportKind = WHOLE) -> dict[str, bytes]:
    document = kind.document(record, TODAY)
    return {"page": html_page(document), "word": word_file(document, TODAY)}


def page_of(record: Engagement, kind: ReportKind = WHOLE) -> ReadPage:
    return read_page(html_page(kind.document(record, TODAY)))


# --- The Word file -------------------------------------------------------------


@pytest.mark.parametrize("name", ["nothing", "hostile", "story"])
def test_the_word_file_follows_the_schema(tmp_path: Path, name: str) -> None:
    assert _faults(tmp_path / "a.docx", files_of(RECORDS[name]())["word"]) == []


def _faults(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2010).validate(path)
    return [f"{each.part_uri}: {each.description}" for each in found.errors]


def test_the_schema_finds_what_is_wrong(tmp_path: Path) -> None:
    """Otherwise the test above would say nothing."""
    wrong = io.BytesIO()
    with ZipFile(io.BytesIO(files_of(sample())["word"])) as package, ZipFile(wrong, "w") as target:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/charts/chart1.xml":
                part = part.replace(b"<c:", b"<c:").replace(b"radarStyle", b"strange")
            target.writestr(name, part)
    assert _faults(tmp_path / "a.docx", wrong.getvalue()) != []


@pytest.mark.parametrize("name", RECORDS)
def test_no_part_of_the_word_file_is_broken_or_reaches_out(name: str) -> None:
    with ZipFile(io.BytesIO(files_of(RECORDS[name]())["word"])) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                text = package.read(part).decode("utf-8")
                ElementTree.fromstring(text)
                assert 'TargetMode="External"' not in text
                assert not STEERS.difference("\n\r\t").intersection(text)
        assert not [each for each in package.namelist() if "vba" in each or "ole" in each]


def test_the_word_file_tells_nothing_of_whoever_made_it() -> None:
    with ZipFile(io.BytesIO(files_of(Engagement())["word"])) as package:
        core = package.read("docProps/core.xml").decode("utf-8")
        assert "<dc:creator>kikitori</dc:creator>" in core
        assert "python-docx" not in core
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 20, 0, 0, 0)}


def test_the_same_day_gives_the_same_files(tmp_path: Path) -> None:
    assert files_of(sample()) == files_of(sample())


# --- The page ------------------------------------------------------------------


@pytest.mark.parametrize("name", RECORDS)
def test_the_page_needs_and_runs_nothing(name: str) -> None:
    page = page_of(RECORDS[name]())
    assert {tag for tag, _ in page.tags} <= ELEMENTS
    for tag, attributes in page.tags:
        assert not REACHING.intersection(attributes), tag
        assert not [each for each in attributes if each.startswith("on")], tag
        if tag == "a":
            assert str(attributes["href"]).startswith("#s")
        if tag not in ("main", "style"):
            assert "url(" not in str(attributes.get("style"))
    policy = {"http-equiv": "Content-Security-Policy"}
    (meta,) = (each for tag, each in page.tags if tag == "meta" and policy.items() <= each.items())
    told = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert meta["content"] == told


def test_the_style_of_the_page_fetches_nothing() -> None:
    style = files_of(Engagement())["page"].decode("utf-8").partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_in_the_page_steers(name: str) -> None:
    assert not STEERS.intersection(files_of(RECORDS[name]())["page"].decode("utf-8")) - {"\n"}


def test_every_link_of_the_contents_leads_to_its_section() -> None:
    page = page_of(story())
    ids = [each["id"] for tag, each in page.tags if tag == "section"]
    links = [str(each["href"]) for tag, each in page.tags if tag == "a"]
    assert links == [f"#{each}" for each in ids]
    assert len(ids) == 12


# --- Hostile text ----------------------------------------------------------------


def test_hostile_texts_are_texts() -> None:
    """Each in some note, as a code where it would steer; the same in both files."""
    files = files_of(hostile_engagement())
    page, word = read_page(files["page"]).report.text, read_word(files["word"]).text
    shown = "\n".join([page, one_line(page)])
    for text in HOSTILE.values():
        assert harmless(text).strip() in page
        assert one_line(text) in one_line(word)
    assert "逆\\u202efdp.exe" in shown


def test_markup_is_no_markup() -> None:
    name = "</h1><script>alert(1)</script><img src=x onerror=alert(2)>&amp;<!--"
    record = replace(sample(), firm=Firm(name))
    page = page_of(record)
    assert ("p", name) in page.report.lines
    assert {tag for tag, _ in page.tags} <= ELEMENTS
    assert ("p", name) in read_word(files_of(record)["word"]).lines


# --- Without names ---------------------------------------------------------------


def _all_of(content: bytes) -> str:
    """The page, or all parts of the Word file."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    with ZipFile(io.BytesIO(content)) as package:
        parts = [each for each in package.namelist() if each.endswith((".xml", ".rels"))]
        return "\n".join(package.read(part).decode("utf-8") for part in parts)


def _typed(record: Engagement) -> Iterator[str]:
    """Every text a person typed, by the fields that are declared, and every note."""
    entries: list[tuple[Any, tuple[Field, ...]]] = [
        (record.firm, FIRM_FIELDS),
        (record.info, ENGAGEMENT_FIELDS),
        (record.self_check, SELF_CHECK_FIELDS),
        *((asset, ASSET_FIELDS) for asset in record.assets),
        *((service, CLOUD_SERVICE_FIELDS) for service in record.cloud_services),
        *((follow_up, FOLLOW_UP_FIELDS) for follow_up in record.follow_ups.values()),
        *((planned, PLAN_FIELDS) for planned in record.plan.values()),
        *((treatment, TREATMENT_FIELDS) for treatment in record.treatments.values()),
        *((visit, VISIT_FIELDS) for visit in record.visits.values()),
        *((priority, PRIORITY_FIELDS) for priority in record.priorities.values()),
        *((homework, HOMEWORK_FIELDS) for homework in record.homework),
    ]
    for entry, fields in entries:
        yield from (getattr(entry, each.key) for each in fields if each.kind is Kind.TEXT)
    answers = (record.self_check.items, record.threats, record.measures)
    yield from (answer.note for each in answers for answer in each.values())
    yield from (note for service in record.cloud_services for note in service.notes.values())


def _secret(record: Engagement) -> Engagement:
    """The same with a word of its own for each text, found nowhere else."""
    words = (f"ひみつ{number}号" for number in count(1))
    renamed = {text: next(words) for text in dict.fromkeys(_typed(record)) if text}
    secret: Engagement = _renamed(record, renamed)
    return secret


def _renamed(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, dict):
        return {key: _renamed(each, words) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_renamed(each, words) for each in value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, Place):
        names = value.__dataclass_fields__
        return replace(value, **{name: _renamed(getattr(value, name), words) for name in names})
    return value


def test_without_names_no_text_that_was_typed_leaves() -> None:
    record = _secret(story())
    for visit in (None, 1, 2, 3):
        for with_names in (True, False):
            for content in files_of(record, ReportKind(visit, with_names)).values():
                assert ("ひみつ" in _all_of(content)) is with_names


def test_without_names_nothing_of_a_hostile_record_leaves() -> None:
    for content in files_of(hostile_engagement(), NAMELESS).values():
        said = _all_of(content)
        for text in HOSTILE.values():
            assert text not in said
            assert harmless(text) not in said
            assert one_line(text) not in said
            assert escape(one_line(text)) not in said


def test_without_names_every_figure_stays() -> None:
    record = sample()
    hidden = page_of(record, NAMELESS).report
    shown = page_of(record).report
    assert _figures(hidden) == _figures(shown)
    assert ("p", HIDDEN) in hidden.lines
    assert "A001（事務所PC）" in hidden.text
    assert [row[0] for row in hidden.table("クラウドサービス", "クラウドサービス")] == [
        row[0] for row in shown.table("クラウドサービス", "クラウドサービス")
    ]
    assert hidden.table("クラウドサービス", "クラウドサービス")[1][:2] == ["S0001", ""]


def _figures(report: ReadReport) -> list[list[str]]:
    """The rows of figures, without what stands in the columns of names."""
    rows = (row for *_, each in report.tables for row in each)
    figures = ([cell for cell in row if FIGURE.fullmatch(cell)] for row in rows)
    return [each for each in figures if each]


def test_rows_with_numbers_of_their_own_stay_apart_without_names() -> None:
    """A number that a person made up could be a name."""
    assets = tuple(Asset(each, medium="paper") for each in ("社員名簿", "A001", "A002 給与", "A02"))
    follow_ups = {Place("assets", each.id): FollowUp(marked=True) for each in assets}
    gone = {Place("assets", "退職者名簿"): FollowUp(marked=True)}
    hidden = without_names(Engagement(assets=assets, follow_ups=follow_ups | gone))
    numbers = [asset.id for asset in hidden.assets]
    assert numbers == ["A※1", "A001", "A※3", "A02"]
    assert [place.key for place in hidden.follow_ups] == [*numbers, HIDDEN]


def test_a_text_of_a_later_version_is_left_out_as_well() -> None:
    record = replace(sample(), extra={"later": {"person": "佐藤"}})
    assert without_names(record).extra == {}
    assert HIDDEN in set(texts_of(without_names(record)))


# --- Files ------------------------------------------------------------------------


def test_reports_are_written_and_found_again(tmp_path: Path) -> None:
    paths = write_report(sample(), tmp_path / "a", ReportKind(), TODAY)
    assert [path.name for path in paths] == [
        "報告書_みほん精工株式会社_20261120.docx",
        "報告書_みほん精工株式会社_20261120.html",
    ]
    nameless = write_report(sample(), tmp_path / "a", NAMELESS, TODAY)
    assert [path.name for path in nameless] == [
        "報告書_社名なし_20261120.docx",
        "報告書_社名なし_20261120.html",
    ]
    assert written_reports([tmp_path / "a", tmp_path / "none"], sample().firm.name) == paths
    assert written_reports([tmp_path / "a"], "みほん") == []


def test_progress_is_told_of_each_form(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_report(Engagement(), tmp_path, ReportKind(), TODAY, lambda *each: told.append(each))
    assert told == [(0, 2, "Word"), (1, 2, "HTML")]


def test_libreoffice_makes_a_pdf_of_every_word_file() -> None:
    names = ("story", "nothing", "hostile")
    pages = as_pdf({name: files_of(RECORDS[name]())["word"] for name in names})
    assert all(content.startswith(b"%PDF") for content in pages.values())
    assert len(pages["nothing"]) < len(pages["story"])
