"""Every key of the interview, declared once: bindings, footer, help and palette read it here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content

from tui.paint import clickable, line

_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    `keys` are Textual key names separated by commas; `shown` is how people read
    them. `short` stands in the footer (empty: not there), `alias` is what one
    types in the palette without switching the input method on.
    """

    name: str
    keys: str
    shown: str
    title: str
    alias: str
    short: str = ""

    @property
    def all_shown(self) -> str:
        """For the help: the single characters that do the same stand behind the key."""
        extra = [key for key in self.keys.split(",") if len(key) == 1 and key not in self.shown]
        return " ".join([self.shown, *extra])

    @property
    def binding(self) -> Binding:
        return Binding(with_full_width(self.keys), self.name, self.title, show=False)


def with_full_width(keys: str) -> str:
    """The keys and, for every single character, its full-width form: `1` also as `１`."""
    names = keys.split(",")
    wide = [key.translate(_TO_FULL_WIDTH) for key in names if len(key) == 1]
    return ",".join(names + wide + ["ideographic_space"] * ("space" in names))


SAVE_PLACE = Action("choose_save_place", "", "", "保存先を選ぶ", "save place hozon")
START_WRITING = Action("start_writing", "", "", "書き込めるようにする", "write lock kakikomu")

GLOBAL_ACTIONS = (
    Action("help", "f1,?", "F1", "ヘルプ", "help", "ヘルプ"),
    Action("note", "f2,n", "F2", "メモを書く", "note memo", "メモ"),
    Action("find", "f3,/", "F3", "検索", "find search kensaku", "検索"),
    Action("next_unanswered", "f4", "F4", "次の未回答へ", "next mikaitou", "未回答へ"),
    Action("map", "g", "g", "目次（どこへでも移る）", "map go mokuji", "目次"),
    Action("return", "backspace", "BS", "さっきの場所へ戻る", "return sakki"),
    Action("undo", "ctrl+z", "^Z", "元に戻す", "undo modosu", "戻す"),
    Action("redo", "ctrl+y", "^Y", "やり直す", "redo yarinaosu"),
    Action("restore", "", "", "前の状態に戻す", "restore history mae"),
    Action("toggle_panel", "p", "p", "途中結果を見る・隠す", "panel kekka", "途中結果"),
    Action("terms", "w", "w", "ことばの説明", "words terms kotoba", "ことば"),
    Action("mark", "b", "b", "しるしを付ける・外す", "mark shirushi"),
    Action("plan", "y", "y", "計画（対策・リスク対応・やること）", "plan keikaku", "計画"),
    Action("follow_ups", "t", "t", "確かめることの一覧", "follow todo tashikameru", "確かめる"),
    Action("visits", "h", "h", "訪問の進め方・お願い・宿題", "visits houmon shukudai agenda"),
    Action("clock", "", "", "進め方の時計を出す・消す", "clock tokei"),
    SAVE_PLACE,
    START_WRITING,
    Action("commands", "ctrl+p", "^P", "操作の一覧", "commands palette", "操作"),
    Action("back", "escape", "Esc", "戻る", "back modoru"),
)

# What changes the record, or begins to.
EDITING = frozenset(
    [
        *("choose", "take_back", "note", "mark", "import_books", "add", "edit", "copy"),
        *("copy_on_paper", "usual_assets", "edit_selected", "delete", "priority"),
    ]
)

STEP_ACTIONS = (
    Action("go('firm')", "i", "i", "会社の情報", "firm kaisha"),
    Action("go('self_check')", "f5", "F5", "自社診断", "self check shindan"),
    Action("go('assets')", "f6", "F6", "情報資産", "assets shisan"),
    Action("go('threats')", "f7", "F7", "脅威", "threats kyoui"),
    Action("go('measures')", "f8", "F8", "対策", "measures taisaku"),
    Action("go('cloud')", "f9", "F9", "クラウド", "cloud kuraudo"),
    Action("go('results')", "f10", "F10", "結果", "results kekka"),
)

EXPORTING = "Excelや報告書に書き出す"
APP_ACTIONS = (
    Action("export", "x", "x", EXPORTING, "export excel report kakidashi houkokusho"),
    Action("import_books", "m", "m", "Excelから取り込む", "import excel torikomi"),
    Action("theme('kikitori-dark')", "", "", "画面を暗い色に", "theme dark kurai"),
    Action("theme('kikitori-light')", "", "", "画面を明るい色に", "theme light akarui"),
    Action(
        "theme('terminal-dark')",
        "",
        "",
        "端末の色を使う（暗い背景）",
        "theme ansi terminal tanmatsu",
    ),
    Action(
        "theme('terminal-light')",
        "",
        "",
        "端末の色を使う（明るい背景）",
        "theme ansi terminal light tanmatsu",
    ),
    Action("theme('monochrome')", "", "", "色を使わない", "theme monochrome shirokuro"),
    Action("look('ascii')", "", "", "罫線や記号をASCIIにする", "look ascii keisen"),
    Action("look('lines')", "", "", "罫線や記号を線にもどす", "look lines keisen"),
    Action("leave", "ctrl+q", "^Q", "終わる", "quit exit owaru"),
)

# Of the open engagement, by the palette alone.
SEAL_ACTIONS = (
    Action("seal('seal')", "", "", "暗号化する", "seal encrypt angou"),
    Action("seal('unseal')", "", "", "暗号化をやめる", "unseal decrypt angou yameru"),
    Action("seal('change_passphrase')", "", "", "パスフレーズを変える", "passphrase kaeru"),
)

QUESTION_ACTIONS = (
    Action("move(-1)", "up,k", "↑ k", "前の質問", "previous mae"),
    Action("move(1)", "down,j,ctrl+n", "↓ j ^N", "次の質問", "next tsugi"),
    Action("move_group(-1)", "pageup", "PgUp", "前のまとまり", "previous group matomari"),
    Action("move_group(1)", "pagedown", "PgDn", "次のまとまり", "next group matomari"),
    Action("move_to_end(-1)", "home", "Home", "最初の質問", "first saisho"),
    Action("move_to_end(1)", "end", "End", "最後の質問", "last saigo"),
    Action("choose(1)", "1", "1", "1番目を選ぶ", "choose erabu 1"),
    Action("choose(2)", "2", "2", "2番目を選ぶ", "choose erabu 2"),
    Action("choose(3)", "3", "3", "3番目を選ぶ", "choose erabu 3"),
    Action("choose(4)", "4", "4", "4番目を選ぶ", "choose erabu 4"),
    Action("take_back", "0,delete", "0", "回答を取り消す", "take back torikesu"),
    Action("open", "enter", "Enter", "選んである答えで次へ", "open keep next tsugi"),
    Action("read_on", "space", "Space", "説明や途中結果の続きを読む", "read on tsuzuki"),
    Action("toggle_prompts", "v", "v", "もう一歩の問いを見る・隠す", "prompts toi"),
    Action("priority", "z", "z", "緊急度・重要度・難易度を付ける", "priority yuusen"),
)

MEASURE_ACTIONS = (Action("trial", "s", "s", "試算（計画を試す）", "trial what if shisan", "試算"),)

LIST_ACTIONS = (
    Action("move(-1)", "up,k", "↑ k", "前の行", "previous mae"),
    Action("move(1)", "down,j,ctrl+n", "↓ j ^N", "次の行", "next tsugi"),
    Action("move_page(-1)", "pageup", "PgUp", "前のページ", "previous page"),
    Action("move_page(1)", "pagedown", "PgDn", "次のページ", "next page"),
    Action("move_to_end(-1)", "home", "Home", "最初の行", "first saisho"),
    Action("move_to_end(1)", "end", "End", "最後の行", "last saigo"),
    Action("open", "enter", "Enter", "開く", "open hiraku", "開く"),
    Action("add", "a", "a", "追加", "add tsuika", "追加"),
    Action("usual_assets", "u", "u", "よくある情報資産から選ぶ", "usual yoku", "よくあるもの"),
    Action("select", "space", "Space", "行を選ぶ・外す", "select erabu", "選ぶ"),
    Action("filter", "f", "f", "絞り込み", "filter shiborikomi", "絞り込み"),
    Action("copy", "c", "c", "複製", "copy fukusei", "複製"),
    Action("copy_on_paper", "s", "s", "同じものを書類で追加", "same paper kami"),
    Action("delete", "d,delete", "d", "削除", "delete sakujo"),
    Action("select_all", "ctrl+a", "^A", "すべての行を選ぶ・外す", "select all subete"),
    Action("edit_selected", "e", "e", "選んだ行をまとめて変える", "edit matomete"),
    Action("sort", "o", "o", "並べ替え", "order sort narabekae", "並べ替え"),
    Action("read_on", "r", "r", "途中結果の続きを読む", "read on tsuzuki"),
)

SERVICE_ACTIONS = (
    Action("add", "a", "a", "サービスを追加", "add tsuika", "追加"),
    Action("edit", "e", "e", "サービスの名前や日付を書く", "edit henshuu", "編集"),
    Action("copy", "c", "c", "サービスを複製", "copy fukusei"),
    Action("delete", "d", "d", "サービスを削除", "delete sakujo"),
    Action("enlarge", "l", "l", "レーダーを大きく見る", "large radar ookiku", "レーダー"),
)

RESULT_ACTIONS = (
    Action("scroll(-1)", "up,k", "↑ k", "上へ", "scroll up ue"),
    Action("scroll(1)", "down,j", "↓ j", "下へ", "scroll down shita"),
    Action("section(-1)", "pageup", "PgUp", "前のまとまり", "previous section matomari"),
    Action("section(1)", "pagedown,space", "PgDn", "次のまとまり", "next section matomari", "次へ"),
    Action(
        "export", "x,enter", "x", EXPORTING, "export excel report kakidashi houkokusho", "書き出す"
    ),
    Action("import_books", "m", "m", "Excelから取り込む", "import excel torikomi", "取り込む"),
    Action("compare", "c", "c", "前回との比較", "compare zenkai hikaku", "前回と比べる"),
)

HOME_ACTIONS = (
    Action("help", "f1,?", "F1", "ヘルプ", "help", "ヘルプ"),
    Action("open", "enter", "Enter", "選んだ聞き取りを開く", "open hiraku", "開く"),
    Action("add", "a,n", "a", "新しく始める", "add new hajimeru", "新規"),
    Action("sample", "s", "s", "見本の会社を見る", "sample mihon", "見本"),
    Action("open_path", "o", "o", "ほかの場所のファイルを開く", "open file basho", "場所"),
    Action(
        "import_books",
        "m",
        "m",
        "Excelから新しい聞き取りを始める",
        "import excel torikomi",
        "取り込む",
    ),
    Action("move(-1)", "up,k", "↑ k", "前の行", "previous mae"),
    Action("move(1)", "down,j", "↓ j", "次の行", "next tsugi"),
    Action("commands", "ctrl+p", "^P", "操作の一覧", "commands palette", "操作"),
    Action("leave", "ctrl+q,escape", "^Q", "終わる", "quit exit owaru", "終わる"),
)

WELCOME_ACTIONS = (
    Action(
        "begin",
        "enter",
        "Enter",
        "さっそく始める（会社名はあとで i を押して書けます）",
        "begin start hajimeru",
    ),
    Action("sample", "s", "s", "見本の会社を見る", "sample mihon"),
    Action("add", "a,n", "a", "会社名を書いてから始める", "add new hajimeru"),
    Action("open_path", "o", "o", "ほかの場所のファイルを開く", "open file basho"),
    Action("import_books", "m", "m", "Excelから始める", "import excel torikomi"),
    Action("help", "f1,?", "F1", "ヘルプ", "help", "ヘルプ"),
    Action("commands", "ctrl+p", "^P", "操作の一覧", "commands palette", "操作"),
    Action("leave", "ctrl+q,escape", "^Q", "終わる", "quit exit owaru", "終わる"),
)


# What has no key is reached by the palette alone, from wherever one is.
KEYLESS = tuple(action for action in APP_ACTIONS if not action.keys)


def _without_repeats(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Each action once, as the first group that names it words it."""
    return tuple({action.name: action for action in reversed([*actions])}.values())[::-1]


def actions_of_step(own: Iterable[Action]) -> tuple[Action, ...]:
    """All that can be done on a step's screen; what is its own says it in its own words."""
    known = {action.name: action for action in own}
    everywhere = (*STEP_ACTIONS, *GLOBAL_ACTIONS, *own, *APP_ACTIONS, *SEAL_ACTIONS)
    return _without_repeats(known.get(action.name, action) for action in everywhere)


def actions_of_home(own: Iterable[Action]) -> tuple[Action, ...]:
    """All that can be done while no engagement is open."""
    return _without_repeats((*own, *KEYLESS))


def bindings(*groups: tuple[Action, ...]) -> list[Binding]:
    """Textual bindings of the actions that have a key."""
    return [action.binding for group in groups for action in group if action.keys]


def key_hint(action: Action) -> Content:
    """The key and its short word for a footer, answering a click with `("run", name)`."""
    return clickable(line((action.shown, "bold"), f" {action.short}"), "run", action.name)
