"""data/GLOSSARY.md and the code name the same things the same way."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    SELF_CHECK_FIELDS,
)

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "data" / "GLOSSARY.md").read_text(encoding="utf-8")
ROW = re.compile(r"\| (?P<term>[^|]+) \| `(?P<identifier>[\w.]+)` \| `(?P<where>[\w./]+)` \|")

Row = tuple[str, str, str]


def _rows(heading: str) -> list[Row]:
    """Term or rule, identifier, and file of each row under a heading."""
    section = GLOSSARY.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), [line for line, row in zip(lines, found, strict=True) if not row]
    return [(row["term"], row["identifier"], row["where"]) for row in found if row]


TERMS = _rows("Terms")
OWN_RULES = _rows("Rules that are this project's own")


@pytest.mark.parametrize(("term", "identifier", "where"), TERMS, ids=[row[0] for row in TERMS])
def test_the_identifier_stands_where_the_glossary_says(
    term: str, identifier: str, where: str
) -> None:
    assert where.startswith("data/")
    code = (ROOT / where).read_text(encoding="utf-8")
    for part in identifier.split("."):
        assert re.search(rf"\b{part}\b", code), f"{part} ({term}) is not in {where}"


@pytest.mark.parametrize(("rule", "name", "where"), OWN_RULES, ids=[row[1] for row in OWN_RULES])
def test_each_rule_of_our_own_is_one_name_in_one_place(rule: str, name: str, where: str) -> None:
    defined = re.compile(rf"^(def )?{name}\b(?= *[(:=,])|^[A-Z_, ]*\b{name}\b.*=", re.MULTILINE)
    holders = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "data").glob("*.py")
        if defined.search(path.read_text(encoding="utf-8"))
    ]
    assert holders == [where], rule


def test_each_term_stands_once() -> None:
    assert [term for term, count in Counter(row[0] for row in TERMS).items() if count > 1] == []


def test_every_field_of_the_file_has_its_term() -> None:
    named = {term: identifier.split(".")[-1] for term, identifier, _ in TERMS}
    for fields in (
        FIRM_FIELDS,
        ENGAGEMENT_FIELDS,
        SELF_CHECK_FIELDS,
        ASSET_FIELDS,
        CLOUD_SERVICE_FIELDS,
    ):
        assert {f.label: named.get(f.label) for f in fields} == {f.label: f.key for f in fields}


def test_every_medium_has_its_term() -> None:
    media = {medium.label: medium.key for medium in load_catalogue().media}
    assert {term: name for term, name, _ in TERMS if term in media} == media
