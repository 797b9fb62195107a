"""The passage that an author remembers is found in a stored text, and its printed words pass the check of quotations."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.passage_places import locator_of
from bindery.evidence.passage_search import exact_passage, likest_passage
from bindery.evidence.source_marks import caption_text
from bindery.text.marks import HEADING_END, heading_mark
from bindery.text.tokens import PAGE, SearchableText, locate

SAID = SearchableText.of(
    "The office counted deaths for ten weeks. In July, 980 people had died in the heat of the towns,\n"
    "most of them in their homes. “We were not warned,” said a nurse. A toll of 1,524 was reported in October.\n\n"
    "Die Behörde hat nichts gewusst. 当局は何も知らなかった。 لم تعلم السلطات شيئا."
)
# What an author remembers, and the passage that is meant.
REMEMBERED = {
    "980 people died in the heat": "980 people had died in the heat",
    "in july 980 persons had died in the towns' heat": "In July, 980 people had died in the heat of the towns",
    "nine hundred people had died in the heat of towns": "people had died in the heat of the towns",
    "we weren't warned said the nurse": "We were not warned,” said a nurse",
    "a tol of 1,524 was reportd in Octobre": "A toll of 1,524 was reported in October",
    "most of those died in their homes": "most of them in their homes",
    "die Behoerde hat nichts gewußt": "Die Behörde hat nichts gewusst",
    "当局は全く知らなかった": "当局は何も知らなかった",
    "لم تعلم الحكومة شيئا": "لم تعلم السلطات شيئا",
    "The office counted for weeks deaths": "The office counted deaths for ten weeks",
}


@each("words", REMEMBERED)
def test_the_nearest_passage_is_the_one_that_is_meant_and_can_be_quoted(words: str) -> None:
    found = likest_passage(words, SAID)
    assert found is not None
    assert locate(found.words, SAID)
    assert found.differing
    meant = locate(REMEMBERED[words], SAID)
    assert meant
    shared = min(found.place.end, meant.end) - max(found.place.start, meant.start)
    assert shared >= 0.6 * (meant.end - meant.start), found.words
    assert found.place.end - found.place.start <= 1.5 * (meant.end - meant.start), found.words


@each("words", ["", "…", "the zebra crossing over our river", "quarterly dividends", "of", "12"])
def test_what_is_like_nothing_is_not_found(words: str) -> None:
    assert likest_passage(words, SAID) is None or words == "of"


@each(
    "words",
    {
        "In July, 980 people had died in the heat of the towns, most of them": "In July, 980 people had died in the heat of the towns, most of them",
        '"We were not warned,"': "“We were not warned,”",
        "1,524": "1,524",
        "counted deaths […] 980 people": "counted deaths […] 980 people",
    },
)
def test_exact_words_are_printed_as_the_source_writes_them(words: str) -> None:
    found = exact_passage(words, SAID)
    assert found is not None
    assert locate(found.words, SAID)
    assert found.words.replace("“", '"').replace("”", '"') == words


WORD = st.sampled_from(
    [
        "the",
        "heat",
        "1,524",
        "−3.5",
        "co-operate",
        "naïve",
        "(of)",
        "“no”",
        "5%",
        "U.S.",
        "died,",
        "東京",
        "it's",
    ]
)


@settings(max_examples=60)
@given(st.lists(WORD, min_size=6, max_size=40), st.data())
def test_what_is_found_can_always_be_quoted(words: list[str], data: st.DataObject) -> None:
    text = SearchableText.of(" ".join(words))
    start = data.draw(st.integers(0, len(words) - 5))
    stretch = words[start : start + 5]
    exact = exact_passage(" ".join(stretch), text)
    if exact:
        assert locate(exact.words, text)
    stretch[data.draw(st.integers(0, 4))] = "xylophone"
    near = likest_passage(" ".join(stretch), text)
    assert near is None or locate(near.words, text)


PAGES = SearchableText.of(f"Deaths rose.{PAGE}They fell again.{PAGE}", ("iv", "5"))
SECTIONS = SearchableText.of(
    f"{heading_mark(2)}Our goals{HEADING_END}\nWe act.\n{heading_mark(2)}3.2 Findings{HEADING_END}\nIt is hot."
)
CUES = SearchableText.of(
    caption_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\nGood morning.\n\n01:12:30.000 --> 01:12:34.000\nIt is hot.\n"
    )
)


@each(
    "case",
    [
        (PAGES, "Deaths rose", "p. iv"),
        (PAGES, "They fell", "p. 5"),
        (PAGES, "rose. They", "p. iv"),
        (SECTIONS, "We act", "Our goals"),
        (SECTIONS, "It is hot", "section 3.2"),
        (CUES, "It is hot", "01:12:30"),
        (SAID, "980 people", ""),
    ],
)
def test_a_passage_has_the_locator_that_a_check_accepts(case: tuple[SearchableText, str, str]) -> None:
    text, words, wanted = case
    place = locate(words, text)
    assert place
    assert locator_of(words, place, text, ["en"]) == wanted
