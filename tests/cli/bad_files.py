"""Files that are no engagements, and what the message about each must name."""

from __future__ import annotations

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "format：ファイルが空です"),
    "blank": (b" \n\n", "format：ファイルが空です"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "テキストではない"),
    "cp932": (
        'format = 1\n[firm]\nname = "聞取"\n'.encode("cp932"),
        "3行目 firm.name：UTF-8ではない",
    ),
    "utf-16": ("format = 1\n".encode("utf-16"), "UTF-16"),
    "no toml": (b"format = 1\n[firm\n", "2行目"),
    "no format": (b"[firm]\n", "format：ありません"),
    "future": (b"format = 2\n", "format：新しい形式（2）"),
    "out of range": (
        b"format = 1\n[threats.T01]\nfrequency = 4\n",
        "3行目 threats.T01.frequency：1・2・3",
    ),
    "wrong type": (b"format = 1\n[measures.1]\nstatus = true\n", "3行目 measures.1.status"),
    "no such item": (b"format = 1\n[self_check.items.26]\n", "2行目 self_check.items.26"),
    "twice": (
        b'format = 1\n[[assets]]\nid = "A1"\n[[assets]]\nid = "A1"\n',
        "5行目 assets[2].id",
    ),
}

# Those of which something can be taken out, and the others.
RESCUABLE = ("cp932", "twice")
BEYOND_RESCUE = tuple(kind for kind in BAD_FILES if kind not in RESCUABLE)
