"""ことば: technical terms of the texts, each explained in a sentence or two.

Loaded when the first of them is asked for, so that neither the start nor the command
line pays for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from data.catalogue_tables import CatalogueError, Table, entries_of, read_table
from data.text import fold

# To the hiragana of the same sound, for the order of a Japanese index.
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


class Term(NamedTuple):
    """`also` are other ways the same is written; `reading` is empty for a term in katakana."""

    term: str
    meaning: str
    reading: str = ""
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way it is written."""
        return (self.term, *self.also)

    @property
    def title(self) -> str:
        return f"{self.term}（{self.reading}）" if self.reading else self.term

    @property
    def order(self) -> str:
        """What an index sorts it by."""
        return (self.reading or self.term).translate(_TO_HIRAGANA)


def build_terms(source: Table) -> tuple[Term, ...]:
    """The terms of a parsed table; `CatalogueError` when a form stands for two of them."""
    terms = entries_of(Term, source.get("terms"), "terms.terms")
    forms = [form for term in terms for form in term.forms]
    if doubled := [form for form in forms if forms.count(form) > 1]:
        raise CatalogueError(f"terms.terms: {doubled[0]} stands twice")
    return terms


@cache
def load_terms() -> tuple[Term, ...]:
    """The bundled terms, parsed once per process."""
    return build_terms(read_table("terms"))


def is_meant(term: Term, words: Sequence[str]) -> bool:
    """Whether every folded word occurs in the term, another form of it, or its explanation."""
    searched = fold(" ".join((*term.forms, term.reading, term.order, term.meaning)))
    return all(word in searched for word in words)


def terms_meant(terms: Iterable[Term], words: Sequence[str]) -> list[Term]:
    """Those that `is_meant`, the ones called so before those that only tell of it."""
    found = [term for term in terms if is_meant(term, words)]
    name = " ".join(words)
    return sorted(found, key=lambda term: name not in map(fold, (*term.forms, term.reading)))


@cache
def _by_form() -> dict[str, Term]:
    return {form: term for term in load_terms() for form in term.forms}


@cache
def _by_first_char() -> dict[str, list[str]]:
    """The forms that begin with a character, the longest first."""
    found: dict[str, list[str]] = {}
    for form in sorted(_by_form(), key=lambda form: -len(form)):
        found.setdefault(form[0], []).append(form)
    return found


def terms_in(texts: Iterable[str]) -> tuple[Term, ...]:
    """The terms that occur in the texts, each once, in the order of their first place.

    At each place the longest form counts.
    """
    return _terms_in(tuple(texts))


@lru_cache(maxsize=256)
def _terms_in(texts: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(_by_form()[form] for text in texts for form in _forms_in(text)))


def _forms_in(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        form = _form_at(text, at)
        if form:
            yield form
        at += len(form) or 1


def _form_at(text: str, at: int) -> str:
    """The longest form that stands here as a word of its own; empty when none does."""
    for form in _by_first_char().get(text[at], ()):
        end = at + len(form)
        if text.startswith(form, at) and not _goes_on(text, at) and not _goes_on(text, end):
            return form
    return ""


def _goes_on(text: str, at: int) -> bool:
    """Whether a word in letters or in katakana runs across this place: ログ in ログイン."""
    if not 0 < at < len(text):
        return False
    return _script(text[at - 1]) == _script(text[at]) != ""


def _script(char: str) -> str:
    if "ァ" <= char <= "ヴ" or char == "ー":
        return "katakana"
    return "letters" if unicodedata.normalize("NFKC", char).isascii() and char.isalnum() else ""
