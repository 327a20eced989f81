"""脅威の状況: how often each threat would strike if nothing were done, and the notes."""

from __future__ import annotations

from data.catalogue import load_catalogue
from data.record import Engagement, ThreatRating
from exports.grid import CellValue, Grid
from exports.readers.tables import FoundTable, UnreadLog, find_table
from exports.readers.values import Option, option_of, title_key
from exports.risk_layout import THREATS
from exports.risk_sheets.threat_words import HEADERS

TITLE, FREQUENCY, NOTE = "title", "frequency", "note"
UNKNOWN = "21の脅威のどれでもないため、発生頻度を取り込めません"
REPEATED = "同じ脅威が上にもあるため、この行は取り込みません"


def read_threats(grid: Grid, log: UnreadLog) -> Engagement | None:
    """Frequencies and notes of the threats, each known by its title; None for other sheets.

    Threats neither rated nor noted are absent.
    """
    table = find_table(grid, _titles(), required=[TITLE, FREQUENCY])
    if table is None:
        return None
    threats: dict[str, ThreatRating] = {}
    for row in table.rows([TITLE]):
        rating = _rating(table, row, log)
        if rating != ThreatRating():
            _keep(table, row, rating, threats, log)
    return Engagement(threats=threats)


def _titles() -> dict[str, tuple[str, ...]]:
    """Each title whole, and its first line alone."""
    headers = {
        TITLE: HEADERS[THREATS.title],
        FREQUENCY: HEADERS[THREATS.frequency],
        NOTE: HEADERS[THREATS.note],
    }
    return {key: (title, title.split("\n")[0]) for key, title in headers.items()}


def _rating(table: FoundTable, row: int, log: UnreadLog) -> ThreatRating:
    frequency = log.read(table.grid, row, table.columns[FREQUENCY], _frequency_of)
    return ThreatRating(frequency, log.text(table, row, NOTE))


def _frequency_of(value: CellValue) -> int | None:
    """The unanswered official sheet shows 0 here and there."""
    options = [
        Option(each.frequency, (each.label,), each.frequency)
        for each in load_catalogue().frequencies
    ]
    return None if title_key(value) == "0" else option_of(value, options)


def _keep(
    table: FoundTable,
    row: int,
    rating: ThreatRating,
    threats: dict[str, ThreatRating],
    log: UnreadLog,
) -> None:
    ids = {title_key(threat.title): threat.id for threat in load_catalogue().threats}
    known = ids.get(title_key(table.value(row, TITLE)))
    if known is None or known in threats:
        log.add(table.grid, row, table.columns[TITLE], REPEATED if known else UNKNOWN)
    else:
        threats[known] = rating
