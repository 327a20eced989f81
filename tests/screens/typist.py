"""Somebody who types, and counts the keys: those of the texts apart from all others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.pilot import Pilot

from data.follow_ups import is_marked, open_points
from data.place import Step
from data.questions import Question, answer_at, questions_of
from data.record import Asset, CloudService, Engagement, FollowUp
from data.rows import row_place
from tests.screens.runs import STEP_KEYS, app_of
from tests.strategies import MEDIA

PERSONAL_KEYS = {
    (False, False, False): "1",
    (True, False, False): "2",
    (True, True, False): "3",
    (True, False, True): "4",
}
STATUS_KEYS = {"investigating": "1", "in_use": "2", "ended": "3"}
Stage = Step | Literal["follow_ups"]
# Of the whole interview, in their order.
STAGES: tuple[Stage, ...] = (
    *("firm", "self_check", "assets", "threats", "measures", "cloud"),
    "follow_ups",
)
THEME_KEYS = {"rules": "1", "risk": "2", "cloud": "3", "incident": "4", "education": "5"}


@dataclass
class KeyCount:
    """What somebody types: `characters` those of texts, as they stand there; `keys` all others."""

    keys: int = 0
    characters: int = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self._send([key_event(key) for key in keys])

    async def type(self, text: str) -> None:
        """A text of one line or more; Enter between the lines counts as a key."""
        first, *rest = text.split("\n")
        await self._commit(first)
        for line in rest:
            await self.press("enter")
            await self._commit(line)

    async def _commit(self, text: str) -> None:
        self.characters += len(text)
        await self._send(XTermParser().feed(text))

    async def _send(self, typed: Iterable[Message]) -> None:
        """Nowhere: they are only counted."""

    async def over(self, text: str) -> None:
        """Another text in a field that is filled already."""
        await self.press("ctrl+u")
        await self.type(text)

    async def note(self, text: str) -> None:
        """The note on the question one is at, and back to it."""
        await self.press("n")
        await self.type(text)
        await self.press("escape")

    # --- The whole interview ---

    async def conduct(self, wanted: Engagement, stage: Stage) -> None:
        """One stage after those before it, so that the record becomes the wanted one."""
        match stage:
            case "firm":
                await self._firm(wanted)
            case "assets":
                await self._ledger(wanted)
            case "cloud":
                await self._services(wanted)
            case "follow_ups":
                await self._assign(wanted)
            case _:
                await self._questions(wanted, stage)

    async def _firm(self, wanted: Engagement) -> None:
        firm, info, check = wanted.firm, wanted.info, wanted.self_check
        for text in (firm.name, firm.industry, str(firm.employees), info.expert):
            await self.type(text)
            await self.press("enter")
        await self.press(THEME_KEYS[str(info.theme)])
        await self.type(check.respondent)
        await self.press("up")
        await self.over(typed_date(check.date))
        await self.press("up", "up", "up", "up")
        await self.over(typed_date(info.started))

    async def _questions(self, wanted: Engagement, step: Step) -> None:
        await self.press(STEP_KEYS[step])
        for question in questions_of(wanted, step):
            await self._question(wanted, question)

    async def _question(self, wanted: Engagement, question: Question) -> None:
        answer = answer_at(wanted, question.place)
        if is_marked(wanted, question.place):
            await self.press("b")
        if answer.note:
            await self.note(answer.note)
        keys = [str(key) for key, o in enumerate(question.options, 1) if o.value == answer.value]
        await self.press(*(keys or ["down"]))

    async def _ledger(self, wanted: Engagement) -> None:
        await self.press("f6", "a")
        for asset in wanted.assets:
            await self.asset(asset)
        await self.press("escape")
        for asset in filter(lambda row: is_marked(wanted, row_place(row)), wanted.assets):
            await self.press("f3")
            await self.type(asset.id)
            await self.press("enter", "b")

    async def _assign(self, wanted: Engagement) -> None:
        """Who finds out what, and by when, down the list."""
        await self.press("t")
        for point in open_points(wanted):
            if point.person or point.due:
                await self.press("e")
                await self.type(point.person)
                await self.press("enter")
                await self.type(typed_date(point.due))
                await self.press("enter")
            await self.press("down")
        await self.press("escape")

    async def asset_of_today(self, asset: Asset) -> None:
        """All fields of a new row, registered today; the form of the next one opens by itself."""
        await self._asset_fields(asset)
        await self.press("enter")

    async def asset(self, asset: Asset) -> None:
        """The same, registered on another day."""
        await self._asset_fields(asset)
        await self.press("down")
        await self.over(typed_date(asset.registered))
        await self.press("enter")

    async def _asset_fields(self, asset: Asset) -> None:
        for text in (asset.business, asset.name, asset.note, asset.users, asset.owner):
            await self.type(text)
            await self.press("enter")
        flags = (asset.personal, asset.sensitive_personal, asset.my_number)
        await self.press(str(MEDIA.index(str(asset.medium)) + 1), PERSONAL_KEYS[flags])
        await self.press(str(asset.confidentiality), str(asset.integrity), str(asset.availability))
        await self.type(asset.retention)

    async def _services(self, wanted: Engagement) -> None:
        await self.press("f9")
        for service in wanted.cloud_services:
            await self._service(service)
            for question in questions_of(wanted, "cloud"):
                if question.place.key == service.id:
                    await self._question(wanted, question)

    async def _service(self, service: CloudService) -> None:
        await self.press("a")
        for text in (service.name, service.department):
            await self.type(text)
            await self.press("enter")
        await self.type(service.summary)
        await self.press("down", STATUS_KEYS[str(service.status)])
        for day in (service.starts, service.ends):
            await self.type(typed_date(day))
            await self.press("enter")
        await self.type(service.author)
        await self.press("up")
        await self.over(typed_date(service.created))
        await self.press("enter")


@dataclass
class Typist(KeyCount):
    """Somebody who types it into the interview."""

    pilot: Pilot[int] = field(kw_only=True)

    async def _send(self, typed: Iterable[Message]) -> None:
        await type_quickly(self.pilot, typed)


def through(wanted: Engagement, stage: Stage) -> Engagement:
    """What the wanted record holds when a stage and all before it are done."""
    done = STAGES[: STAGES.index(stage) + 1]
    if stage == STAGES[-1]:
        return wanted
    items = wanted.self_check.items if "self_check" in done else {}
    marked = {p: each for p, each in wanted.follow_ups.items() if each.marked and p.step in done}
    return replace(
        wanted,
        self_check=replace(wanted.self_check, items=items),
        assets=wanted.assets if "assets" in done else (),
        threats=wanted.threats if "threats" in done else {},
        measures=wanted.measures if "measures" in done else {},
        cloud_services=wanted.cloud_services if "cloud" in done else (),
        follow_ups={place: FollowUp(marked=True) for place in marked},
    )


def key_event(key: str) -> events.Key:
    """A named key, a letter or a digit."""
    return events.Key(key, key if len(key) == 1 else None)


async def type_quickly(pilot: Pilot[int], typed: Iterable[Message]) -> None:
    """Without Pilot's waits until the processor idles, which cost more than the keys themselves.

    The app hands on each key when the one before it is through.
    """
    driver = pilot.app._driver
    assert driver is not None
    for event in typed:
        driver.send_message(event)
    app = app_of(pilot)
    await pilot._wait_for_screen()
    while app.waiting_keys and app.is_running:
        await asyncio.sleep(0.002)


def typed_date(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
