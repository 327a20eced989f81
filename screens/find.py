"""F3: any question, threat, asset, service, note or technical term, by number or words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from data.catalogue import load_catalogue
from data.edits import note_at
from data.fields import (
    ASSET_FIELDS,
    CLOUD_SERVICE_FIELDS,
    HOMEWORK_FIELDS,
    PLAN_FIELDS,
    PRIORITY_FIELDS,
    TREATMENT_FIELDS,
    VISIT_FIELDS,
    Field,
    Kind,
)
from data.place import Place
from data.record import CloudService, Engagement
from data.terms import Term, load_terms
from data.visit_edits import VISITS_PLACE
from data.visits import visit_title
from tui.widgets.picker import Pick, Picker

if TYPE_CHECKING:
    from screens.step import StepScreen

Found = Place | Term
# A note of an asset is one of its fields.
TEXT_KINDS = (Kind.TEXT, Kind.CHOICE)


def find_from(screen: StepScreen, go: Callable[[Place | None], None]) -> None:
    """Ask what to find: `go` gets a place, a term is explained over the screen."""

    def take(found: Found | None) -> None:
        if not isinstance(found, Term):
            go(found)
        elif screen.is_current:
            from screens.terms import TermsScreen

            screen.app.push_screen(TermsScreen(screen.shown_texts(), found.term))

    screen.app.push_screen(find_screen(screen.app.session.record), take)


def find_screen(record: Engagement) -> Picker[Found]:
    """A picker of places in this engagement, and of terms."""
    return Picker("検索", _picks(record), "番号やことば（例：12、パスワード、社員名簿）")


def _picks(record: Engagement) -> Iterator[Pick[Found]]:
    """One after the other as they are needed: a long ledger would hold the list back."""
    yield from _self_check(record)
    for asset in record.assets:
        place, texts = Place("assets", asset.id), _fields(asset, ASSET_FIELDS)
        if treatment := record.treatments.get(asset.id):
            texts += _fields(treatment, TREATMENT_FIELDS)
        yield Pick(f"{asset.id} {asset.name}", place, "F6 情報資産", texts=texts)
    yield from _threats(record)
    yield from _measures(record)
    for service in record.cloud_services:
        place, texts = Place("cloud", service.id), _fields(service, CLOUD_SERVICE_FIELDS)
        yield Pick(f"{service.id} {service.name}", place, "F9 クラウド", texts=texts)
        yield from _checks(record, service)
    yield from _visits(record)
    yield from _terms()


def _self_check(record: Engagement) -> Iterator[Pick[Found]]:
    for item in load_catalogue().self_check_items:
        place = Place("self_check", str(item.no))
        texts = _asked(record, place, item.question)
        yield Pick(f"{item.no} {item.topic}", place, "F5 自社診断", texts=texts)


def _threats(record: Engagement) -> Iterator[Pick[Found]]:
    catalogue = load_catalogue()
    for threat in catalogue.threats:
        place = Place("threats", threat.id)
        texts = _asked(record, place, threat.question)
        medium = catalogue.medium(threat.medium).label
        yield Pick(f"{threat.id} {threat.title}", place, "F7 脅威", medium, texts)


def _measures(record: Engagement) -> Iterator[Pick[Found]]:
    for measure in load_catalogue().measures:
        place = Place("measures", str(measure.no))
        texts = _asked(record, place, measure.question)
        if planned := record.plan.get(measure.no):
            texts += _fields(planned, PLAN_FIELDS)
        yield Pick(f"{measure.no} {measure.short_label}", place, "F8 対策", texts=texts)


def _checks(record: Engagement, service: CloudService) -> Iterator[Pick[Found]]:
    # The service's name is searched too, but the check is what the line tells.
    for item in load_catalogue().cloud_items:
        note = service.notes.get(item.key, "")
        texts = (("メモ", note), ("問い", item.question))
        place = Place("cloud", service.id, item.key)
        label = f"{service.id} {service.name}：{item.title}"
        yield Pick(label, place, "F9 クラウド", texts=texts)


def _visits(record: Engagement) -> Iterator[Pick[Found]]:
    for no, visit in record.visits.items():
        yield Pick(visit_title(no), VISITS_PLACE, "F10 訪問", texts=_fields(visit, VISIT_FIELDS))
    for each in record.homework:
        texts = _fields(each, HOMEWORK_FIELDS)
        yield Pick(f"{each.id} 宿題", VISITS_PLACE, "F10 訪問", texts=texts)


def _terms() -> Iterator[Pick[Found]]:
    """By every way they are written; the texts that use them are found by themselves."""
    for term in load_terms():
        also = " ".join(term.also)
        yield Pick(f"{term.term} {term.reading}".strip(), term, "ことばの説明", also, aside=True)


def _asked(record: Engagement, place: Place, question: str) -> tuple[tuple[str, str], ...]:
    priority = record.priorities.get(place)
    rated = _fields(priority, PRIORITY_FIELDS) if priority else ()
    return (("メモ", note_at(record, place)), ("問い", question), *rated)


def _fields(entry: object, fields: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    """What was written or chosen, by the names of the fields."""
    held = ((f.label, f.show(getattr(entry, f.key))) for f in fields if f.kind in TEXT_KINDS)
    return tuple((label, text) for label, text in held if text)
