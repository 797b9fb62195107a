"""A quotation that leaves out what limits it is never plainly verified, and one that is honest raises nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence import fingerprints
from bindery.evidence.fingerprints import FingerprintedText
from bindery.evidence.shortening import ERROR, FINE, PART, REST, WARNING, judge
from bindery.evidence.shortenings import shortening_of
from bindery.text.languages import codes_with
from bindery.text.sentences import sentence_end, sentence_start
from bindery.text.tokens import SearchableText, text_of_tokens

CASES = Path(__file__).with_name("shortened")
LEVELS = {"verified": FINE, "part": PART, "shortened": REST, "warning": WARNING, "error": ERROR}
RECORD = {
    "source": "a",
    "snapshot": "a.txt",
    "sha256": "0" * 64,
    "bytes": 1,
    "date": "2024-08-02",
    "tool": "bindery",
}


@cache
def fingerprint_of(text: str, language: str) -> FingerprintedText:
    data = fingerprints.write_fingerprint(
        {**RECORD, "language": language}, (SearchableText.of(text).reading,)
    )
    read, problems = fingerprints.read_fingerprint("a.fingerprint", data, "a")
    assert read, problems
    return read.prints[0]


def cases() -> list[tuple[str, str, str, str]]:
    """The language, the source, the wanted verdict and the quotation of each case."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        source = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("> "):
                source = line[2:]
            elif line and not line.startswith("#"):
                wanted, quote = line.split(maxsplit=1)
                found.append((path.stem, source, wanted, quote))
    return found


@each("language", codes_with("limiters"))
def test_each_case_of_the_tables_has_its_verdict_in_text_and_fingerprint(language: str) -> None:
    wrong = []
    for tag, source, wanted, quote in cases():
        if tag == language:
            text = judge(quote, SearchableText.of(source), tag)
            printed = judge(quote, fingerprint_of(source, tag), tag)
            if text != printed or text is None or text.level != LEVELS[wanted]:
                wrong.append((quote, wanted, text, printed))
    assert wrong == []


def test_the_tables_have_enough_bent_and_honest_cases() -> None:
    wanted = [case[2] for case in cases()]
    assert sum(word in ("warning", "error") for word in wanted) > 320
    assert sum(word in ("verified", "part", "shortened") for word in wanted) > 450


def test_a_fingerprint_names_the_word_that_is_left_out() -> None:
    source = "The pier did not open. The ferry left."
    for quote in ("The pier did […] open", "The pier [then] open", "The pier"):
        printed = fingerprint_of(source, "en")
        found = judge(quote, printed, "en")
        assert found
        shortening = shortening_of(found, printed, "en")
        assert shortening
        assert (shortening.limiting, shortening.sentence) == (("not",), ())


def test_the_best_of_several_places_counts() -> None:
    denied, made = "The ministry did not pay. ", "The ministry did surely pay. "
    text = SearchableText.of(denied * 50 + made + denied * 50)
    found = judge("ministry did […] pay", text, "en")
    assert found
    assert found.level == PART
    assert found == judge(
        "ministry did […] pay", fingerprint_of(denied * 50 + made + denied * 50, "en"), "en"
    )


def test_what_the_source_quotes_is_shown_with_its_speaker() -> None:
    said = {
        '"It was murder," shouted a woman. The judge left.': (
            "It was murder",
            '"It was murder," shouted a woman.',
        ),
        "“We slept,” the keeper said. “The wind blew.” Then it rained.": (
            "The wind blew",
            "“We slept,” the keeper said. “The wind blew.”",
        ),
        "On the wall was: «The mayor is a thief». Nobody read it.": (
            "The mayor is a thief",
            "On the wall was: «The mayor is a thief».",
        ),
        "壁には「市長は泥棒だ」と書かれていた。": (
            "市長は泥棒だ",
            "壁には「市長は泥棒だ」と書かれていた。",
        ),
    }
    for source, (quote, sentence) in said.items():
        for language in ("en", None):
            text = SearchableText.of(source)
            found = judge(quote, text, language)
            assert found
            shortening = shortening_of(found, text, language)
            assert shortening
            assert (shortening.is_nested, shortening.as_text) == (True, sentence)


def test_apostrophes_and_inch_marks_open_no_quotation() -> None:
    source = "The boats' owners sold 5\" pipes and 6\" nails to the '90s crew's heirs. The pier held."
    for quote in ("The pier held.", source):
        found = judge(quote, SearchableText.of(source), "en")
        assert found
        assert found.level == FINE


def test_a_list_depends_on_the_words_before_it() -> None:
    banned = "Members may not:\n\n- fish;\n- swim in the lock.\n\nThe pier is open."
    levels = [
        judge(quote, SearchableText.of(banned), "en") for quote in ("swim in the lock", "The pier is open.")
    ]
    assert [found and found.level for found in levels] == [REST, FINE]


@pytest.mark.slow
def test_many_places_of_many_parts_take_no_longer_than_the_text() -> None:
    text = SearchableText.of("it is not so and " * 5000)
    found = judge("it […] so […] so […] and […] it […] so", text, "en")
    assert found
    assert found.level == ERROR


WORDS = [
    "the",
    "pier",
    "opened",
    "ferry",
    "council",
    "not",
    "only",
    "denied",
    "if",
    "but",
    "and",
    "that",
    "at",
    "least",
]
MARKS = ["", "", "", ",", ".", ";", " –", "?", ":", "”", ' "']
texts = st.lists(
    st.tuples(st.sampled_from([*WORDS, "50", "who", "said", "because"]), st.sampled_from(MARKS)),
    min_size=4,
    max_size=30,
)


def written(tokens: list[tuple[str, str]]) -> list[str]:
    """The words of a text with their punctuation; a word after a full stop is capitalised."""
    found: list[str] = []
    for word, mark in tokens:
        first = not found or found[-1][-1] in ".?"
        found.append((word.capitalize() if first else word) + mark)
    return found


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(texts, st.data())
def test_snapshot_and_fingerprint_agree_on_every_quotation(
    tokens: list[tuple[str, str]], data: st.DataObject
) -> None:
    words = written(tokens)
    text = " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=2, max_size=6)))
    joint = data.draw(st.sampled_from([" […] ", " [then] ", " [not] "]))
    parts = [" ".join(words[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    assume(parts)
    quote = joint.join(parts)
    assert judge(quote, SearchableText.of(text), "en") == judge(quote, fingerprint_of(text, "en"), "en")


@settings(deadline=None, max_examples=150)
@given(texts, st.data())
def test_nothing_but_the_next_sentence_limits_whole_sentences(
    tokens: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = SearchableText.of(" ".join(written(tokens)))
    outline = text.outline("en")
    first = data.draw(st.integers(0, len(outline) - 1))
    last = data.draw(st.integers(first, len(outline) - 1))
    start, end = sentence_start(outline, first), sentence_end(outline, last + 1)
    found = judge(text_of_tokens(text.reading, start, end), text, "en")
    assert found
    assert {omission.kind for omission in found.omissions} <= {"next"}


DIFFERENT = st.permutations(
    ["alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel", "ivy", "juniper"]
)


@given(DIFFERENT, st.sampled_from(["not", "never", "no", "without", "cannot"]), st.data())
def test_a_negator_that_is_left_out_is_never_plainly_verified(
    words: list[str], negator: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    start, end = data.draw(st.integers(0, at - 1)), data.draw(st.integers(at + 1, len(words)))
    before, after = " ".join(words[start:at]), " ".join(words[at:end])
    text = SearchableText.of(f"Zinnia. {' '.join(words[:at])} {negator} {' '.join(words[at:])}. Yew.")
    for quote in (f"{before} […] {after}", f"{before} [then] {after}", after, before, f"[{before}] {after}"):
        found = judge(quote, text, "en")
        assert found, quote
        absent = negator == "without" and quote == before  # it negates only what comes after it
        assert found.level == (REST if absent else ERROR), quote
