"""Recalculates workbooks in LibreOffice, from scratch: cached values are dropped before."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

FORMULA_VALUE = re.compile(r"(<f>[^<]*</f>|<f[^>]*/>)<v>[^<]*</v>")
TYPED_FORMULA = re.compile(r'<c ([^>]*) t="(?:str|b|e)">(<f>)')
SECONDS = 300


def soffice() -> str:
    """The program; without it the test is skipped, but fails where CI promised it."""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing: recalculation cannot be checked")
        pytest.skip("LibreOffice is not installed")
    return found


def without_values(content: bytes) -> bytes:
    """The workbook with its formulas but without the values kept beside them."""
    stripped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stripped, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                data = _stripped(data.decode()).encode()
            new.writestr(part, data)
    return stripped.getvalue()


def _stripped(xml: str) -> str:
    bare = TYPED_FORMULA.sub(r"<c \1>\2", FORMULA_VALUE.sub(r"\1", xml))
    assert not re.search(r"</f><v>", bare)
    return bare


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """All books, recalculated in one run; paths by the same keys."""
    program = soffice()
    source, target = folder / "source", folder / "target"
    source.mkdir()
    for key, content in books.items():
        (source / f"{key}.xlsx").write_bytes(without_values(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target)]
    files = [str(source / f"{key}.xlsx") for key in books]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=SECONDS)
    return {key: target / f"{key}.xlsx" for key in books}
