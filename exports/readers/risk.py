"""The readers of the リスク分析シート."""

from __future__ import annotations

from exports.readers.ledger import read_ledger
from exports.readers.measures import read_measures
from exports.readers.threats import read_threats

RISK_READERS = (read_ledger, read_threats, read_measures)
