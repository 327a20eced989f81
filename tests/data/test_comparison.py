"""Two records made into one: nothing of ours is lost, every contradiction is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from data.comparison import Merged, Take, merge
from data.edits import ImportBooks
from data.history import History
from data.place import Place
from data.record import Asset, CloudService, Engagement, Firm
from tests.strategies import CHECKS, MEDIA, answered_engagements, engagements, levels

TAKES: tuple[Take, ...] = get_args(Take)
Path = tuple[str, ...]

# --- Made-up records that have much in common -------------------------------

NAMES = ("", "名簿", "ﾒｲﾎﾞ", "メイボ", "図面")
_words = st.sampled_from(("", "人事", "総務"))
_ids = st.sampled_from(("", "A001", "A002", "A003", "A010"))
asset_rows: SearchStrategy[Asset] = st.builds(
    Asset,
    id=_ids,
    business=_words,
    name=st.sampled_from(NAMES),
    owner=_words,
    medium=st.none() | st.sampled_from(MEDIA[:2]),
    personal=st.booleans(),
    confidentiality=levels,
)
service_rows: SearchStrategy[CloudService] = st.builds(
    CloudService,
    id=_ids,
    name=st.sampled_from(NAMES),
    department=_words,
    status=st.sampled_from((None, "in_use")),
    checks=st.dictionaries(st.sampled_from(CHECKS[:2]), st.integers(0, 3)),
    notes=st.dictionaries(st.sampled_from(CHECKS[:2]), st.sampled_from(("控え", "写し"))),
)


def _is_numbered(rows: list[Any]) -> bool:
    ids = [row.id for row in rows]
    return all(ids) and len(set(ids)) == len(ids)


def with_rows(most: int, numbered: bool) -> SearchStrategy[Engagement]:
    """A record whose rows are likely to be those of another; `numbered` as in a file."""

    def rows(kind: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
        if not numbered:
            return st.lists(kind, max_size=most).map(tuple)
        named = kind.filter(lambda row: bool(row.id))
        return st.lists(named, max_size=most, unique_by=lambda row: row.id).map(tuple)

    return st.builds(
        lambda record, assets, services: replace(record, assets=assets, cloud_services=services),
        answered_engagements,
        rows(asset_rows),
        rows(service_rows),
    )


def as_read(record: Engagement) -> Engagement:
    """As a book gives it: without keys that this version does not know."""
    check = record.self_check

    def bare(entry: Any) -> Any:
        return replace(entry, extra={})

    def bare_all(entries: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: bare(entry) for key, entry in entries.items()}

    return Engagement(
        firm=bare(record.firm),
        info=bare(record.info),
        self_check=replace(bare(check), items=bare_all(check.items)),
        assets=tuple(map(bare, record.assets)),
        threats=bare_all(record.threats),
        measures=bare_all(record.measures),
        cloud_services=tuple(map(bare, record.cloud_services)),
    )


numbered_records = with_rows(most=4, numbered=True)
read_records = with_rows(most=4, numbered=False).map(as_read)
any_records = numbered_records | answered_engagements


# --- The naive counterpart: a record as a flat table ------------------------


def flat(record: Engagement) -> dict[Path, Any]:
    """Every value that is given, by where it stands; rows by their id."""
    found = dict(chain(_head_values(record), _answer_values(record), _row_values(record)))
    return {path: value for path, value in found.items() if value or _is_zero(value)}


def _is_zero(value: Any) -> bool:
    """0 is an answer, False is none."""
    return type(value) is int and value == 0


def _of(value: Any, *path: str) -> Iterator[tuple[Path, Any]]:
    for field in fields(value):
        if field.name not in ("id", "items", "checks", "notes", "extra"):
            yield (*path, field.name), getattr(value, field.name)


def _head_values(record: Engagement) -> Iterator[tuple[Path, Any]]:
    yield from _of(record.firm, "firm")
    yield from _of(record.info, "info")
    yield from _of(record.self_check, "self_check")


def _answer_values(record: Engagement) -> Iterator[tuple[Path, Any]]:
    for no, answer in record.self_check.items.items():
        yield from _of(answer, "item", str(no))
    for key, rating in record.threats.items():
        yield from _of(rating, "threat", key)
    for no, status in record.measures.items():
        yield from _of(status, "measure", str(no))


def _row_values(record: Engagement) -> Iterator[tuple[Path, Any]]:
    for asset in record.assets:
        yield from _of(asset, "asset", asset.id)
    for service in record.cloud_services:
        yield from _of(service, "service", service.id)
        yield from ((("check", service.id, key), p) for key, p in service.checks.items())
        yield from ((("note", service.id, key), text) for key, text in service.notes.items())


def _named_by_id(record: Engagement) -> Engagement:
    """Rows that no one can mistake for another one's."""
    assets = tuple(replace(row, name=f"資産{row.id}") for row in record.assets)
    services = tuple(replace(row, name=f"雲{row.id}") for row in record.cloud_services)
    return replace(record, assets=assets, cloud_services=services)


@given(
    numbered_records.map(_named_by_id),
    numbered_records.map(_named_by_id).map(as_read),
    st.sampled_from(TAKES),
)
def test_the_merge_is_the_union_of_two_flat_tables(
    ours: Engagement, theirs: Engagement, take: Take
) -> None:
    merged = merge(ours, theirs, take)
    mine, given_ = flat(ours), flat(theirs)
    expected = mine | given_ if take == "theirs" else given_ | mine
    assert flat(merged.record) == expected
    differing = {path for path in mine.keys() & given_.keys() if mine[path] != given_[path]}
    assert Counter(each.place.step for each in merged.differences) == Counter(map(_step, differing))
    rows = {path[:2] for path in mine} | {("asset", row.id) for row in ours.assets}
    rows |= {(kind, row.id) for row in ours.cloud_services for kind in ("service", "check", "note")}
    ledgers = ("asset", "service", "check", "note")
    added = given_.keys() - mine.keys()
    assert merged.filled == sum(path[0] not in ledgers or path[:2] in rows for path in added)
    known = {row.id for row in ours.assets}, {row.id for row in ours.cloud_services}
    assert merged.new_assets == sum(row.id not in known[0] for row in theirs.assets)
    assert merged.new_services == sum(row.id not in known[1] for row in theirs.cloud_services)


def _step(path: Path) -> str:
    steps = {"item": "self_check", "threat": "threats", "measure": "measures", "asset": "assets"}
    cloud = dict.fromkeys(("service", "check", "note"), "cloud")
    return (steps | cloud).get(path[0], "firm")


# --- What holds for all records ---------------------------------------------


@given(read_records | answered_engagements.map(as_read))
def test_into_an_empty_record_it_gives_theirs(theirs: Engagement) -> None:
    merged = merge(Engagement(), theirs)
    assert (merged.differences, merged.only_ours) == ((), ())
    assert flat(replace(merged.record, assets=(), cloud_services=())) == flat(
        replace(theirs, assets=(), cloud_services=())
    )
    for made, given_ in (
        (merged.record.assets, [row for row in theirs.assets if row != Asset("")]),
        (merged.record.cloud_services, [r for r in theirs.cloud_services if r != CloudService("")]),
    ):
        assert [replace(row, id="") for row in made] == [replace(row, id="") for row in given_]
        assert _is_numbered(list(made))


@given(any_records, st.sampled_from(TAKES))
def test_merged_with_itself_it_is_ours(ours: Engagement, take: Take) -> None:
    assert merge(ours, as_read(ours), take) == Merged(ours, (), 0, 0, 0, ())


@given(any_records, read_records, st.sampled_from(TAKES))
def test_nothing_of_ours_is_lost_and_nothing_made_up(
    ours: Engagement, theirs: Engagement, take: Take
) -> None:
    merged = merge(ours, theirs, take)
    before, after = flat(ours), flat(merged.record)
    assert before.keys() <= after.keys()
    changed = {path for path in before if before[path] != after[path]}
    assert len(changed) == (0 if take == "ours" else len(merged.differences))
    # Rows of theirs may share an id: each is looked at by itself.
    single = [replace(theirs, assets=(row,), cloud_services=()) for row in theirs.assets]
    single += [replace(theirs, assets=(), cloud_services=(row,)) for row in theirs.cloud_services]
    known = _anywhere(before).union(*map(_anywhere, map(flat, [theirs, *single])))
    assert _anywhere(after) <= known


def _anywhere(values: Mapping[Path, Any]) -> set[tuple[str, str, Any]]:
    return {(path[0], path[-1], value) for path, value in values.items()}


@given(any_records, read_records, st.sampled_from(TAKES))
def test_rows_stay_in_their_order_and_keep_their_ids(
    ours: Engagement, theirs: Engagement, take: Take
) -> None:
    merged = merge(ours, theirs, take)
    for old, new, count in (
        (ours.assets, merged.record.assets, merged.new_assets),
        (ours.cloud_services, merged.record.cloud_services, merged.new_services),
    ):
        assert [row.id for row in new[: len(old)]] == [row.id for row in old]
        assert [row.extra for row in new[: len(old)]] == [row.extra for row in old]
        assert len(new) == len(old) + count
        assert _is_numbered(list(new))


@given(any_records, read_records, st.sampled_from(TAKES))
def test_the_same_book_again_changes_nothing_more(
    ours: Engagement, theirs: Engagement, take: Take
) -> None:
    once = merge(ours, theirs, take)
    twice = merge(once.record, theirs, take)
    assert twice.record == once.record
    assert (twice.filled, twice.new_assets, twice.new_services) == (0, 0, 0)
    if take == "theirs":
        assert twice.differences == ()


@given(any_records, read_records)
def test_what_is_listed_is_what_the_other_choice_changes(
    ours: Engagement, theirs: Engagement
) -> None:
    kept, taken = merge(ours, theirs, "ours"), merge(ours, theirs, "theirs")
    assert kept.differences == taken.differences
    assert replace(kept, record=taken.record) == taken
    one, other = flat(kept.record), flat(taken.record)
    assert one.keys() == other.keys()
    assert sum(one[path] != other[path] for path in one) == len(kept.differences)


CHOSEN = ("medium", "theme", "status", "answer")


def _narrow_cell(text: str) -> str:
    """A cell that holds five letters and no control character."""
    return text.replace("\r\n", "\n").replace("\x00", "␀").replace("\x1b", "␛")[:5]


def _through_cells(value: Any) -> Any:
    if isinstance(value, str):
        return _narrow_cell(value)
    if isinstance(value, tuple):
        return tuple(map(_through_cells, value))
    if isinstance(value, Mapping):
        return {key: _through_cells(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        typed = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in CHOSEN}
        return replace(value, **{key: _through_cells(each) for key, each in typed.items()})
    return value


@given(any_records, st.sampled_from(TAKES))
def test_what_a_book_could_not_carry_is_no_difference(ours: Engagement, take: Take) -> None:
    theirs = _through_cells(as_read(ours))
    assert merge(ours, theirs, take, carried=_narrow_cell) == Merged(ours, (), 0, 0, 0, ())


@given(any_records)
def test_an_import_is_undone_and_redone_as_one_step(record: Engagement) -> None:
    start = Engagement(firm=Firm("今までの会社"))
    history = History(start)
    changed = history.apply(ImportBooks(record))
    assert changed == (record != start)
    assert history.record == record
    history.undo()
    assert history.record == start
    history.redo()
    assert history.record == record


def test_an_import_is_named_and_shown_among_the_results() -> None:
    edit = ImportBooks(Engagement())
    assert (edit.label, edit.place) == ("取り込み", Place("results"))


@settings(max_examples=25)
@given(engagements, answered_engagements.map(as_read))
def test_what_stands_beside_the_answers_stays_ours(ours: Engagement, theirs: Engagement) -> None:
    merged = merge(ours, theirs, "theirs").record
    for beside in ("follow_ups", "plan", "treatments", "priorities", "visits", "homework"):
        assert getattr(merged, beside) == getattr(ours, beside)
    assert merged.baselines == ours.baselines
