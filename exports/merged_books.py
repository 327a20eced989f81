"""What becomes of an engagement when books are taken over, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.comparison import Merged, Take, merge, row_name
from data.record import Asset, CloudService, Engagement
from exports.book_import import BookImport
from exports.user_text import storable

# What a user may let become of the values that differ.
TAKE_LABELS: Mapping[Take, str] = {
    "ours": "取り込む（違うところは今のまま）",
    "theirs": "取り込む（違うところは取り込み元の値にする）",
}


@dataclass(frozen=True, slots=True)
class MergedBooks:
    """`record` is what comes out in the end, `steps` what each book did to it.

    `only_ours` names the rows that every book with rows of their kind lacks.
    """

    record: Engagement
    steps: tuple[tuple[BookImport, Merged], ...]
    only_ours: tuple[str, ...]

    @property
    def is_undecided(self) -> bool:
        """Whether any value is given in two ways."""
        return any(merged.differences for _, merged in self.steps)


def merge_books(ours: Engagement, books: Sequence[BookImport], take: Take) -> MergedBooks:
    """Ours with what the books add; an earlier book is ours for the later ones."""
    record = ours
    steps: list[tuple[BookImport, Merged]] = []
    for book in books:
        merged = merge(record, book.record, take, carried=storable)
        record = merged.record
        steps.append((book, merged))
    assets = _lacking(ours.assets, [step for step in steps if step[0].record.assets])
    services = _lacking(
        ours.cloud_services, [step for step in steps if step[0].record.cloud_services]
    )
    return MergedBooks(record, tuple(steps), (*assets, *services))


def _lacking(
    rows: Iterable[Asset | CloudService], steps: Sequence[tuple[BookImport, Merged]]
) -> list[str]:
    lists = [set(merged.only_ours) for _, merged in steps]
    names = [row_name(row) for row in rows] if lists else []
    return [name for name in names if all(name in lacking for lacking in lists)]
