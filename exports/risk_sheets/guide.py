"""利用方法: what the book is for and how to fill it in, in this project's own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data.catalogue import load_catalogue
from data.diagnosis import ACTION_LABELS, TELEWORK_TITLE
from data.own_rules import OWN_RULES
from data.record import Engagement
from data.risk import LEVELS
from exports.engagement_head import firm_rows, write_head
from exports.guide_page import GuidePage
from exports.plan_layout import (
    PLAN_SHEET,
    PLANNED_THREATS_SHEET,
    TREATMENT_SHEET,
    has_plan,
)
from exports.risk_layout import (
    COMPARISON_SHEET,
    DIAGNOSIS_SHEET,
    EXAMPLE_SHEET,
    GUIDE_SHEET,
    IMPORTANCE_SHEET,
    LEDGER,
    LEDGER_SHEET,
    MEASURES_SHEET,
    SPARE_ROWS,
    THREATS_SHEET,
    TREATMENTS,
    frequency_labels,
    level_label,
    measure_labels,
)
from exports.risk_sheets.diagnosis import LEGEND, TELEWORK_NOTE
from exports.workbook import Book

SHEETS = (
    (IMPORTANCE_SHEET, "機密性・完全性・可用性を3・2・1で決めるときの、ものさしです。"),
    (EXAMPLE_SHEET, "台帳の書き方の見本です。書き込む必要はありません。"),
    (
        LEDGER_SHEET,
        "仕事で使うデータや書類を書き出します。しまい方と重要度が同じものは1行にまとめます。",
    ),
    (THREATS_SHEET, "困りごとがどのくらい起こりそうかを、21の脅威について選びます。"),
    (MEASURES_SHEET, "いま行っている対策を、55の質問について選びます。"),
    (DIAGNOSIS_SHEET, "分類ごとの実施率と、次にすることが出ます。見るだけのシートです。"),
)
# The sheets that are not in every book.
PLANNED = (
    (
        TREATMENT_SHEET,
        "情報資産ごとの対応（低減・保有・回避・移転）と、計画のあとに残るリスクです。",
    ),
    (
        PLAN_SHEET,
        "これから行う対策の、担当と期限です。実施したら、対策状況チェックの答えも直します。",
    ),
    (PLANNED_THREATS_SHEET, "計画をすべて実施したときの脅威の状況です。見るだけのシートです。"),
)
NOT_READ_BACK = (
    f"「{TREATMENT_SHEET}」と「{PLAN_SHEET}」、台帳の「対策」に書いたことは、"
    "聞き取りに取り込みません。聞き取りの計画のほうに書いてください。"
)
COMPARED = (COMPARISON_SHEET, "前回の訪問の終わりの記録と、今を並べました。見るだけのシートです。")
LEDGER_WORDS: Mapping[str, str] = {
    "business": "どの仕事で使う情報かを書きます。仕事や部署ごとに思い浮かべると、漏れが減ります。",
    "name": "社内でふだん呼んでいる名前でかまいません。",
    "note": "補足があれば書きます。",
    "users": "この情報を使ってよい人や部署を書きます。",
    "owner": "管理に責任を持つ部署を書きます。小さな会社なら、担当者の名前でも大丈夫です。",
    "medium": "紙とデータの両方で持っているときは、2行に分けます。困り方も対策も違うからです。",
    "retention": "法律で決まった年数か、要らなくなって捨てる時期を書きます。",
    "registered": "書いた日です。中身を直したら、直した日に変えます。",
}
FREQUENCY_WORDS = (
    "ふだんの仕事では、まず起こらないときに選びます。その機器を使っていないときもこれです。",
    "月末の忙しい時期や持ち帰り仕事など、特別なときに起こりそうなら選びます。",
    "毎日の仕事の中で起こりうるときや、これまでに何度か起きたときに選びます。",
)
MEASURE_WORDS = (
    "質問のとおりか、それ以上にできているときに選びます。",
    "一部の人や機器だけ、または十分でないときに選びます。",
    "できていないとき、できているかわからないときに選びます。",
    "自社にはその仕事や機器がないときに選びます。実施率の計算から外れます。",
)
RISK_WORDS: Mapping[str, str] = {
    "threat": "その保存先に考えられる脅威のうち、いちばん大きい頻度です。",
    "vulnerability": "同じく、いちばん弱い対策状況です。1がすべて実施、3が実施なしです。",
    "likelihood": "脅威ごとに、頻度÷（4－対策状況）を切り上げ、保存先ごとの最大を取ります。",
    "risk": "重要度×被害発生可能性です。6以上が大、4が中、3以下が小です。",
    "treatment": "決めた対応と、担当、期限です。決めていなければ空欄で、書き込めます。"
    "聞き取りには取り込みません。",
    "deciding_threat": "被害発生可能性を決めている脅威です。ここから手を付けると効きます。",
}


def write_guide(book: Book, record: Engagement, today: date) -> None:
    sheet = book.sheet(GUIDE_SHEET)
    page = GuidePage(sheet, "「リスク分析シート」の利用方法")
    page.heading("この控えについて")
    page.row = write_head(sheet, page.row, ("A", "B", "C"), firm_rows(record)) + 1
    page.words(
        f"聞き取り（kikitori）が{today:%Y/%m/%d}に書き出しました。このあとはExcelで続けられます。"
    )
    page.gap()
    _write_sheets(page, record)
    _write_steps(page)
    page.finish()


def _write_sheets(page: GuidePage, record: Engagement) -> None:
    page.heading("シートの顔ぶれ")
    page.words("書き込むのは白い欄だけです。灰色の欄は式で、自動で表示します。")
    planned = PLANNED if has_plan(record) else ()
    compared = (COMPARED,) if record.baselines else ()
    page.table(("シート名", "使い方"), (*SHEETS, *planned, *compared))
    if planned:
        page.words(NOT_READ_BACK)


def _write_steps(page: GuidePage) -> None:
    page.heading(f"手順1　情報資産の洗い出し（{LEDGER_SHEET}）", new_page=True)
    page.words(
        f"最後の行の下にも{SPARE_ROWS}行まで、一覧と式が入っています。"
        "行を足したら、印刷の前に印刷範囲を広げてください。"
    )
    page.table(("台帳の欄", "書くこと"), _ledger_rows())
    page.heading(f"手順2　脅威と対策を選ぶ（{THREATS_SHEET}・{MEASURES_SHEET}）")
    page.words(
        "頻度は、対策を何もしていないと仮定して選びます。対策の効き目はあとから式が入れます。"
    )
    page.table(
        ("脅威の発生頻度", "選びどき"), list(zip(frequency_labels(), FREQUENCY_WORDS, strict=True))
    )
    page.table(("実施状況", "選びどき"), list(zip(measure_labels(), MEASURE_WORDS, strict=True)))
    page.heading(
        f"手順3　リスクを見て対策を決める（{LEDGER_SHEET}・{DIAGNOSIS_SHEET}）", new_page=True
    )
    page.table(("自動で出る欄", "読み方"), _risk_rows())
    page.table(("リスク値", "進め方"), [(level_label(x), TREATMENTS[x]) for x in LEVELS])
    page.table(("必要性の印", "意味"), [(line[0], line[2:]) for line in LEGEND])
    page.table(("対策検討・実施の要否", "出るとき"), _action_rows())
    page.heading("このツールの決めごと")
    page.words("公式シートが公開していない次の点は、このツールが決めています。")
    for rule in (*OWN_RULES, f"{TELEWORK_TITLE}：{TELEWORK_NOTE}"):
        page.words(f"・{rule}")


def _title(key: str) -> str:
    return next(c.title for c in LEDGER.columns if c.key == key).partition(" ※")[0]


def _ledger_rows() -> list[tuple[str, str]]:
    rows = [(_title(key), words) for key, words in LEDGER_WORDS.items()]
    kinds = [(kind.label, kind.meaning) for kind in load_catalogue().personal_kinds]
    levels = "・".join(criterion.label for criterion in load_catalogue().criteria)
    importance = f"「{IMPORTANCE_SHEET}」を見て1から3を選びます。重要度は自動で出ます。"
    place = list(LEDGER_WORDS).index("medium") + 1
    return [*rows[:place], *kinds, (levels, importance), *rows[place:]]


def _risk_rows() -> list[tuple[str, str]]:
    return [(_title(key), words) for key, words in RISK_WORDS.items()]


def _action_rows() -> list[tuple[str, str]]:
    return [
        (ACTION_LABELS["maintain"], "実施率が100%のとき"),
        (ACTION_LABELS["improve"], "実施率が100%に届かないとき"),
        (ACTION_LABELS["none"], "必要性が－のとき、またはすべて「自社に該当しない」のとき"),
    ]
