"""Words marked in a text: they are found as they are, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.text.annotated import AnnotatedText, annotate_text, text_blocks


def shown(found: AnnotatedText) -> list[str]:
    """Each paragraph with its marked words in braces and what is open in angle brackets."""
    lines = []
    for paragraph in found.paragraphs:
        line = paragraph.lead
        for piece in paragraph.pieces:
            opening, closing = ("", "") if piece.mark is None else (f"{piece.mark}{{", "}")
            opening, closing = ("<", ">") if piece.open else (opening, closing)
            line += f"{opening}{piece.words}{closing}{piece.tail}"
        lines.append(line)
    return lines


CASES = {
    "a whole sentence, without its full stop": ("en", "It rained. It snowed.", ["It rained"], ["0{It rained}. <It snowed>."]),
    "a part of a sentence leaves the rest open": (
        "en", "It rained in May, and the river rose.", ["It rained in May"], ["0{It rained in May}, <and the river rose>."],
    ),
    "one or two words beside marked ones are part of their sentence": (
        "en", "Reports say: it rained, and it snowed.", ["it rained", "it snowed"], ["Reports say: 0{it rained}, and 1{it snowed}."],
    ),
    "two words alone are a sentence": ("en", "It rained. It snowed.", [], ["<It rained>. <It snowed>."]),
    "an abbreviation ends no sentence": ("en", "Mr. Weber left. He was ill.", ["He was ill"], ["<Mr. Weber left>. 0{He was ill}."]),
    "the same words twice": ("en", "It rained. It rained.", ["It rained", "It rained"], ["0{It rained}. 1{It rained}."]),
    "in another order": ("en", "It rained. It snowed.", ["It snowed", "It rained"], ["1{It rained}. 0{It snowed}."]),
    "other quotation marks and white space": ("en", "“Nobody”  was\nwarned.", ['"Nobody" was warned'], ["0{“Nobody” was warned}."]),
    "a heading is not open, and can be marked": ("en", "# The end\n\n## It rains\n", ["It rains"], ["The end", "0{It rains}"]),
    "a list, with lines that go on": (
        "en", "- One man left\n  at noon.\n- Two women\n  stayed there.", ["Two women stayed there"],
        ["<One man left at noon>.", "0{Two women stayed there}."],
    ),
    "over two paragraphs": ("en", "- He said\n- it rained", ["He said it rained"], ["0{He said}", "0{it rained}"]),
    "German": ("de", "Es hat z. B. geregnet. Am 3. Mai kam Schnee.", ["Am 3. Mai kam Schnee"], ["<Es hat z. B. geregnet>. 0{Am 3. Mai kam Schnee}."]),
    "Urdu": ("ur", "سڑک بند ہے۔ بچے مر گئے۔", ["سڑک بند ہے"], ["0{سڑک بند ہے}۔ <بچے مر گئے>۔"]),
    "Arabic with a question": ("ar", "الطريق مغلق. من أغلقه؟", ["من أغلقه"], ["<الطريق مغلق>. 0{من أغلقه}؟"]),
    "Chinese": ("zh", "道路封闭。孩子们死了。", ["孩子们死了"], ["<道路封闭>。0{孩子们死了}。"]),
    "Hindi": ("hi", "सड़क बंद है। बच्चे मर गए।", ["सड़क बंद है"], ["0{सड़क बंद है}। <बच्चे मर गए>।"]),
    "French": ("fr", "« Il pleut », dit-il. Il neige.", ["« Il pleut », dit-il"], ["0{« Il pleut », dit-il}. <Il neige>."]),
    "punctuation alone": ("en", "— …\n\n***", [], ["— …", "***"]),
    "square brackets are words of the text": ("en", "It [sic] rained.", ["It [sic] rained"], ["0{It [sic] rained}."]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_words_are_marked_where_they_are(case: str) -> None:
    language, text, marked, expected = CASES[case]
    assert shown(annotate_text(text, marked, language)) == expected


@pytest.mark.parametrize(
    ("text", "marked", "missing", "taken"),
    [
        ("It rained a lot.", ["It rained lots", "It rained"], (0,), ()),
        ("It rained.", ["It did not rain"], (0,), ()),
        ("It rained 15,000 times.", ["It rained 15 times", "5,000 times"], (0, 1), ()),
        ("It rained.", ["It rained", "rained"], (), (1,)),
        ("It rained.", ["It", "It rained", "rained"], (), (1,)),
        ("It rained.", ["…"], (0,), ()),
        ("", ["It rained"], (0,), ()),
    ],
)
def test_words_that_are_not_there_or_are_marked_already_are_named(
    text: str, marked: list[str], missing: tuple[int, ...], taken: tuple[int, ...]
) -> None:
    found = annotate_text(text, marked, "en")
    assert (found.missing, found.taken) == (missing, taken)


TEXTS = st.lists(st.sampled_from(["It", "rained", ".", " ", "\n", "\n\n", "- ", "# ", "“", "”", "،", "道", "بند", "1,5", "…"])).map(
    "".join
)  # fmt: skip


@given(TEXTS, st.lists(st.sampled_from(["It", "rained", "It rained", "道", "بند", "rained. It"]), max_size=4))
def test_nothing_of_a_text_is_lost(text: str, marked: list[str]) -> None:
    found = annotate_text(text, marked, None)
    whole = [
        paragraph.lead + "".join(piece.words + piece.tail for piece in paragraph.pieces)
        for paragraph in found.paragraphs
    ]
    assert whole == [words for _, words in text_blocks(text)]
    letters = [char for char in text if char.isalnum()]
    assert [char for char in "".join(whole) if char.isalnum()] == letters
    placed = {piece.mark for paragraph in found.paragraphs for piece in paragraph.pieces} - {None}
    assert placed | {*found.missing, *found.taken} == set(range(len(marked)))
