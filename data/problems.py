"""What is wrong with a file, said so that its owner can mend it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `key_path` inside the file (may be empty), `line` from 1 if known."""

    message: str
    key_path: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.line}行目 " if self.line else ""
        return f"{where}{self.key_path}：{self.message}" if self.key_path else where + self.message


class EngagementFileError(Exception):
    """The file cannot be opened as an engagement; it was left as it is."""

    def __init__(self, path: Path | None, problems: tuple[Problem, ...]) -> None:
        self.path = path
        self.problems = problems
        super().__init__(self.summary)

    @property
    def summary(self) -> str:
        """The first problem, and how many more there are."""
        more = len(self.problems) - 1
        rest = f"（ほかに{more}か所。kikitori check で一覧できます）" if more else ""
        name = f"{self.path}：" if self.path else ""
        return f"{name}{self.problems[0]}{rest}"


# What is offered for a damaged file, everywhere.
TAKE_OUT = "読める部分だけを新しいファイルに取り出す"


class DamagedFileError(EngagementFileError):
    """Its content is at fault; `data.salvage` takes out what can be read of it."""


_REASONS = {
    errno.EACCES: "書く権限がないか、ほかのプログラムで開いています",
    errno.EPERM: "書く権限がありません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "空き容量が足りません",
    errno.EEXIST: "同じ名前のファイルがあります",
    errno.ENOENT: "ファイルかフォルダがありません",
    errno.EISDIR: "ファイルではなくフォルダです",
    errno.EIO: "ディスクの読み書きがうまくいきません",
    errno.EBUSY: "ほかのプログラムが使っています",
    errno.EINVAL: "この場所や名前では使えません",
    errno.ELOOP: "リンクが堂々めぐりになっています",
    errno.ENOTDIR: "途中にフォルダではないものがあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, for the person at the keyboard."""
    said = error.strerror or str(error)
    # What is not plain English was written by this program and says more than the number.
    if not said.isascii():
        return said
    return _REASONS.get(error.errno or 0) or f"システムの誤り {error.errno or said}".rstrip()
