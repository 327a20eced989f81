"""What a call says is harmless, whatever a file holds and however it is called."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from data.result import compute_result, result_payload
from data.writing import write_engagement
from tests.cli.conftest import Call
from tests.hostile_text import HOSTILE, STEERS, hostile_engagement, texts_of

FIRM = "firm.toml"
# A file name may hold everything but the slash, and no NUL.
NAMES = {
    kind: text.replace("/", "／").replace("\x00", "")[:60] + ".toml"
    for kind, text in HOSTILE.items()
}
BROKEN = 'format = 1\n[firm]\n"{0}" = 1\nname = 2\n[threats."{0}"]\n[[assets]]\nid = 3\n'


def harmless(*said: str) -> bool:
    """Only the line ends are ours."""
    return not STEERS.intersection("".join(said).replace("\n", ""))


@pytest.fixture
def hostile(here: Path) -> Path:
    (here / FIRM).write_bytes(write_engagement(hostile_engagement()))
    return here


def test_results_are_harmless(call: Call, hostile: Path) -> None:
    answer = call("result", FIRM)
    assert (answer.status, answer.err) == (0, "")
    assert harmless(answer.out)
    assert "逆\\u202efdp.exe" in answer.out


def test_json_holds_every_text_exactly_and_harmlessly(call: Call, hostile: Path) -> None:
    answer = call("result", "--json", FIRM)
    assert (answer.status, answer.err) == (0, "")
    assert harmless(answer.out)
    payload = json.loads(answer.out)
    record = hostile_engagement()
    assert [row["id"] for row in payload["assets"]] == [row.id for row in record.assets]
    assert [row["id"] for row in payload["cloud"]] == [row.id for row in record.cloud_services]
    expected = json.loads(json.dumps(result_payload(compute_result(record))))
    assert {key: payload[key] for key in expected} == expected
    assert STEERS.intersection("".join(texts_of(payload)))


def test_check_and_export_are_harmless(call: Call, hostile: Path) -> None:
    assert call("check", FIRM).status == 0
    answer = call("export", FIRM, "-o", "帳票 一式")
    assert answer.status == 0
    assert harmless(answer.out, answer.err)
    assert "見える記号に替えて書き出しました" in answer.err
    assert all(Path(line).is_file() for line in answer.out.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
@pytest.mark.parametrize("kind", NAMES)
def test_messages_about_any_file_name_are_harmless(call: Call, here: Path, kind: str) -> None:
    name = f"./{NAMES[kind]}"
    calls = [(command, name) for command in ("check", "result", "export", "import", "verify")]
    others = (name,), ("--plain", name, name), (name[2:], "x"), ("export", "x", name)
    for words in (*calls, *others):
        missing = call(*words)
        assert missing.status in (1, 2)
        assert missing.err
        assert harmless(missing.err, missing.out), words
    Path(name).write_text(BROKEN.format("\\u001b[31m\\u202e"), encoding="utf-8")
    for words in calls:
        broken = call(*words)
        assert broken.status == 1
        assert harmless(broken.err, broken.out), words
    Path(name).write_bytes(b"format = 1\n")
    checked = call("check", name)
    assert checked.status == 0
    assert harmless(checked.out)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_file_name_that_is_no_text(call: Call, here: Path) -> None:
    name = os.fsdecode(b"./\xff\x1b[31m.toml")
    Path(name).write_bytes(b"format = 1\n")
    for words in (("check", name), ("result", name), ("export", name, "-o", name + "x")):
        answer = call(*words)
        assert answer.status == 0, answer.err


def test_a_fault_of_our_own_is_told_harmlessly(
    call: Call, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(HOSTILE["title"])

    monkeypatch.setenv("KIKITORI_DEBUG", "1")
    monkeypatch.setattr("data.result.compute_result", fail)
    answer = call("result", FIRM)
    assert answer.status == 1
    assert "RuntimeError: 題\\x1b]0;pwned" in answer.err
    assert harmless(answer.err)
