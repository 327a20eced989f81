"""The diagnosis by category of measures, and the counts beside it: spec/calculation.md §6."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.catalogue import Category, load_catalogue
from data.ledger import LedgerSummary, summarise
from data.record import Engagement, MeasureAnswer
from data.share import NOT_APPLICABLE, Share, share_of

Need = Literal["◎", "〇", "△", "－"]
Action = Literal["maintain", "improve", "none"]

# The official texts of 対策検討・実施の要否, which Excel users search for.
ACTION_LABELS: dict[Action, str] = {
    "maintain": "対策を維持し適切性・妥当性・有効性を継続的に改善して下さい",
    "improve": "不足する対策を検討・実施してください",
    "none": "（該当する情報資産なし）",
}
SHORT_ACTION_LABELS: dict[Action, str] = {
    "maintain": "維持",
    "improve": "改善",
    "none": "該当なし",
}

NEED_LABELS: dict[Need, str] = {
    "◎": "どの会社にも必要",
    "〇": "当てはまる情報資産があるので必要",
    "△": "開発や委託をしているなら必要",
    "－": "当てはまる情報資産がない",
}

# The official sheet lists it as row 11, yet no measure asks about it: no rate is shown.
TELEWORK_TITLE = "テレワークにおける対策"
TELEWORK_NEED: Need = "◎"

ALWAYS_NEEDED = (1, 2, 5, 10)
NEEDED_IF_OUTSOURCED = (8, 9)
MY_NUMBER_CATEGORY = 11
# Which media switch a category to 〇: this project's own but for 3 (spec §6, [ours]).
ELECTRONIC_MEDIA = ("removable", "office_pc", "mobile", "internal_server", "external_server")
NEEDED_IF_ON_MEDIUM: dict[int, tuple[str, ...]] = {
    4: ELECTRONIC_MEDIA,
    6: ("removable", "office_pc", "mobile"),
    7: ("internal_server", "external_server"),
}


class CategoryDiagnosis(NamedTuple):
    """`rate` and `action` are None while not known."""

    category: Category
    need: Need
    rate: Share | None
    answered: int
    total: int
    action: Action | None


def diagnosis(record: Engagement) -> tuple[CategoryDiagnosis, ...]:
    """One row per category of measures, in the order of 対策状況チェック."""
    ledger = summarise(record.assets)
    categories = load_catalogue().categories
    return tuple(_category_diagnosis(category, record, ledger) for category in categories)


def _category_diagnosis(
    category: Category, record: Engagement, ledger: LedgerSummary
) -> CategoryDiagnosis:
    unanswered = MeasureAnswer()
    measures = load_catalogue().measures_of(category.category)
    statuses = [record.measures.get(measure.no, unanswered).status for measure in measures]
    rate = share_of(statuses)
    need = _need(category.category, ledger)
    return CategoryDiagnosis(
        category=category,
        need=need,
        rate=rate,
        answered=sum(status is not None for status in statuses),
        total=len(statuses),
        action=_action(need, statuses, rate),
    )


def _need(category: int, ledger: LedgerSummary) -> Need:
    if category in ALWAYS_NEEDED:
        return "◎"
    if category in NEEDED_IF_OUTSOURCED:
        return "△"
    return "〇" if _has_such_assets(category, ledger) else "－"


def _has_such_assets(category: int, ledger: LedgerSummary) -> bool:
    if category == MY_NUMBER_CATEGORY:
        return ledger.personal["my_number"] > 0
    if media := NEEDED_IF_ON_MEDIUM.get(category):
        return any(medium in media for medium, _ in ledger.groups)
    return bool(ledger.groups)


def _action(need: Need, statuses: list[int | None], rate: Share | None) -> Action | None:
    if need == "－" or all(status == NOT_APPLICABLE for status in statuses):
        return "none"
    if rate is None:
        return None
    return "maintain" if rate.is_full else "improve"


class AssetCounts(NamedTuple):
    """How many assets there are per medium, kind of personal information and importance."""

    media: dict[str, int]
    personal: dict[str, int]
    importance: dict[int, int]


def asset_counts(record: Engagement) -> AssetCounts:
    """Every medium, kind and importance of the catalogue, 0 where there is none."""
    catalogue = load_catalogue()
    media = {medium.key: 0 for medium in catalogue.media}
    levels = {3: 0, 2: 0, 1: 0}
    ledger = summarise(record.assets)
    for (medium, importance), assets in ledger.groups.items():
        if medium:
            media[medium] += len(assets)
        if importance:
            levels[importance] += len(assets)
    return AssetCounts(media, dict(ledger.personal), levels)
