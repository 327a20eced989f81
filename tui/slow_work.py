"""Work that takes longer than a blink: done aside, with a bar where it can be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from textual.app import App

from tui.widgets.progress_dialog import HowFar, ProgressDialog

Outcome = TypeVar("Outcome")

GROUP = "aside"


def begin_aside(app: App[Any], work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Begin longer work, unless some is under way."""
    if all(worker.group != GROUP or worker.is_finished for worker in app.workers):
        app.run_worker(work(), group=GROUP)


async def done_aside(
    app: App[Any], title: str, work: Callable[[HowFar], Outcome], *, may_stop: bool
) -> Outcome | None:
    """What `work` returns; None when the user would not wait for it, and it comes to nothing.

    To be awaited in a worker. What `work` raises is raised here. A dialog that is
    pushed before anything else is awaited follows at once: no key falls between.
    """
    how_far = HowFar()
    working = asyncio.ensure_future(asyncio.to_thread(work, how_far))
    dialog = ProgressDialog(title, how_far, may_stop)
    closed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    await app.push_screen(dialog, closed.set_result)
    await asyncio.wait([working, closed], return_when=asyncio.FIRST_COMPLETED)
    if not working.done():
        working.add_done_callback(_forget)
        return None
    dialog.dismiss()
    return working.result()


def _forget(working: asyncio.Future[Any]) -> None:
    """An error nobody waits for any more is no news."""
    if not working.cancelled():
        working.exception()
