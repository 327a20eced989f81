"""A file at fault is refused with where and why, in Japanese, and is left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from data.problems import EngagementFileError, Problem
from data.reading import read_engagement
from data.session import Session
from tests.data.japanese import is_japanese


def problems(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(EngagementFileError) as refusal:
        read_engagement(content)
    assert refusal.value.problems
    assert all(is_japanese(problem.message) for problem in refusal.value.problems)
    return refusal.value.problems


# Each fault: the text below "format = 1", the key path, the line.
FAULTS: dict[str, tuple[str, str, int]] = {
    "number for text": ("[firm]\nname = 3", "firm.name", 3),
    "true for text": ("[firm]\nindustry = true", "firm.industry", 3),
    "text for count": ('[firm]\n\n# 人\nemployees = "25"', "firm.employees", 5),
    "true for count": ("[firm]\nemployees = true", "firm.employees", 3),
    "fraction for count": ("[firm]\nemployees = 25.0", "firm.employees", 3),
    "count below zero": ("[firm]\nemployees = -1", "firm.employees", 3),
    "count beyond measure": (f"[firm]\nemployees = 0x{'f' * 4000}", "firm.employees", 3),
    "text for date": ('[engagement]\nstarted = "2026-11-20"', "engagement.started", 3),
    "datetime for date": ("[engagement]\nstarted = 2026-11-20T10:00:00", "engagement.started", 3),
    "time for date": ("[engagement]\nstarted = 10:00:00", "engagement.started", 3),
    "unknown theme": ('[engagement]\ntheme = "RISK"', "engagement.theme", 3),
    "array for choice": ('[engagement]\ntheme = ["risk"]', "engagement.theme", 3),
    "empty choice": ('[engagement]\ntheme = ""', "engagement.theme", 3),
    "number for edition": ("[self_check]\nedition = 3.1", "self_check.edition", 3),
    "unknown item": ("[self_check.items.26]\nanswer = 'done'", "self_check.items.26", 2),
    "item 0": ("[self_check.items.0]", "self_check.items.0", 2),
    "item with a leading zero": ("[self_check.items.01]", "self_check.items.01", 2),
    "unknown answer": ("[self_check.items.3]\nanswer = 'yes'", "self_check.items.3.answer", 3),
    "number for answer": ("[self_check.items.3]\nanswer = 4", "self_check.items.3.answer", 3),
    "number for note": ("[self_check.items.3]\nnote = 4", "self_check.items.3.note", 3),
    "items as array": ("[self_check]\nitems = []", "self_check.items", 3),
    "item as value": ("[self_check]\nitems.4 = 'done'", "self_check.items.4", 3),
    "dotted item": ("self_check.items.26.answer = 'done'", "self_check.items.26", 2),
    "unknown threat": ("[threats.T99]\nfrequency = 1", "threats.T99", 2),
    "threat in small letters": ("[threats.t01]\nfrequency = 1", "threats.t01", 2),
    "frequency 0": ("[threats.T02]\nfrequency = 0", "threats.T02.frequency", 3),
    "frequency 4": ("[threats.T02]\nnote = 'x'\nfrequency = 4", "threats.T02.frequency", 4),
    "frequency as text": ("[threats.T02]\nfrequency = '1'", "threats.T02.frequency", 3),
    "frequency true": ("[threats.T02]\nfrequency = true", "threats.T02.frequency", 3),
    "frequency as fraction": ("[threats.T02]\nfrequency = 1.0", "threats.T02.frequency", 3),
    "threats as value": ("threats = 3", "threats", 2),
    "threats as array": ("[[threats]]\nid = 'T01'", "threats", 2),
    "threat as value": ("[threats]\nT01 = 3", "threats.T01", 3),
    "threats inline": ("\nthreats = { T01 = { frequency = 7 } }", "threats.T01.frequency", 3),
    "unknown measure": ("[measures.56]\nstatus = 1", "measures.56", 2),
    "status 5": ("[measures.1]\nstatus = 1\n[measures.2]\nstatus = 5", "measures.2.status", 5),
    "status as text": ("[measures.2]\nstatus = '1'", "measures.2.status", 3),
    "status as array": ("[measures.2]\nstatus = [1]", "measures.2.status", 3),
    "assets as table": ("assets = {}", "assets", 2),
    "assets as one table": ("[assets]\nid = 'A001'", "assets", 2),
    "assets as array of values": ("assets = ['A001']", "assets", 2),
    "no id": ("[[assets]]\nid = 'A1'\n[[assets]]\nname = 'x'", "assets[2].id", 4),
    "empty id": ("[[assets]]\nid = ''", "assets[1].id", 3),
    "number for id": ("[[assets]]\nname = 'x'\nid = 1", "assets[1].id", 4),
    "id twice": ("[[assets]]\nid = 'A1'\n[[assets]]\nid = 'A1'", "assets[2].id", 5),
    "unknown medium": ("[[assets]]\nid = 'A1'\nmedium = 'tablet'", "assets[1].medium", 4),
    "number for flag": ("[[assets]]\nid = 'A1'\npersonal = 1", "assets[1].personal", 4),
    "text for flag": ("[[assets]]\nid = 'A1'\nmy_number = '有'", "assets[1].my_number", 4),
    "level 0": ("[[assets]]\nid = 'A1'\nintegrity = 0", "assets[1].integrity", 4),
    "level 4": ("[[assets]]\nid = 'A1'\navailability = 4", "assets[1].availability", 4),
    "level true": ("[[assets]]\nid = 'A1'\nconfidentiality = true", "assets[1].confidentiality", 4),
    "assets inline": ("assets = [\n  { id = 'A1', integrity = 9 },\n]", "assets[1].integrity", 2),
    "service without id": ("[[cloud_services]]\nname = 'x'", "cloud_services[1].id", 2),
    "unknown state": (
        "[[cloud_services]]\nid = 'S1'\nstatus = 'used'",
        "cloud_services[1].status",
        4,
    ),
    "unknown check": (
        "[[cloud_services]]\nid = 'S1'\n[cloud_services.checks]\nspeed = 1",
        "cloud_services[1].checks.speed",
        5,
    ),
    "four points": (
        "[[cloud_services]]\nid = 'S1'\n[[cloud_services]]\nid = 'S2'\n\n"
        "[cloud_services.checks]\nlaw = 1\npurpose = 4",
        "cloud_services[2].checks.purpose",
        9,
    ),
    "points true": (
        "[[cloud_services]]\nid = 'S1'\nchecks = { law = true }",
        "cloud_services[1].checks.law",
        4,
    ),
    "checks as array": (
        "[[cloud_services]]\nid = 'S1'\nchecks = [1]",
        "cloud_services[1].checks",
        4,
    ),
    "unknown note": (
        "[[cloud_services]]\nid = 'S1'\nnotes.speed = 'x'",
        "cloud_services[1].notes.speed",
        4,
    ),
    "number for cloud note": (
        "[[cloud_services]]\nid = 'S1'\nnotes.law = 1",
        "cloud_services[1].notes.law",
        4,
    ),
    "firm as value": ("firm = 'x'", "firm", 2),
    "firm as array": ("[[firm]]\nname = 'x'", "firm", 2),
    "follow-ups as table": ("[follow_ups]\nkey = '1'", "follow_ups", 2),
    "follow-up of no step": ("[[follow_ups]]\nstep = 'firm'\nkey = 'name'", "follow_ups[1].key", 4),
    "follow-up of no item": (
        "[[follow_ups]]\nstep = 'self_check'\nkey = '1'\n"
        "[[follow_ups]]\nstep = 'self_check'\nkey = '26'",
        "follow_ups[2].key",
        7,
    ),
    "follow-up of no row": (
        "[[follow_ups]]\nstep = 'assets'\nkey = 'A001'",
        "follow_ups[1].key",
        4,
    ),
    "follow-up of no service": (
        "[[follow_ups]]\nstep = 'cloud'\nkey = 'S1'\nitem = 'law'",
        "follow_ups[1].key",
        4,
    ),
    "follow-up of no check": (
        "[[follow_ups]]\nstep = 'cloud'\nkey = 'S1'\nitem = 'speed'\n[[cloud_services]]\nid = 'S1'",
        "follow_ups[1].key",
        4,
    ),
    "follow-up at a number": ("[[follow_ups]]\nstep = 'measures'\nkey = 1", "follow_ups[1].key", 4),
    "follow-up of an array": (
        "[[follow_ups]]\nstep = 'measures'\nkey = '1'\nitem = []",
        "follow_ups[1].key",
        4,
    ),
    "follow-up twice": (
        "[[follow_ups]]\nstep = 'threats'\nkey = 'T01'\nmarked = true\n"
        "[[follow_ups]]\nstep = 'threats'\nkey = 'T01'",
        "follow_ups[2].key",
        8,
    ),
    "text for a mark": (
        "[[follow_ups]]\nstep = 'threats'\nkey = 'T01'\nmarked = 'x'",
        "follow_ups[1].marked",
        5,
    ),
    "text for a day": (
        "[[follow_ups]]\nstep = 'threats'\nkey = 'T01'\ndue = '2026-12-04'",
        "follow_ups[1].due",
        5,
    ),
    "unknown number beyond measure": (f"\n[firm]\nx = 0x{'f' * 4000}", "firm.x", 4),
    "unknown nesting beyond measure": (f"x = {'[' * 250}{']' * 250}", "x", 2),
    "unknown path beyond measure": ("a" + ".a" * 3000 + " = 1", "a", 2),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("below", "key_path", "line"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_its_place(below: str, key_path: str, line: int, ends: str) -> None:
    content = f"format = 1\n{below}\n".replace("\n", ends).encode()
    assert [(p.key_path, p.line) for p in problems(content)] == [(key_path, line)]


FORMATS = {
    "missing": ("", None),
    "missing but for other keys": ("[firm]\nname = 'x'\n", None),
    "zero": ("format = 0", 1),
    "below zero": ("# 聞き取り\nformat = -1", 2),
    "true": ("format = true", 1),
    "text": ('format = "1"', 1),
    "fraction": ("format = 1.0", 1),
    "table": ("[format]", 1),
    "beyond measure": (f"format = 0x{'f' * 4000}", 1),
}


@pytest.mark.parametrize(("text", "line"), FORMATS.values(), ids=FORMATS)
def test_wrong_format_is_refused(text: str, line: int | None) -> None:
    (problem,) = problems(text.encode() or b"# \n")
    assert (problem.key_path, problem.line) == ("format", line)
    assert "format = 1" in problem.message


def test_newer_format_asks_for_a_newer_program() -> None:
    """Whatever else it holds: this version cannot judge it."""
    (problem,) = problems(b"format = 2\nthreats = 3\n")
    assert problem.key_path == "format"
    assert "形式2を読める新しいkikitori" in problem.message


UNREADABLE = {
    "empty": (b"", "空"),
    "blank": (b" \r\n\t\n", "空"),
    "binary": (b"PK\x03\x04\x00\x00\x00\x08", "テキストではない"),
    "UTF-16 with a mark": ("format = 1".encode("utf-16"), "UTF-16"),
    "UTF-16 big-endian": (b"\xfe\xff" + "format = 1".encode("utf-16-be"), "UTF-16"),
    "UTF-16 without a mark": ("format = 1".encode("utf-16-le"), "テキストではない"),
    "CP932": ('format = 1\n[firm]\nname = "株式会社"'.encode("cp932"), "UTF-8"),
    "EUC-JP": ('format = 1\n[firm]\nname = "株式会社"'.encode("euc-jp"), "UTF-8"),
}


@pytest.mark.parametrize(("content", "word"), UNREADABLE.values(), ids=UNREADABLE)
def test_content_that_is_no_text_of_ours_is_refused(content: bytes, word: str) -> None:
    (problem,) = problems(content)
    assert word in problem.message


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp"])
def test_wrong_encoding_is_named_with_its_place(encoding: str) -> None:
    text = 'format = 1\r\n# ascii\r\n[firm]\r\nname = "株式会社"\r\n'
    (problem,) = problems(text.encode(encoding))
    assert (problem.key_path, problem.line) == ("firm.name", 4)


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "BOM"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_mark_at_the_start_and_line_ends_of_windows_open_without_a_word(
    mark: str, ends: str
) -> None:
    text = f'{mark}format = 1\n[firm]\nname = \'x\'\nindustry = """\na\nb"""\n'
    firm = read_engagement(text.replace("\n", ends).encode()).firm
    assert (firm.name, firm.industry) == ("x", "a\nb")


# Each fault: the text below "format = 1", the line, the key path.
SYNTAX: dict[str, tuple[str, int, str]] = {
    "no value": ("[firm]\nname =\n", 3, "firm.name"),
    "bare text": ("\n[firm]\nname = 株式会社\n", 4, "firm.name"),
    "no end of text": ('[firm]\nname = "x\nindustry = 1\n', 3, "firm.name"),
    "no equals": ("[[assets]]\n[[assets]]\nid = 'x'\nname 'x'\n", 5, "assets[2].id"),
    "key twice": ("[firm]\nname = 'x'\nname = 'y'\n", 4, "firm.name"),
    "table twice": ("[firm]\nname = 'x'\n[firm]\n", 4, "firm"),
    "header without end": ("[firm]\nname = 'x'\n[measures.1\nstatus = 1\n", 4, ""),
    "impossible day": ("[engagement]\nstarted = 2026-02-30\n", 3, "engagement.started"),
    "full-width equals": ("[firm]\nname ＝ 'x'\n", 3, "firm"),
    "full-width space": ("[firm]\n　name = 'x'\n", 3, "firm.name"),
    "half a character": ('[firm]\nname = "\\ud800"\n', 3, "firm.name"),
    "cut off in a key": ("[threats.T01]\nfreq", 3, "threats.T01"),
    "cut off in a text": ('[threats.T01]\nnote = "合鍵の', 3, "threats.T01.note"),
    "cut off in a long text": (
        '[threats.T01]\nfrequency = 1\nnote = """\n合鍵の\n数',
        4,
        "threats.T01.note",
    ),
    "long text without end": (
        '[threats.T01]\nnote = """\n合鍵の\n[threats.T02]\nnote = "x"\n',
        3,
        "threats.T01.note",
    ),
    "two versions": (
        "[firm]\n<<<<<<< HEAD\nname = 'x'\n=======\nname = 'y'\n>>>>>>> other\n",
        3,
        "firm",
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("below", "line", "key_path"), SYNTAX.values(), ids=SYNTAX)
def test_syntax_error_is_named_with_its_place(
    below: str, line: int, key_path: str, ends: str
) -> None:
    (problem,) = problems(f"format = 1\n{below}".replace("\n", ends).encode())
    assert (problem.line, problem.key_path) == (line, key_path)


def test_two_versions_in_one_file_are_called_so() -> None:
    content = b"<<<<<<< HEAD\nformat = 1\n=======\nformat = 1\n>>>>>>> other\n"
    assert "2つの版" in problems(content)[0].message
    in_a_note = b"format = 1\n[firm]\nname = '''\n<<<<<<< x\n'''\nindustry\n"
    assert problems(in_a_note)[0].line == 6


def test_all_faults_are_listed_at_once() -> None:
    text = "format = 1\n[firm]\nname = 1\n[threats.T99]\n[measures.3]\nstatus = 9\n"
    found = problems(text.encode())
    assert [(p.key_path, p.line) for p in found] == [
        ("firm.name", 3),
        ("threats.T99", 4),
        ("measures.3.status", 6),
    ]
    error = EngagementFileError(Path("a.toml"), found)
    assert str(error).startswith("a.toml：3行目 firm.name：")
    assert "ほかに2か所" in str(error)


def test_thousands_of_faults_are_listed_in_good_time() -> None:
    rows = "".join(f"[[assets]]\nid = 'A{no}'\nmedium = 'x'\n" for no in range(3000))
    found = problems(f"format = 1\n{rows}".encode())
    assert [problem.line for problem in found] == [4 + 3 * no for no in range(3000)]


LOOKS_LIKE_KEYS = {
    "note of several lines": 'name = """\n[threats.T01]\nfrequency = 9\nindustry = 1"""',
    "literal of several lines": "name = '''\n[threats.T01]\nfrequency = 9\nindustry = 1'''",
    "quotes at the end": 'name = """\n[threats.T01]\n\nindustry = "1" """',
    "escaped quotes": 'name = """\n[threats.T01] \\"""\n\nindustry = 1"""',
    "quotes in a comment": 'name = "x" # """\n\n# industry = 1\n',
    "line ends that are none of TOML": 'name = "a\u2028b\u2029c\x85d"\n\n\n',
}


@pytest.mark.parametrize("name", LOOKS_LIKE_KEYS.values(), ids=LOOKS_LIKE_KEYS)
def test_line_is_right_whatever_the_texts_hold(name: str) -> None:
    text = f"format = 1\n[firm]\n{name}\nindustry = 3\n\n[threats.T01]\nfrequency = 9\n"
    assert [(p.key_path, p.line) for p in problems(text.encode())] == [
        ("firm.industry", 7),
        ("threats.T01.frequency", 10),
    ]


def test_line_of_quoted_keys_is_found() -> None:
    text = 'format = 1\n["threats" . \'T01\']\n"frequency" = 9\n[measures."5.5"]\n'
    assert [problem.line for problem in problems(text.encode())] == [3, 4]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"format = 2", b"format = 1\nthreats = 3", "[会社]".encode("cp932"), b"x ="],
)
def test_refused_file_stays_byte_for_byte_and_can_be_opened_once_mended(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "聞き取り.toml"
    path.write_bytes(content)
    for opening in (load_engagement, Session.open):
        with pytest.raises(EngagementFileError) as refusal:
            opening(path)
        assert refusal.value.path == path
        assert str(path) in str(refusal.value)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
    path.write_bytes(b"format = 1\n")
    assert Session.open(path).close()


def test_missing_file_and_folder_are_refused_in_japanese(tmp_path: Path) -> None:
    for path in (tmp_path / "ない.toml", tmp_path, tmp_path / "a\0b.toml"):
        with pytest.raises(EngagementFileError) as refusal:
            load_engagement(path)
        assert is_japanese(refusal.value.problems[0].message)
