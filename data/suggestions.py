"""Candidates for the text fields of an asset: what stands in the rows before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from data.asset_names import asset_name, asset_names
from data.fields import ASSET_FIELDS, Kind
from data.record import Asset
from data.text import fold, searched
from data.usual_assets import usual_assets_of

# A remark belongs to its row: another row's would rarely fit.
SUGGESTED_FIELDS = tuple(
    field.key for field in ASSET_FIELDS if field.kind is Kind.TEXT and field.key != "note"
)


class Candidate(NamedTuple):
    text: str
    folded: str


class _Use(NamedTuple):
    """How a value was used so far; a larger one is offered first."""

    is_of_business: bool = False
    is_newest: bool = False
    times: int = 0
    last_at: int = -1


class Suggestions:
    """For one form: the ledger is read once a field and business, then only the letters typed.

    First comes what rows of the same business have, then the rest; among these what
    the newest row has, then what is most frequent. A name is asked for once as a rule: before the
    names in use stand the usual assets of the department that are not in the
    ledger yet.
    """

    def __init__(self, assets: Sequence[Asset]) -> None:
        self._assets = assets
        self._of = lru_cache(maxsize=64)(self._candidates)

    def of(self, key: str, row: Asset) -> tuple[Candidate, ...]:
        """All candidates of a text field for a row that is being written, best first."""
        business = "" if key == "business" else fold(row.business)
        return self._of(key, business, "" if key == "name" else fold(row.name))

    def matching(self, key: str, row: Asset, typed: str) -> tuple[str, ...]:
        """The candidates that begin with what is typed, whatever the kana and the width."""
        return begin_with(self.of(key, row), typed)

    def _candidates(self, key: str, business: str, name: str) -> tuple[Candidate, ...]:
        texts = dict.fromkeys([*self._usual(key, business, name), *self._used(key, business)])
        return tuple(Candidate(text, searched(text)) for text in texts)

    def _usual(self, key: str, business: str, name: str) -> list[str]:
        usual = usual_assets_of(business) if business else ()
        if key == "name":
            held = asset_names(self._assets)
            return [row.name for row in usual if asset_name(row) not in held]
        if key != "retention":
            return []
        return [row.retention for row in usual if fold(row.name) == name and row.retention]

    def _used(self, key: str, business: str) -> list[str]:
        uses: dict[str, _Use] = {}
        newest = ""
        for at, asset in enumerate(self._assets):
            text = getattr(asset, key)
            if _is_one_line(text):
                old, of_business = uses.get(text, _Use()), fold(asset.business) == business
                uses[text] = _Use(old.is_of_business or of_business, False, old.times + 1, at)
                newest = text
        if newest:
            uses[newest] = uses[newest]._replace(is_newest=True)
        return sorted(uses, key=lambda text: uses[text], reverse=True)


def _is_one_line(text: str) -> bool:
    """Whether a field of one line can show it; the full-width space counts as not printable."""
    return not text.isspace() and text != "" and text.replace("\u3000", "").isprintable()


def begin_with(candidates: Iterable[Candidate], typed: str) -> tuple[str, ...]:
    """Those that go on from what is typed; all of them while nothing is."""
    folded = searched(typed)
    if typed and not folded:
        return ()
    return tuple(each.text for each in candidates if _goes_on(each, typed, folded))


def _goes_on(candidate: Candidate, typed: str, folded: str) -> bool:
    return candidate.text != typed and candidate.folded.startswith(folded)


def rest_of(candidate: str, typed: str) -> str:
    """What is still to come of a candidate behind the letters typed; empty if they do not meet."""
    folded = searched(typed)
    for end in range(len(candidate) + 1):
        if searched(candidate[:end]) == folded:
            return candidate[end:]
    return ""
