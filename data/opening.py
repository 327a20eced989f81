"""How an engagement begins, and what is said when its last answers could not be saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.catalogue import load_catalogue
from data.folder import sample_content, sample_path
from data.reading import read_engagement
from data.record import Engagement, EngagementInfo, Firm, SelfCheck
from data.session import Session


def create_session(path: Path, firm_name: str, today: date) -> Session:
    """A new engagement of this day at `path`; raises `EngagementFileError`."""
    record = Engagement(
        firm=Firm(name=firm_name),
        info=EngagementInfo(started=today),
        self_check=SelfCheck(edition=load_catalogue().edition, date=today),
    )
    return Session.create(path, record)


def open_sample() -> Session:
    """The interview's own copy of the sample firm; raises `EngagementFileError`."""
    path = sample_path()
    if path.exists():
        return Session.open_or_view(path)
    return Session.create(path, read_engagement(sample_content()))


def finish(session: Session) -> str:
    """Close the engagement; what cannot be saved in its place goes to another.

    The answer is what the user must know then, empty when all is well.
    """
    beside = session.beside
    if not session.close():
        return unsaved_message(session.path, session.rescue())
    return beside_message(session.path, beside) if beside else ""


def beside_message(path: Path, beside: Path) -> str:
    """What to say when the answers are beside their file, which another program changed."""
    return (
        f"{path} はほかのプログラムが変えたため、そのままにしました。答えは {beside} にあります。"
    )


def unsaved_message(path: Path, rescued: Path | None) -> str:
    """What to say when the last answers are not in their file."""
    if rescued is None:
        return f"{path} に保存できず、ほかの場所にも書けませんでした。最後の答えが残っていません。"
    return f"{path} に保存できませんでした。すべての答えを {rescued} に残しました。"
