"""試算: begun and ended with one key, and what becomes of that which was tried."""

from __future__ import annotations

from data.trial import Trial
from screens.step import StepScreen
from tui.widgets.dialog import Choice

BEGUN = "試算を始めました。1・2 は予定になり、答えは変わりません。s で終わります"
KEPT = "試した分を計画として残しました"
GIVEN_UP = "試した分をやめました。計画は試算の前のとおりです"
OPTIONS = {"keep": "計画として残す", "drop": "試した分をやめる", "on": "つづける"}


def toggle_trial(screen: StepScreen) -> None:
    """Begin a trial on `screen`; ending one asks only where something was tried."""
    app = screen.app
    if app.trial is None:
        app.trial = Trial(app.session.record.plan)
        _show(screen, BEGUN)
    elif tried := app.trial.tried(app.session.record):
        text = f"試算で{len(tried)}件の対策の予定を変えました。どうしますか？"
        app.push_screen(Choice("試算を終わる", text, OPTIONS), lambda chosen: _end(screen, chosen))
    else:
        app.trial = None
        _show(screen, "試算を終わりました。ここからの数字は答えになります")


def _end(screen: StepScreen, chosen: str | None) -> None:
    app = screen.app
    if app.trial is None or chosen not in ("keep", "drop"):
        return
    given_up, app.trial = app.trial.given_up(app.session.record), None
    if chosen == "drop":
        screen.apply(given_up)
    _show(screen, KEPT if chosen == "keep" else GIVEN_UP)


def _show(screen: StepScreen, said: str) -> None:
    screen.forget_changes()
    screen.refresh_views()
    screen.say(said)
