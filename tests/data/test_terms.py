"""ことば: every term occurs, is found as a word, and no hard word of the questions is left out."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data import fields
from data.catalogue import load_catalogue
from data.catalogue_tables import CATALOGUES, CatalogueError
from data.terms import Term, build_terms, load_terms, terms_in

ROOT = Path(__file__).parents[2]
# Keys of the catalogues whose values nobody reads on the screen.
NOT_READ = frozenset(
    ["key", "id", "medium", "group", "mark", "edition", "matrix_column", "sheet_name"]
)
HARD = re.compile(r"[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{3,}[0-9]*")

# What a clerk says every day; any other word in katakana or letters needs its explanation.
_DAILY = """
    アドレス インターネット カタログ カタログデータ サイト サポート サービス システム
    スマートフォン ソフト チェック ディスク データ ネット ノウハウ ノートパソコン パソコン
    パート ファイル ホームページ ポイント メール リスト リンク ルール FAX
    インストール サイバー
"""
EVERYDAY = frozenset(_DAILY.split())


@cache
def ours() -> tuple[str, ...]:
    """All our texts: the catalogues without the terms, the fields, and what the code says."""
    return (*catalogue_texts(), *field_texts(), *code_texts())


def catalogue_texts(suffix: str = "*") -> Iterator[str]:
    for path in sorted(CATALOGUES.glob(f"{suffix}.toml")):
        if path.stem != "terms":
            yield from read_texts(tomllib.loads(path.read_text(encoding="utf-8")))


def read_texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from read_texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from read_texts(inner, key)
    elif isinstance(value, str) and key not in NOT_READ:
        yield value


def field_texts() -> Iterator[str]:
    for name, held in vars(fields).items():
        if name.endswith("_FIELDS"):
            yield from (text for field in held for text in (field.label, field.hint))
    yield from (theme.label for theme in fields.THEMES)


def code_texts() -> Iterator[str]:
    """What the code says to people: its texts without the docstrings."""
    for path in (*ROOT.glob("screens/*.py"), *ROOT.glob("tui/*.py"), *ROOT.glob("data/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        spoken = (node.value for node in constants if id(node) not in alone)
        yield from (value for value in spoken if isinstance(value, str))


def question_texts() -> Iterator[str]:
    """Titles, questions and labels of every step."""
    for name in ("self_check", "measures", "threats", "cloud", "importance"):
        yield from catalogue_texts(name)


def names(text: str) -> list[str]:
    return [term.term for term in terms_in([text])]


@pytest.mark.parametrize("term", load_terms(), ids=lambda term: term.term)
def test_every_term_and_every_other_form_of_it_occurs(term: Term) -> None:
    for form in term.forms:
        assert any(term in terms_in([text]) and form in text for text in ours()), form


@pytest.mark.parametrize("term", load_terms(), ids=lambda term: term.term)
def test_a_term_is_explained_shortly_and_aloud(term: Term) -> None:
    assert term.meaning.endswith("。")
    assert term.meaning.count("。") <= 2
    assert 8 <= len(term.meaning) <= 70
    # Kanji and letters say nothing to whoever cannot read them.
    assert bool(term.reading) is bool(re.search(r"[^ァ-ヴーぁ-ん]", term.term))
    assert not re.search("[一-龠A-Za-z]", term.reading)


def test_between_forty_and_a_hundred_terms() -> None:
    assert 40 <= len(load_terms()) <= 100


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OSもソフトも", ["OS"]),
        ("iOSとOSS、OS", ["OS"]),
        ("POSレジ", []),
        ("OSSを使う", []),
        ("クラウドファンディング", []),
        ("個人番号及び特定個人情報", ["特定個人情報"]),
        ("ログインの記録（ログ）", ["ログイン", "ログ"]),
        ("ブログやプログラム", []),
        ("可搬電子媒体と電子媒体", ["可搬電子媒体"]),
        ("特定個人情報", ["特定個人情報"]),
        ("個人情報、特定個人情報", ["個人情報", "特定個人情報"]),
        ("二段階認証と認証", ["二段階認証", "認証"]),
        ("レンタルサーバー", ["社外サーバー"]),
        ("社内サーバー", ["サーバー"]),
        ("ＰＷ制限", ["パスワード"]),
        ("", []),
        ("朝ごはん", []),
    ],
)
def test_the_longest_word_counts_and_no_part_of_another(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_terms_come_once_in_the_order_of_the_texts() -> None:
    found = terms_in(["ウイルスとOS", "OSの脆弱性"])
    assert [term.term for term in found] == ["ウイルス", "OS", "脆弱性"]


def test_every_form_in_any_text_is_found_or_part_of_a_longer_word() -> None:
    forms = {form: term for term in load_terms() for form in term.forms}
    for text in ours():
        found = terms_in([text])
        for form, term in forms.items():
            if form in text and term not in found:
                inside = [each for each in forms if form in each and each in text and each != form]
                assert inside or is_inside_a_word(form, text), (form, text)


def is_inside_a_word(form: str, text: str) -> bool:
    """Letters or katakana go on at every place of the form."""
    same = r"[A-Za-z0-9]" if form[0].isascii() else "[ァ-ヴー]"
    return not re.search(f"(?<!{same}){re.escape(form)}(?!{same})", text)


def test_no_hard_word_of_the_questions_is_without_explanation() -> None:
    unexplained: dict[str, str] = {}
    for text in question_texts():
        forms = [form for term in terms_in([text]) for form in term.forms]
        explained = [form for form in forms if form in text]
        unexplained |= {
            word: text
            for word in HARD.findall(text)
            if word not in EVERYDAY and not any(word in form for form in explained)
        }
    assert unexplained == {}


def test_the_everyday_words_are_all_in_use() -> None:
    words = {word for text in question_texts() for word in HARD.findall(text)}
    assert words >= EVERYDAY
    forms = {form for term in load_terms() for form in term.forms}
    assert not forms & EVERYDAY


def test_no_official_question_is_without_its_terms() -> None:
    """What the issue names: a clerk meets these words and must be able to ask for them."""
    questions = " ".join(item.question for item in load_catalogue().self_check_items)
    for term in ("OS", "ウイルス", "定義ファイル", "暗号化", "バックアップ", "クラウド"):
        assert term in questions
        assert names(term) == [term]


def row(**changes: Any) -> dict[str, Any]:
    return {"term": "OS", "meaning": "土台のソフトです。", "reading": "オーエス"} | changes


FAULTS: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "none": lambda: [],
    "no meaning": lambda: [{"term": "OS"}],
    "empty meaning": lambda: [row(meaning=" ")],
    "empty reading": lambda: [row(reading="")],
    "unknown key": lambda: [row(see="PC")],
    "twice": lambda: [row(), row()],
    "a form of another": lambda: [row(), row(term="土台", also=["OS"])],
    "empty form": lambda: [row(also=[""])],
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faulty_terms_are_refused(fault: Callable[[], list[dict[str, Any]]]) -> None:
    with pytest.raises(CatalogueError):
        build_terms({"terms": fault()})


def test_faultless_terms_are_taken() -> None:
    (term,) = build_terms({"terms": [row(also=["オーエス"])]})
    assert term.title == "OS（オーエス）"
    assert term.order == "おーえす"
    assert term.forms == ("OS", "オーエス")
