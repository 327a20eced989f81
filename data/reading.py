"""From TOML text to the record: strict about what is known, keeping what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from data.fields import (
    ASSET_FIELDS,
    BASELINE_DATE,
    CLOUD_SERVICE_FIELDS,
    ENGAGEMENT_FIELDS,
    FIRM_FIELDS,
    NOTE,
    SELF_CHECK_FIELDS,
)
from data.parsing import Table, decode, parse
from data.plan_reading import REST_KEYS, THREE_VISITS, VISIT_NAMES, PlanReader
from data.problems import DamagedFileError, EngagementFileError, Problem
from data.record import (
    Asset,
    Baseline,
    CloudService,
    Engagement,
    EngagementInfo,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.table_reader import KeyPath, is_whole, kept
from data.text import LARGEST_INTEGER

FORMAT = 1

# The tables of what the interview asks for.
RECORD_KEYS = (
    *("firm", "engagement", "self_check", "assets"),
    *("threats", "measures", "cloud_services"),
)


def read_engagement(content: bytes) -> Engagement:
    """The record held by a file's content.

    Raises `DamagedFileError` (without a path) listing every problem found, and a plain
    `EngagementFileError` for a newer format, which this version cannot judge.
    """
    text = decode(content)
    reader = RecordReader()
    record = reader.engagement(parse(text))
    if reader.faults:
        raise DamagedFileError(None, tuple(_located(text, reader.faults)))
    return record


def _located(text: str, faults: Iterable[tuple[KeyPath, str]]) -> Iterator[Problem]:
    from data.key_lines import dotted, find_line

    return (Problem(why, dotted(at), find_line(text, at)) for at, why in faults)


class RecordReader(PlanReader):
    """Reads a whole file, or the record that a baseline in it holds."""

    def engagement(self, document: Table) -> Engagement:
        self._format(document)
        # What the rest points at must be known first.
        record = self._record(document, REST_KEYS)
        return replace(record, **self.rest(document, record), baselines=self._baselines(document))

    def _record(self, document: Table, others: Collection[str]) -> Engagement:
        """What the interview asks for; `others` are keys read elsewhere."""
        return Engagement(
            firm=Firm(**self.fields(document, ("firm",), FIRM_FIELDS)),
            info=EngagementInfo(**self.fields(document, ("engagement",), ENGAGEMENT_FIELDS)),
            self_check=self._self_check(document),
            assets=self.rows(document, "assets", self._asset),
            threats=self._threats(document),
            measures=self._measures(document),
            cloud_services=self.rows(document, "cloud_services", self._service),
            extra=self.extra(document, {*RECORD_KEYS, *others}, ()),
        )

    def _baselines(self, document: Table) -> Mapping[int, Baseline]:
        tables = self.closed(document, ("baselines",), VISIT_NAMES, THREE_VISITS)
        return {no: self._baseline(*tables[no]) for no in sorted(tables)}

    def _baseline(self, table: Table, path: KeyPath) -> Baseline:
        day = self.value(BASELINE_DATE, table["date"], (*path, "date")) if "date" in table else None
        before, self.within = self.within, (*self.within, *path)
        record = self._record(table, ("date",))
        self.within = before
        return Baseline(day, record)

    def _format(self, document: Table) -> None:
        number = document.get("format")
        if number is None:
            self.fault(("format",), f"ありません。先頭に format = {FORMAT} と書いてください")
        elif not is_whole(number) or not 1 <= number <= LARGEST_INTEGER:
            self.fault(("format",), f"format = {FORMAT} と書いてください（引用符なし）")
        elif number > FORMAT:
            raise newer_format(number)

    def _self_check(self, document: Table) -> SelfCheck:
        table = self.table(document, ("self_check",))
        values = self.values(table, ("self_check",), SELF_CHECK_FIELDS, ("items",))
        names = {str(item.no): item.no for item in self.catalogue.self_check_items}
        path: KeyPath = ("self_check", "items")
        answers = [option.key for option in self.catalogue.self_check_options]
        items = {
            no: SelfCheckAnswer(
                answer=self.answer("answer", table, at, answers),
                **self.values(table, at, (NOTE,), ("answer",)),
            )
            for no, (table, at) in self.closed(table, path, names, "自社診断の25問").items()
        }
        return SelfCheck(items=kept(items, SelfCheckAnswer()), **values)

    def _threats(self, document: Table) -> Mapping[str, ThreatRating]:
        names = {threat.id: threat.id for threat in self.catalogue.threats}
        allowed = [option.frequency for option in self.catalogue.frequencies]
        ratings = {
            key: ThreatRating(
                frequency=self.answer("frequency", table, at, allowed),
                **self.values(table, at, (NOTE,), ("frequency",)),
            )
            for key, (table, at) in self.closed(document, ("threats",), names, "21の脅威").items()
        }
        return kept(ratings, ThreatRating())

    def _measures(self, document: Table) -> Mapping[int, MeasureAnswer]:
        names = {str(measure.no): measure.no for measure in self.catalogue.measures}
        allowed = [option.status for option in self.catalogue.measure_options]
        answers = {
            key: MeasureAnswer(
                status=self.answer("status", table, at, allowed),
                **self.values(table, at, (NOTE,), ("status",)),
            )
            for key, (table, at) in self.closed(document, ("measures",), names, "55の対策").items()
        }
        return kept(answers, MeasureAnswer())

    def _asset(self, row_id: str, row: Table, path: KeyPath) -> Asset:
        return Asset(id=row_id, **self.values(row, path, ASSET_FIELDS, ("id",)))

    def _service(self, row_id: str, row: Table, path: KeyPath) -> CloudService:
        own = ("id", "checks", "notes")
        return CloudService(
            id=row_id,
            checks=self._checks(row, (*path, "checks")),
            notes=self._cloud_notes(row, (*path, "notes")),
            **self.values(row, path, CLOUD_SERVICE_FIELDS, own),
        )

    def _checks(self, row: Table, path: KeyPath) -> Mapping[str, int]:
        table = self.table(row, path)
        checks: dict[str, int] = {}
        for item in self.catalogue.cloud_items:
            points = self.answer(item.key, table, path, range(len(item.options)))
            if points is not None:
                checks[item.key] = points
        self._refuse_others(table, path)
        return checks

    def _cloud_notes(self, row: Table, path: KeyPath) -> Mapping[str, str]:
        table = self.table(row, path)
        self._refuse_others(table, path)
        keys = [item.key for item in self.catalogue.cloud_items if item.key in table]
        notes = {key: self.value(NOTE, table[key], (*path, key)) for key in keys}
        return {key: note for key, note in notes.items() if note}

    def _refuse_others(self, table: Table, path: KeyPath) -> None:
        known = {item.key for item in self.catalogue.cloud_items}
        for name in table:
            if name not in known:
                self.fault((*path, name), "15のチェック項目にない名前です。直すか、消してください")


def newer_format(number: int) -> EngagementFileError:
    """The refusal of a format that only a later version can judge."""
    message = (
        f"新しい形式（{number}）のファイルです。この版で読めるのは形式{FORMAT}までです。"
        f"形式{number}を読める新しいkikitoriで開いてください"
    )
    return EngagementFileError(None, (Problem(message, "format"),))
