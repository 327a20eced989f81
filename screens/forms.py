"""Form items made from the declared fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.catalogue import load_catalogue
from data.fields import Field, Kind
from tui.widgets.record_form import FormItem, FormOption

PERSONAL = "personal_kinds"
LEVELS = (1, 2, 3)


def form_item(field: Field, prefix: str = "") -> FormItem:
    """The form's side of a declared field."""
    options: tuple[FormOption, ...] = ()
    if field.kind is Kind.CHOICE:
        options = tuple(FormOption(choice.key, choice.label) for choice in field.choices)
    elif field.kind is Kind.LEVEL:
        options = tuple(FormOption(level, str(level)) for level in LEVELS)
    return FormItem(prefix + field.key, field.label, field.hint, options, field.parse, field.absent)


def values_of(record: object, fields: Iterable[Field], prefix: str = "") -> dict[str, Any]:
    return {prefix + field.key: getattr(record, field.key) for field in fields}


def personal_item() -> FormItem:
    """The three 個人情報 flags as one key: none, each alone, and the combinations."""
    kinds = load_catalogue().personal_kinds
    combinations = sorted(
        ((bool(bits & 1), bool(bits & 2), bool(bits & 4)) for bits in range(8)),
        key=lambda flags: (_RANK.get(flags, len(_RANK)), flags),
    )
    options = tuple(FormOption(flags, _personal_label(flags, kinds)) for flags in combinations)
    return FormItem(PERSONAL, "個人情報の種類", options=options)


# The kinds are personal information themselves, so these four are what a ledger holds.
_RANK = {
    (False, False, False): 0,
    (True, False, False): 1,
    (True, True, False): 2,
    (True, False, True): 3,
}


def _personal_label(flags: tuple[bool, ...], kinds: Iterable[Any]) -> str:
    named = [kind.label for flag, kind in zip(flags, kinds, strict=True) if flag]
    return "＋".join(named) or "なし"
