"""Questions line by line: answers, what moved, help, notes, marks, and finding one's way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.edits import note_at
from data.place import Place
from data.record import FollowUp
from data.terms import load_terms
from tests.tui.plain.talking import Conversation, new_file, record, sample_file

FIRST = Place("self_check", "1")


def answers(tmp_path: Path) -> dict[int, str | None]:
    return {no: item.answer for no, item in record(tmp_path).self_check.items.items()}


def test_a_question_is_words_and_numbers(tmp_path: Path) -> None:
    held = new_file(tmp_path)
    assert held.turns[-2] == [
        "自社診断、全部で25問。ここからは「1 基本的対策」です。",
        "問1 脆弱性対策。パソコンやスマートフォンなどは、"
        "OSもソフトもいつも最新版で使っていますか？",
        "1. 実施している",
        "2. 一部実施している",
        "3. 実施していない",
        "4. わからない",
        "答えは番号で。",
    ]


def test_the_answer_is_echoed_and_the_score_follows(tmp_path: Path) -> None:
    held = new_file(tmp_path, "2")
    assert held.turns[-2][:2] == [
        "答え：2. 一部実施している",
        "得点 2/100（回答 1/25）、2点増えました",
    ]


@pytest.mark.parametrize("line", ["2", "２", "2番", "2.", " 2 ", "②", "一部実施している"])
def test_ways_to_give_the_second_answer(tmp_path: Path, line: str) -> None:
    new_file(tmp_path, line)
    assert answers(tmp_path) == {1: "partly"}


def test_a_wrong_line_is_told_what_is_possible(tmp_path: Path) -> None:
    for line in ("5", "はい", "77"):
        (tmp_path / "firm.toml").unlink(missing_ok=True)
        held = new_file(tmp_path, line)
        assert held.turns[-2][0].startswith(f"「{line}」はここでは使えません。1から4の番号か")
        assert answers(tmp_path) == {}


def test_skipping_going_back_and_to_the_next_unanswered(tmp_path: Path) -> None:
    new_file(tmp_path, "", "次", "1", "b", "4", "戻る", "k", "2", "f", "3")
    assert answers(tmp_path) == {2: "partly", 3: "unknown", 4: "not_done"}


def test_taking_an_answer_back(tmp_path: Path) -> None:
    new_file(tmp_path, "1", "2", "b", "0", "もどる", "取り消す")
    assert answers(tmp_path) == {}


def test_undo_and_redo_return_to_the_question(tmp_path: Path) -> None:
    held = new_file(tmp_path, "1", "2", "u", "u", "y")
    assert answers(tmp_path) == {1: "done"}
    assert held.turns[-2][0] == "やり直しました：自社診断 1 の回答"
    assert held.turns[-2][-1] == "今の答えは 1. 実施している。"
    assert sum("全部で25問" in line for line in held.said) == 1


def test_undo_goes_on_after_a_restart(tmp_path: Path) -> None:
    new_file(tmp_path, "1", "2", "3")
    held = sample_file(tmp_path, "u", "u", "y")
    assert answers(tmp_path) == {1: "done", 2: "partly"}
    assert held.turns[-2][0] == "やり直しました：自社診断 2 の回答"


def test_what_an_input_method_makes_of_a_letter(tmp_path: Path) -> None:
    """u and n typed with the input method on."""
    new_file(tmp_path, "1", "ん", "社長に聞く", "。", "う")
    assert answers(tmp_path) == {1: "done"}
    assert note_at(record(tmp_path), Place("self_check", "2")) == ""


def test_the_same_in_a_field_and_before_a_row(tmp_path: Path) -> None:
    new_file(tmp_path, "f6", "あ", "人事", "う", "あ", "営業", ".", "え 1", "総務", ".")
    (asset,) = record(tmp_path).assets
    assert (asset.business, asset.name) == ("総務", "")


def test_help_tells_why_how_and_one_step_further(tmp_path: Path) -> None:
    said = new_file(tmp_path, "？").turns[-2]
    assert [line.partition("：")[0] for line in said[1:4]] == ["なぜ大切か", "確かめ方", "もう一歩"]
    assert len(said) >= 7


def test_the_list_of_commands(tmp_path: Path) -> None:
    said = new_file(tmp_path, "??").turns[-2]
    assert "n メモ：メモを書く" in said


def test_letters_that_the_full_screen_has_elsewhere_are_told(tmp_path: Path) -> None:
    said = new_file(tmp_path, "??").turns[-2]
    assert "s しるし（b）、b もどる（Esc）、u 元に戻す（Ctrl+Z）、m 目次（g）" in said


def meanings(*words: str) -> list[str]:
    return [f"{t.title}：{t.meaning}" for word in words for t in load_terms() if t.term == word]


@pytest.mark.parametrize("line", ["w", "ｗ", "ことば"])
def test_the_terms_of_the_question_are_explained(tmp_path: Path, line: str) -> None:
    said = new_file(tmp_path, line).turns[-2]
    assert set(meanings("OS", "脆弱性")) <= set(said)
    assert not set(meanings("無線LAN")) & set(said)
    assert said[-1] == "答えは番号で。"


@pytest.mark.parametrize("line", ["w パスワード", "ことば　パスワード", "ｗ　ﾊﾟｽﾜｰﾄﾞ"])
def test_a_term_by_name_comes_first(tmp_path: Path, line: str) -> None:
    assert new_file(tmp_path, line).turns[-2][:1] == meanings("パスワード")


def test_a_term_in_a_field_and_one_that_nobody_explains(tmp_path: Path) -> None:
    held = new_file(tmp_path, "会社", "w 暗号化", "みほん", "w なぞのことば", "w")
    assert held.turns[-5][:1] == meanings("暗号化")
    assert held.turns[-3][0].startswith("「なぞのことば」は見つかりません")
    assert held.turns[-2][0].startswith("ここに説明のいることばはありません")
    assert record(tmp_path).firm.name == "みほん"


def test_a_due_day_without_its_year_is_the_next_one(tmp_path: Path) -> None:
    held = new_file(tmp_path, "4", "t", "1", "2", "", "2026/13/45", "12月4日")
    assert "その日は暦にありません" in held.said
    assert record(tmp_path).follow_ups[FIRST].due == date(2026, 12, 4)


def test_a_note_of_several_lines_and_more_of_it_later(tmp_path: Path) -> None:
    new_file(tmp_path, "n", "社長が話している。", "", "次回見る", ".", "メモ", "1", "q", "．")
    assert note_at(record(tmp_path), FIRST) == "社長が話している。\n\n次回見る\nq"


def test_a_note_in_one_line_replaced_and_removed(tmp_path: Path) -> None:
    new_file(tmp_path, "n 社長に聞く", "メモ 次回")
    assert note_at(record(tmp_path), FIRST) == "社長に聞く\n次回"
    (tmp_path / "firm.toml").unlink()
    held = new_file(tmp_path, "n 社長に聞く", "n", "2", "部長に聞く", ".")
    assert note_at(record(tmp_path), FIRST) == "部長に聞く"
    assert held.prompt == "答えは番号で。メモがあります。"
    sample_file(tmp_path, ".", "", "l", "1", "n", "3")
    assert note_at(record(tmp_path), FIRST) == ""


def test_undo_takes_a_note_back_in_one(tmp_path: Path) -> None:
    new_file(tmp_path, "n", "一行目", "二行目", ".", "u")
    assert note_at(record(tmp_path), FIRST) == ""


def test_a_note_cut_off_is_kept(tmp_path: Path) -> None:
    new_file(tmp_path, "n", "一行目", "二行目")
    assert note_at(record(tmp_path), FIRST) == "一行目\n二行目"


def test_marks_and_the_list_of_what_is_to_be_found_out(tmp_path: Path) -> None:
    held = new_file(
        tmp_path, "4", "s", "t", "2", "3", "1", "2", "総務の佐藤さん", "令和８年１１月１日"
    )
    assert record(tmp_path).follow_ups == {
        FIRST: FollowUp(False, "総務の佐藤さん", date(2026, 11, 1)),
    }
    assert held.turns[-2][-3:] == [
        "確かめることは1件です。",
        "1. 自社診断 1 脆弱性対策、わからない、確かめる人 総務の佐藤さん、"
        "期限 2026-11-01（過ぎています）",
        "番号で開きます。b もどる。",
    ]
    held = Conversation(["", "t", "1", "1"], tmp_path / "firm.toml")
    assert held.prompt == "今の答えは 4. わからない。"


def test_finding_by_words_and_by_number(tmp_path: Path) -> None:
    sample_file(tmp_path, "", "/無線LAN　暗号化", "1", "n ここ", "/", "T07", "1", "n そこ")
    found = record(tmp_path)
    assert note_at(found, Place("self_check", "9")).endswith("ここ")
    assert note_at(found, Place("threats", "T07")).endswith("そこ")
    assert "見つかりません" in sample_file(tmp_path, "", "/そんなことばはない").turns[-2][0]


def test_the_list_of_parts_says_how_far_each_is(tmp_path: Path) -> None:
    held = new_file(tmp_path, "1", "4", "l", "ないまとまり", "組織としての対策")
    assert "1. 基本的対策、回答 2/5" in held.said
    assert held.turns[-3][0].startswith("1から3までの番号か")
    assert held.turns[-2][1].startswith("問19 ")


def test_another_step_by_key_name_and_menu(tmp_path: Path) -> None:
    for line, step in (("f8", "対策"), ("ｆ７", "脅威"), ("自社診断", "自社診断")):
        held = sample_file(tmp_path, line)
        assert held.turns[-2][0].startswith(f"{step}、全部で")
    held = sample_file(tmp_path, "m", "5")
    assert held.turns[-2][0].startswith("対策、全部で")


def test_what_an_answer_moves_is_said_in_words(tmp_path: Path) -> None:
    """Measure 1 done instead of partly: the rate of its category, and no more than moved."""
    held = sample_file(tmp_path, "f8", "l", "1", "4")
    moved = [line for turn in held.turns[-2:] for line in turn if "なりました" in line]
    assert moved
    assert all("増えて" in m or "減って" in m for m in moved if m.startswith("リスク"))
    quiet = sample_file(tmp_path, "f8", "l", "1", "4")
    assert not [line for line in quiet.said if "になりました" in line]


def test_at_the_end_of_a_step_the_open_questions_are_counted(tmp_path: Path) -> None:
    held = new_file(tmp_path, "l", "3", *["1"] * 7)
    assert held.turns[-2][2:] == [
        "自社診断はここまでです。",
        "未回答が18問あります。f で移れます。",
        "空の行で情報資産へ進みます。b で最後の質問へ。",
    ]
