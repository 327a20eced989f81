"""Why the system refused, in Japanese whatever it said."""

from __future__ import annotations

import errno
import os

import pytest

from data.problems import reason_of
from tests.data.japanese import is_japanese


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_is_english(number: int) -> None:
    assert is_japanese(reason_of(OSError(number, "Some english words")))


@pytest.mark.parametrize(
    "name",
    ["ENOENT", "EIO", "EBUSY", "ENAMETOOLONG", "EINVAL", "ENOTDIR", "EISDIR", "ELOOP", "ENOSPC"],
)
def test_the_usual_ones_have_words_of_their_own(name: str) -> None:
    number = getattr(errno, name)
    assert "システムの誤り" not in reason_of(OSError(number, os.strerror(number)))


def test_others_keep_the_number_to_ask_about() -> None:
    assert reason_of(OSError(121, "Remote I/O error")) == "システムの誤り 121"


def test_what_this_program_says_is_kept() -> None:
    assert reason_of(OSError(errno.EEXIST, "同じ名前の聞き取りです")) == "同じ名前の聞き取りです"
