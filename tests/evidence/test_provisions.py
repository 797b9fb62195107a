"""The numbers of provisions and paragraphs are found where their text begins in the same line, and not in lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.provisions import provision_numbers

FOUND = [
    ("Act\n\n§ 1 The port is ours.\n§ 2 Boats pay.\n§ 3 Who fouls pays.\n", ["§ 1", "§ 2", "§ 3"]),
    ("§ 1 Der Hafen.\n§ 1a Die Lampe.\n§ 1b Das Öl.\n§ 2 Boote.\n", ["§ 1", "§ 1a", "§ 1b", "§ 2"]),
    ("§ 433 Der Käufer zahlt.\n§ 434 Die Sache ist gut.", ["§ 433", "§ 434"]),
    ("Art. 1. Le port.\nArt. 2. Le maître tient le registre.\n", ["Art. 1", "Art. 2"]),
    ("Article 1: The port.\n\nArticle 2: Boats pay.", ["Article 1", "Article 2"]),
    (
        "Section 1. The port.\n(1) It is so.\n(2) It is not.\nSection 2. Boats.\n(1) They pay.\n",
        ["Section 1", "Section 2"],
    ),
    ("Статья 1. Порт наш.\nСтатья 2. Лодки платят.\n", ["Статья 1", "Статья 2"]),
    ("المادة ١: الميناء لنا.\nالمادة ٢: القوارب تدفع.\n", ["المادة ١", "المادة ٢"]),
    ("دفعہ ۱۔ بندرگاہ شہر کی ہے۔\nدفعہ ۲۔ کشتیاں دیں گی۔\n", ["دفعہ ۱", "دفعہ ۲"]),
    ("第一条 桥属于镇。\n第二条 谁污染谁付。\n", ["第一条", "第二条"]),
    ("COURT\n\n1. He was born.\n\n2. He sued.\n\n3. He lost.\n", ["1.", "2.", "3."]),
    ("COURT\n\n[1] He was born.\n[2] He sued.\n[3] He lost.\n", ["[1]", "[2]", "[3]"]),
    ("COURT\n\n(1) He was born.\n(2) He sued.\n(3) He lost.\n", ["(1)", "(2)", "(3)"]),
]
NOT_FOUND = [
    "",
    "§ 3 Who fouls pays.\n",
    "§ 1 The port is ours. As said in\n§ 2 Boats pay.\n",
    "§ 1 Der Hafen gehört uns.\n§ 2 Abs. 1 gilt nicht.\n",
    "§ 1 Der Hafen.\n§ 2 Boote.\n§ 2 Boote zahlen.\n§ 1 Der Hafen.\n",
    "§ 1 The port.\n§ 5 Boats.\n",
    "Article 6 guarantees a trial.\n\nArticle 7 forbids it.\n",
    "We saw:\n\n1. the north;\n2. the south;\n3. the east.\n",
    "We read a report, with more words than the list below it, and found in it:\n\n1. North.\n2. South.\n3. East.\n",
    "1. One.\n2. Two.\n\nMore.\n\n1. One.\n2. Two.\n3. Three.\n",
]


@each(("text", "numbers"), FOUND)
def test_the_number_of_a_provision_is_found(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in provision_numbers(text)] == numbers


@each("text", NOT_FOUND)
def test_what_may_be_something_else_is_no_provision(text: str) -> None:
    assert provision_numbers(text) == []


@given(
    st.lists(st.text("the port is our.s\n", min_size=1), min_size=2, max_size=12),
    st.sampled_from(["§", "Article", "Art."]),
)
def test_provisions_in_order_are_all_found(bodies: list[str], word: str) -> None:
    lines = [f"{word} {number} The {body.strip()}." for number, body in enumerate(bodies, 1)]
    text = "\n".join(lines)
    found = [text[start:end] for start, end in provision_numbers(text)]
    assert found == [f"{word} {number}" for number in range(1, len(bodies) + 1)]
