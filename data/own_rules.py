"""Rules of this project's own, where the official sheets are silent: said wherever they count.

spec/calculation.md marks them [ours]; the constants stand in `risk` and `diagnosis`.
"""

OWN_RULES = (
    "対策状況の分け目：つながる対策をすべて実施で1、どれも未実施で3、その間は2です。",
    "まだ何も答えていないところは、0ではなく未定です。一部だけ答えたときは、残りを未実施と見ます。",
    "リスクを決める脅威：被害発生可能性、対策状況、発生頻度の順に大きいもの。"
    "同じなら番号の若いものです。",
    "必要性の〇：アクセス制御は電子の保存先、IT機器は可搬媒体・PC・モバイル、"
    "IT基盤は社内外のサーバー、個人番号は特定個人情報があるときに付きます。",
)
