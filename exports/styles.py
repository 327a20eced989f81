"""The looks of cells, by name: what a person may fill in is white, what is computed is grey."""

from __future__ import annotations

from collections.abc import Mapping

Look = Mapping[str, object]

FONT: Look = {"font_name": "游ゴシック", "font_size": 10}

_BOX: Look = {"border": 1, "border_color": "#8C8C8C", "text_wrap": True, "valign": "vcenter"}
_MIDDLE: Look = {"align": "center"}
_AUTO: Look = {**_BOX, "bg_color": "#F0F0F0"}
_HELPER: Look = {
    "font_size": 8,
    "font_color": "#595959",
    "align": "center",
    "valign": "vcenter",
    "border": 4,
    "border_color": "#BFBFBF",
}
_DATE = "yyyy/m/d"

STYLES: Mapping[str, Look] = {
    "plain": {"valign": "vcenter"},
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 12, "valign": "vcenter", "bottom": 2},
    "words": {"text_wrap": True, "valign": "top"},
    "note": {"font_size": 9, "font_color": "#404040", "text_wrap": True, "valign": "top"},
    "label": {"align": "right", "valign": "vcenter"},
    "header": {**_BOX, **_MIDDLE, "bold": True, "bg_color": "#D9E2EC"},
    "header_auto": {**_BOX, **_MIDDLE, "bold": True, "bg_color": "#D0D0D0"},
    "header_small": {**_BOX, **_MIDDLE, "bold": True, "bg_color": "#D9E2EC", "font_size": 8},
    "header_upright": {**_BOX, **_MIDDLE, "rotation": 270, "font_size": 8, "bg_color": "#EEF2F6"},
    "fixed": _BOX,
    "fixed_text": {**_BOX, "num_format": "@"},
    "fixed_middle": {**_BOX, **_MIDDLE},
    "fixed_bold": {**_BOX, "bold": True},
    # Text format: what begins with = stays text even after the cell was edited in Excel.
    "entry": {**_BOX, "num_format": "@"},
    "entry_middle": {**_BOX, **_MIDDLE},
    "entry_date": {**_BOX, **_MIDDLE, "num_format": _DATE},
    "head_date": {**_BOX, "align": "left", "num_format": _DATE},
    "head_number": {**_BOX, "align": "left"},
    "auto": _AUTO,
    "auto_middle": {**_AUTO, **_MIDDLE},
    "head_auto": {**_AUTO, "align": "left", "num_format": _DATE},
    "auto_big": {**_AUTO, **_MIDDLE, "bold": True, "font_size": 16},
    "auto_date": {**_AUTO, **_MIDDLE, "num_format": _DATE},
    "auto_rate": {**_AUTO, **_MIDDLE, "num_format": "0.0%"},
    "auto_count": {**_AUTO, **_MIDDLE, "num_format": '0"件"'},
    "helper": _HELPER,
    "helper_half": {**_HELPER, "num_format": "0.0"},
    "helper_rate": {**_HELPER, "num_format": "0.0%"},
    "helper_text": {**_HELPER, "align": "left"},
    "helper_label": {"font_size": 8, "font_color": "#595959", "align": "right"},
    # White until a rule shows it.
    "unseen": {"font_size": 9, "font_color": "#FFFFFF", "valign": "vcenter"},
    "helper_note": {"font_size": 8, "font_color": "#595959", "valign": "vcenter"},
}

WARNING_LOOK: Look = {"bold": True, "font_color": "#C00000"}
# The label beside the colour says the level too, so that a black-and-white print tells it.
LEVEL_LOOKS: Mapping[str, Look] = {
    "high": {"bg_color": "#F4B183", "bold": True},
    "medium": {"bg_color": "#FFE699"},
    "low": {"bg_color": "#E2EFDA"},
}
