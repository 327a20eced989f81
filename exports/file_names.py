"""What the files that leave are called."""

from __future__ import annotations

from datetime import date

from data.file_names import safe_part

NAMELESS_FIRM = "会社名未記入"


def dated_name(title: str, firm: str, today: date, ending: str) -> str:
    """`自社診断_FIRM_20261120.xlsx`."""
    return f"{name_head(title, firm)}{today:%Y%m%d}{ending}"


def name_head(title: str, firm: str) -> str:
    """`自社診断_FIRM_`, the same on any day."""
    return f"{title}_{safe_part(firm) or NAMELESS_FIRM}_"
