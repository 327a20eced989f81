"""The engagements handed over with the specification give the results handed over with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.reading import read_engagement
from data.result import compute_result, result_payload

COPIES = Path(__file__).parents[1] / "examples"
ORIGINALS = Path(__file__).parents[3] / "shared" / "examples"
FOLDERS = [folder for folder in (COPIES, ORIGINALS) if folder.is_dir()]
RESULTS = [path for folder in FOLDERS for path in sorted(folder.glob("*.result.json"))]


def _id(path: Path) -> str:
    return f"{path.parents[1].name}-{path.name}"


@pytest.mark.parametrize("expected", RESULTS, ids=_id)
def test_example_gives_its_result(expected: Path) -> None:
    engagement = expected.with_name(expected.name.replace(".result.json", ".toml"))
    payload = result_payload(compute_result(read_engagement(engagement.read_bytes())))
    handed_over = json.loads(expected.read_text(encoding="utf-8"))
    # Further keys may be added to the contract, which these were written before.
    assert {key: payload[key] for key in handed_over} == handed_over
    assert payload.keys() - handed_over.keys() == {"follow_ups"}


@pytest.mark.parametrize("expected", RESULTS, ids=_id)
def test_example_gives_its_result_in_plain_json_types(expected: Path) -> None:
    """A contract of types too: no tuple, no enum, no number as a key."""
    engagement = expected.with_name(expected.name.replace(".result.json", ".toml"))
    payload = result_payload(compute_result(read_engagement(engagement.read_bytes())))
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_every_example_has_a_result() -> None:
    names = {path.name.removesuffix(".toml") for path in COPIES.glob("*.toml")}
    assert names == {path.name.removesuffix(".result.json") for path in COPIES.glob("*.json")}
    assert {"empty", "half", "seed", "sparse", "whole"} <= names


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the material is not beside the checkout")
def test_copies_are_those_handed_over() -> None:
    assert {path.name for path in COPIES.iterdir()} == {path.name for path in ORIGINALS.iterdir()}
    for copy in COPIES.iterdir():
        assert copy.read_bytes() == (ORIGINALS / copy.name).read_bytes(), copy.name


def test_seed_services_have_the_points_of_the_seed() -> None:
    """The worked examples of spec/calculation.md, by hand."""
    result = compute_result(read_engagement((COPIES / "seed.toml").read_bytes()))
    points = {score.service.id: score.score for score in result.cloud}
    assert points == {"S0001": 37, "S0002": 26, "S0003": 29, "S0004": 17, "S0005": 11}
