"""Words of a text with its own marks: those of the source where they can be found, and else those that are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.text.as_written import context_around, words_as_written
from bindery.text.tokens import SearchableText, locate, normalise, text_of_tokens


def shown(text: str) -> str:
    searchable = SearchableText.of(text)
    return words_as_written(searchable, 0, len(searchable.reading.tokens))


@each(
    ("text", "words"),
    [
        ("It was shut.", "It was shut."),
        ("“It’s shut,” he said.", "“It’s shut,” he said."),
        ("„Zu“, sagte er.", "„Zu“, sagte er."),
        ("水位下降了三米，除非继续下雨。", "水位下降了三米，除非继续下雨。"),
        ("（是）吗？！", "（是）吗？！"),
        ("او می\u200cشود.", "او می\u200cشود."),
        ("a well‑known  man\nwaits", "a well‑known man waits"),
        ("the infor-\nmation “stays”", 'the information "stays"'),  # the plain form
        ("A note³ on ﬁsh", "A note on fish"),
        ("", ""),
    ],
)
def test_marks_and_joiners_are_those_of_the_text(text: str, words: str) -> None:
    assert shown(text) == words


def test_the_words_around_a_quotation_have_their_own_marks() -> None:
    text = SearchableText.of("主管部门表示，水位下降了三米，除非继续下雨。")
    found = locate("水位下降了三米", text)
    assert found
    assert context_around(found, text, 10) == ("主管部门表示，", "，除非继续下雨。")


@given(st.text(st.sampled_from("ab \n-“”’‘\",'.!！，（)…\u200c\u00adﬁ³é"), max_size=30), st.data())
def test_as_written_is_the_same_words(text: str, data: st.DataObject) -> None:
    searchable = SearchableText.of(text)
    count = len(searchable.reading.tokens)
    start = data.draw(st.integers(0, count))
    end = data.draw(st.integers(start, count))
    plain = text_of_tokens(searchable.reading, start, end)
    assert normalise(words_as_written(searchable, start, end)) == normalise(plain)
