"""LibreOffice in tests: recalculates workbooks from scratch, makes PDF of Word files."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exports.office import find_office, recalculate


def need_office() -> None:
    """Without the program a test is skipped, but fails where CI promised it."""
    if find_office() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing: recalculation cannot be checked")
        pytest.skip("LibreOffice is not installed")


def recalculated(books: Mapping[str, bytes]) -> dict[str, bytes]:
    """All books, recalculated in one run; contents by the same keys."""
    need_office()
    return dict(zip(books, recalculate(list(books.values())), strict=True))


def as_pdf(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """All Word files as PDF, in one run; contents by the same keys. A failure is one here."""
    need_office()
    program = find_office()
    assert program is not None
    _need_writer(program)
    with tempfile.TemporaryDirectory(prefix="kikitori-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paths = {key: folder / f"{number}.docx" for number, key in enumerate(documents)}
        for key, path in paths.items():
            path.write_bytes(documents[key])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        how = [profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", name]
        subprocess.run([program, *how, *paths.values()], check=True, capture_output=True)
        return {key: path.with_suffix(".pdf").read_bytes() for key, path in paths.items()}


def _need_writer(program: Path) -> None:
    """A part of its own on Debian."""
    if not list(program.resolve().parent.glob("*swlo.*")):
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice Writer is missing: the report cannot be checked")
        pytest.skip("LibreOffice Writer is not installed")
