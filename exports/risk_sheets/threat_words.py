"""The titles and remarks of 脅威の状況."""

from __future__ import annotations

from collections.abc import Mapping

from exports.risk_layout import THREATS

ADVICE = (
    "対策を何もしていないとしたら、どのくらい起こりそうかを選びます。\n"
    "使っていない保存先の脅威は1にします。迷ったら、大きいほうを選んでください。\n"
    "対策の効き目は「対策状況チェック」の答えから、式がこのあとに入れます。"
)
HEADERS: Mapping[str, str] = {
    THREATS.medium: "媒体・保存先",
    THREATS.title: "想定される脅威\n（考えられる典型的な脅威）",
    THREATS.frequency: "対策を講じない場合の脅威の発生頻度\n（1～3から選択）",
    THREATS.status: "対策状況\n（対策状況チェックシートに入力すると自動で表示）",
    THREATS.note: "メモ",
}

HELPER_HEADERS: Mapping[str, str] = {
    THREATS.frequency_number: "頻度",
    THREATS.medium_frequency: "頻度の最大",
    THREATS.status_number: "対策状況",
    THREATS.medium_status: "状況の最大",
    THREATS.likelihood: "可能性",
    THREATS.medium_likelihood: "可能性の最大",
    THREATS.implementation: "⑪実施の程度",
    THREATS.rank: "決め手の順位",
    THREATS.medium_deciding: "決め手の脅威",
}

REMARKS: Mapping[int, str] = {
    THREATS.answer_row: "① 「対策状況チェック」55項目の回答番号→",
    THREATS.value_row: "② ①を1/0.5/0に変換→",
    THREATS.sum_row: "③ 対策の分類ごとの②の合計→",
    THREATS.counts_row: "④ ①=4は0、4以外は1→",
    THREATS.count_row: "⑤ 対策の分類ごとの④の合計→",
    THREATS.rate_row: "⑥ 対策の分類ごとの対策実施率=③/⑤→",
    THREATS.least_row: "⑦ 対策の分類ごとの①の最小値→",
    THREATS.applies_row: "⑧ 分類のすべてが4ならFALSE→",
    THREATS.product_row: "⑨ O5:BQ25 脅威と対策のつながり",
    THREATS.product_row + 1: "　　（21の脅威×55の対策）",
    THREATS.product_row + 2: "⑩ O36:BQ56 ⑨×②",
    THREATS.product_row + 3: "　　つながる対策の実施の程度（1か0.5）",
    THREATS.product_row + 4: "⑪ N列 ⑩の合計÷⑫の合計",
    THREATS.product_row + 5: "　　脅威ごとの実施の程度の平均",
    THREATS.product_row + 6: "⑫ ⑨×④ つながる対策のうち4でないもの",
    THREATS.product_row + 8: "対策状況の分け目は、このツールの決めごとです。",
    THREATS.product_row + 9: "⑪が1なら1、0なら3、その間なら2とします。",
    THREATS.product_row + 10: "①が1つも入っていない脅威は、空欄のままです。",
}
