"""The words of a document stay what they are in the Markdown of a briefing, whatever markup they look like."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.cases import each
from support.parsed import parse

from bindery.drafting.markdown_writer import MarkdownWriter, plain_words
from bindery.reading.markdown import parse_markdown

SIGNS = ["*", "_", "`", "[", "]", "(", ")", "<", ">", "#", "+", "-", ".", "!", "|", "~", "^", "$", "=", ":", "@", "\\", "{", "}", "&", "'",
         '"', "%", "1", "a", "b", " ", "a ", " b", "lt;", "x^2^", "1.", "- ", "--", "==", "++", "::", "/"]  # fmt: skip


def paragraph(*words: str) -> dict[str, object]:
    inlines: list[dict[str, object]] = []
    for word in words:
        inlines += [{"t": "Space"}] if inlines else []
        inlines.append({"t": "Str", "c": word})
    return {"t": "Para", "c": inlines}


def written(block: dict[str, object]) -> str:
    return MarkdownWriter(lambda _: "", lambda _: "").block(block)


@settings(max_examples=250)
@example(["##*"])
@given(
    st.lists(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join), min_size=1, max_size=5)
)
def test_words_are_read_back_as_they_were(parts: list[str]) -> None:
    words = " ".join(parts).split()
    if not words:
        return
    block = paragraph(*words)
    prose = parse_markdown(written(block))
    assert [fault.code for fault in prose.faults] == []
    assert " ".join(parse(str(prose.html)).text.split()) == plain_words([block])


@each(
    ("inlines", "wanted"),
    [
        ([{"t": "Emph", "c": [{"t": "Space"}, {"t": "Str", "c": "a"}, {"t": "Space"}]}, {"t": "Str", "c": "b"}], "*a* b"),
        ([{"t": "Strong", "c": []}, {"t": "Str", "c": "b"}], "b"),
        ([{"t": "Superscript", "c": [{"t": "Str", "c": "2"}]}], "^2^"),
        ([{"t": "Superscript", "c": [{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "Str", "c": "b"}]}], "a b"),
        ([{"t": "Str", "c": "a"}, {"t": "LineBreak"}, {"t": "Str", "c": "-"}, {"t": "Space"}, {"t": "Str", "c": "b"}], "a\\\n\\- b"),
        ([{"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "x"}], ["javascript:alert(1)", ""]]}], "x"),
        ([{"t": "Quoted", "c": [{"t": "DoubleQuote"}, [{"t": "Str", "c": "x"}]]}], "“x”"),
        ([{"t": "Unheard", "c": []}, {"t": "Str", "c": "x"}], "x"),
    ],
)  # fmt: skip
def test_marks_are_written(inlines: list[dict[str, object]], wanted: str) -> None:
    assert written({"t": "Para", "c": inlines}) == wanted
