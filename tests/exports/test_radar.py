"""The radar chart follows the service chosen in the check sheet, in LibreOffice as it draws it."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from data.catalogue import load_catalogue
from exports.books import BOOKS
from exports.office import find_office
from tests.exports.made import realistic
from tests.exports.office import need_office
from tests.exports.records import TODAY

RECORD = realistic(51, 0, 5, 1.0)
CHOSEN = re.compile(rb'<c r="D3"( s="\d+") t="s"><v>\d+</v></c>')
KEPT_VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def _with_choice(content: bytes, label: str) -> bytes:
    """The book with another service in the cell above the table, and no results kept."""
    written = f't="inlineStr"><is><t>{label}</t></is></c>'.encode()
    book = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(book, "w") as after:
        for name in before.namelist():
            part = KEPT_VALUE.sub(rb"\1", before.read(name))
            if name == "xl/worksheets/sheet3.xml":
                part, changed = CHOSEN.subn(rb'<c r="D3"\1 ' + written, part)
                assert changed == 1
            after.writestr(name, part)
    return book.getvalue()


def _drawn(content: bytes, folder: Path) -> tuple[str, dict[str, float]]:
    """Name and points by axis, as the chart shows them once LibreOffice has saved it."""
    source, target = folder / "book.xlsx", folder / "out"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = [profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)]
    subprocess.run([str(find_office()), *how], check=True, capture_output=True, timeout=120)
    with ZipFile(target / "book.xlsx") as saved:
        chart = ElementTree.fromstring(saved.read("xl/charts/chart1.xml"))
    axes = _points(chart, "cat")
    points = {axes[no]: float(point) for no, point in _points(chart, "val").items()}
    assert chart.find("{*}chart/{*}title") is None
    return "".join(_points(chart, "tx").values()), points


def _points(chart: ElementTree.Element, name: str) -> dict[str, str]:
    """The kept values of a part of the only series, by number; empty ones are left out."""
    found = chart.iterfind(f".//{{*}}ser/{{*}}{name}//{{*}}pt")
    return {each.get("idx", ""): each.findtext("{*}v") or "" for each in found}


@pytest.mark.parametrize("position", [1, 3])
def test_the_radar_shows_the_service_that_is_chosen(tmp_path: Path, position: int) -> None:
    need_office()
    service = RECORD.cloud_services[position]
    assert service.checks
    assert RECORD.cloud_services[0].checks != service.checks
    label = f"{service.id} {service.name}"
    content = BOOKS["cloud"].content(RECORD, TODAY)
    items = load_catalogue().cloud_items
    expected = {
        item.title: service.checks[item.key] for item in items if item.key in service.checks
    }
    assert _drawn(_with_choice(content, label), tmp_path) == (label, expected)
