"""F3: any question, threat, asset or service, by number or words."""

from __future__ import annotations

from collections.abc import Iterator

from data.catalogue import load_catalogue
from data.place import Place
from data.record import Engagement
from tui.widgets.picker import Pick, Picker


def find_screen(record: Engagement) -> Picker[Place]:
    """A picker of places in this engagement."""
    return Picker("検索", list(_picks(record)), "番号やことば（例：12、パスワード、社員名簿）")


def _picks(record: Engagement) -> Iterator[Pick[Place]]:
    catalogue = load_catalogue()
    for item in catalogue.self_check_items:
        place = Place("self_check", str(item.no))
        yield Pick(f"{item.no} {item.topic}", place, "F5 自社診断", item.question)
    for asset in record.assets:
        words = f"{asset.business} {asset.note} {asset.users} {asset.owner}"
        yield Pick(f"{asset.id} {asset.name}", Place("assets", asset.id), "F6 情報資産", words)
    for threat in catalogue.threats:
        words = f"{threat.question} {catalogue.medium(threat.medium).label}"
        yield Pick(f"{threat.id} {threat.title}", Place("threats", threat.id), "F7 脅威", words)
    for measure in catalogue.measures:
        place = Place("measures", str(measure.no))
        yield Pick(f"{measure.no} {measure.short_label}", place, "F8 対策", measure.question)
    for service in record.cloud_services:
        words = f"{service.department} {service.summary}"
        place = Place("cloud", service.id)
        yield Pick(f"{service.id} {service.name}", place, "F9 クラウド", words)
