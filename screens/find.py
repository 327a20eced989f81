"""F3: any question, threat, asset, service or note, by number or words."""

from __future__ import annotations

from collections.abc import Iterator

from data.catalogue import load_catalogue
from data.edits import note_at
from data.fields import ASSET_FIELDS, CLOUD_SERVICE_FIELDS, Field, Kind
from data.place import Place
from data.record import Asset, CloudService, Engagement
from tui.widgets.picker import Pick, Picker

# A note of an asset is one of its fields.
TEXT_KINDS = (Kind.TEXT, Kind.CHOICE)


def find_screen(record: Engagement) -> Picker[Place]:
    """A picker of places in this engagement."""
    return Picker("検索", _picks(record), "番号やことば（例：12、パスワード、社員名簿）")


def _picks(record: Engagement) -> Iterator[Pick[Place]]:
    """One after the other as they are needed: a long ledger would hold the list back."""
    yield from _self_check(record)
    for asset in record.assets:
        place, texts = Place("assets", asset.id), _fields(asset, ASSET_FIELDS)
        yield Pick(f"{asset.id} {asset.name}", place, "F6 情報資産", texts=texts)
    yield from _threats(record)
    yield from _measures(record)
    for service in record.cloud_services:
        place, texts = Place("cloud", service.id), _fields(service, CLOUD_SERVICE_FIELDS)
        yield Pick(f"{service.id} {service.name}", place, "F9 クラウド", texts=texts)
        yield from _checks(record, service)


def _self_check(record: Engagement) -> Iterator[Pick[Place]]:
    for item in load_catalogue().self_check_items:
        place = Place("self_check", str(item.no))
        texts = _asked(record, place, item.question)
        yield Pick(f"{item.no} {item.topic}", place, "F5 自社診断", texts=texts)


def _threats(record: Engagement) -> Iterator[Pick[Place]]:
    catalogue = load_catalogue()
    for threat in catalogue.threats:
        place = Place("threats", threat.id)
        texts = _asked(record, place, threat.question)
        medium = catalogue.medium(threat.medium).label
        yield Pick(f"{threat.id} {threat.title}", place, "F7 脅威", medium, texts)


def _measures(record: Engagement) -> Iterator[Pick[Place]]:
    for measure in load_catalogue().measures:
        place = Place("measures", str(measure.no))
        texts = _asked(record, place, measure.question)
        yield Pick(f"{measure.no} {measure.short_label}", place, "F8 対策", texts=texts)


def _checks(record: Engagement, service: CloudService) -> Iterator[Pick[Place]]:
    # The service's name is searched too, but the check is what the line tells.
    for item in load_catalogue().cloud_items:
        note = service.notes.get(item.key, "")
        texts = (("メモ", note), ("問い", item.question))
        place = Place("cloud", service.id, item.key)
        label = f"{service.id} {service.name}：{item.title}"
        yield Pick(label, place, "F9 クラウド", texts=texts)


def _asked(record: Engagement, place: Place, question: str) -> tuple[tuple[str, str], ...]:
    return (("メモ", note_at(record, place)), ("問い", question))


def _fields(row: Asset | CloudService, fields: tuple[Field, ...]) -> tuple[tuple[str, str], ...]:
    """What was written or chosen in a row, by the names of the fields."""
    held = ((f.label, f.show(getattr(row, f.key))) for f in fields if f.kind in TEXT_KINDS)
    return tuple((label, text) for label, text in held if text)
