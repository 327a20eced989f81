"""Where somebody left an engagement, to go on there: kept beside it, never in it.

The file name of an engagement tells the firm, so only its fingerprint is kept.
"""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import astuple
from pathlib import Path
from typing import Any

import tomli_w

from data.folder import data_folder
from data.place import Place
from data.place_names import is_there
from data.record import Engagement
from data.storage import make_folder, write_file

# Older ones are forgotten first.
KEPT = 50
# Steps in which one stands at the step itself when nothing of it is chosen.
WHOLE_STEPS = ("assets", "cloud", "results")


def _path() -> Path:
    return data_folder() / ".places.toml"


def _fingerprint(engagement: Path) -> str:
    # Only where places are kept already, or to keep one: a first start shall not pay for it.
    import hashlib

    return hashlib.sha256(str(engagement.resolve()).encode("utf-8", "surrogatepass")).hexdigest()


def _load() -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        return tomllib.loads(_path().read_text(encoding="utf-8"))
    return {}


def remember_place(engagement: Path, place: Place, *, is_sealed: bool = False) -> None:
    """Keep the place for the next time; a folder that cannot be written is no reason to stop.

    Of a sealed engagement no row is named: its id may be the firm's own word.
    """
    if is_sealed and place.step in WHOLE_STEPS:
        place = Place(place.step)
    places = _load()
    name = _fingerprint(engagement)
    places.pop(name, None)
    newest = dict(list(places.items())[-(KEPT - 1) :]) | {name: list(astuple(place))}
    with contextlib.suppress(OSError):
        make_folder(_path().parent)
        write_file(_path(), tomli_w.dumps(newest).encode("utf-8"))


def last_place(engagement: Path, record: Engagement) -> Place | None:
    """The place last remembered, or None when there is none or nothing stands there any more."""
    places = _load()
    found = places.get(_fingerprint(engagement)) if places else None
    if not isinstance(found, list) or [type(part) for part in found] != [str] * 3:
        return None
    place = Place(*found)
    stands = place.step in WHOLE_STEPS and not place.key
    return place if stands or is_there(record, place) else None
