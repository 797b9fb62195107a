"""A quotation is in its source word for word, or it is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.cases import each
from support.project import BARE, Content, briefing, edition, sources

from bindery.text.characters import forbidden_positions
from bindery.text.problems import Problem

SHORTENED = ("B340", "B341", "B342", "B343")  # the words are there, but others are left out
SNAPSHOT = (
    "The overall number of fatalities increased from 980 in 2022 to 1,524 in 2023, said CRSS. "
    "“It is grim,” he told Dawn – a co\u2010operative paper – in re\u00adgret. They can't say so; "
    "it fell by 2.5 per cent. The un-Islamic decree was ‘final’. Naïve café owners in سرحد پار جھڑپیں ہوئیں۔"
)


def problems(quote: str, snapshot: Content, name: str = "a.txt") -> list[Problem]:
    """What an author is told who quotes a source with this snapshot."""
    point = {"id": "c", "text": "C.", "evidence": [{"source": "a", "quote": quote}]}
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(key_points=[point]),
        "b/sources.yml": sources("a"),
        f"b/snapshots/{name}": snapshot.encode() if isinstance(snapshot, str) else snapshot,
    }
    return list(edition(files, templates=BARE).problems)


def found(quote: str, snapshot: Content = SNAPSHOT, name: str = "a.txt") -> bool:
    """Whether a quotation is found in a snapshot; nothing else may be wrong with either."""
    told = problems(quote, snapshot, name)
    assert {problem.code for problem in told} <= {"B301", *SHORTENED}, told
    return "B301" not in {problem.code for problem in told}


@each(
    ("one", "other"),
    [
        ("cafe\u0301", "café"),
        ("\ufb01ght", "fight"),
        ("o\ufb00er \ufb02oor o\ufb03ce ba\ufb04e", "offer floor office baffle"),
        ("fa\ufb05 ca\ufb06", "fast cast"),
        ("re\u00adgret", "regret"),
        ("a\u200bb\u200cc\u200dd\u2060e", "abcde"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a\t b\n\nc", "a b c"),
        ("‘a’ “b” „c‟ ‚d‛", "'a' \"b\" \"c\" 'd'"),
        ("it’s", "it's"),
        ("co\u2010op co\u2011op", "co-op co-op"),
        ("cafe\u200b\u0301", "café"),
    ],
)
def test_typographic_differences_do_not_count(one: str, other: str) -> None:
    assert found(other, one)
    if not any(forbidden_positions(one)):  # invisible characters may be in a snapshot, and not in a briefing
        assert found(one, other)
        assert found(one, one)


@each(
    ("one", "other"),
    [
        ("Dawn", "dawn"),
        ("1,524", "1524"),
        ("1,524", "1.524"),
        ("1,524", "1,525"),
        ("café", "cafe"),
        ("a – b", "a - b"),
        ("a — b", "a – b"),
        ("straße", "strasse"),
        ("سرحد", "سرحدِ"),
        ("ي", "ی"),
        ("colour", "color"),
        ("half", "½"),
        ("the city", "the the city"),
    ],
)
def test_case_digits_diacritics_and_dashes_count(one: str, other: str) -> None:
    assert not found(f"It is {one} here", f"It is {other} here.")
    assert not found(f"It is {other} here", f"It is {one} here.")


@each(
    "quote",
    [
        "overall number of fatalities",
        "The overall",
        "from 980 in 2022 to 1,524 in 2023",
        '"It is grim," he told Dawn',
        "“It is grim,” he told Dawn",
        "a co-operative paper",
        "in regret",
        "overall   number\nof fatalities",
        "overall number […] in 2023",
        "overall number [...] in 2023 […] He told".replace("He", "he"),
        "[The] overall number of [all] fatalities increased",
        "[…] of fatalities […]",
        "was 'final'",
        "سرحد پار جھڑپیں",
        "fell by 2.5 per cent",
        "1,524",
        "They can't",
        "un-Islamic decree",
    ],
)
def test_words_that_are_there_are_found(quote: str) -> None:
    assert found(quote)


@each(
    "quote",
    [
        "from 980 in 2022 to 1,525 in 2023",
        "from 908 in 2022",
        "the overall number",
        "Overall number",
        "verall number",
        "overall numbe",
        "from 980 in 2023",
        "in 2023 […] overall number",
        "told Dawn - a",
        "Naive café",
        "naïve café",
        "cafe owners",
        "98",
        "22 to 1,524",
        "[…]",
        "[only an insertion]",
        "number fatalities",
        "number … fatalities",
    ],
)
def test_words_that_are_not_there_are_refused(quote: str) -> None:
    assert not found(quote)


@pytest.mark.parametrize(
    "quote", ["524 in 2023", "to 1", "5 per cent", "fell by 2", "They can", "t say so", "Islamic decree"]
)
def test_a_number_or_a_word_is_not_cut_at_a_sign_within_it(quote: str) -> None:
    assert not found(quote)


def test_a_letter_is_not_cut_from_its_diacritic() -> None:
    assert found("کرمِ", "کرمِ ایجنسی")
    assert not found("کرم", "کرمِ ایجنسی")


words = st.lists(
    st.sampled_from(["grim", "1,524", "co-op", "café", "سرحد", "“no”", "it's", "2.5", "Dawn"]),
    min_size=4,
    max_size=12,
)
typography = st.sampled_from(
    [
        lambda text: text.replace(" ", "\n   "),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace("'", "’"),
        lambda text: text.replace("-", "\u2011"),
        lambda text: text.replace("é", "e\u0301"),
        lambda text: text.replace("r", "r\u00ad"),
    ]
)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(words, st.data())
def test_any_passage_is_found_again_however_it_is_set(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    reset = data.draw(typography)
    assert found(reset(" ".join(text[start:end])), " ".join(text))
    assert found(" ".join(text[start:end]), reset(" ".join(text)))


@settings(deadline=None, max_examples=50)
@given(words, st.data())
def test_no_passage_with_a_word_changed_is_found(text: list[str], data: st.DataObject) -> None:
    changed = list(text)
    changed[data.draw(st.integers(0, len(text) - 1))] = data.draw(
        st.sampled_from(["grin", "1,525", "caff", "it"])
    )
    assume(changed != text)
    assert not found(" ".join(changed), " ".join(text))


HTML = """<!doctype html><title>T</title><style>p{}</style><script>var x = "<p>hidden</p>";</script>
<h1>The&nbsp;title</h1><p>Fewer <em>people</em> d<b>ied</b>.<br>In 2023<p>1&#44;524 &lt;dead&gt;
<table><tr><td>one<td>two</table><template>unseen</template><dl><dt>term<dd>meaning</dl>
<figure><figcaption>caption</figcaption></figure><pre>kept</pre>"""


@pytest.mark.parametrize(
    "quote",
    [
        "The title Fewer people died. In 2023 1,524",
        "1,524 <dead> one two",
        "term",
        "meaning",
        "caption",
        "kept",
    ],
)
def test_html_is_read_as_its_words(quote: str) -> None:
    assert found(quote, HTML, "a.html")


@pytest.mark.parametrize("quote", ["hidden", "unseen", "died</b>", "<em>people</em>", "table", "p{}"])
def test_what_html_does_not_show_is_not_found(quote: str) -> None:
    assert not found(quote, HTML, "a.html")


def test_a_snapshot_of_text_is_not_read_as_html() -> None:
    assert found("a <b>bold</b> word", "It has a <b>bold</b> word.")


@pytest.mark.parametrize("data", [b"", b"  \n", b"a\x00", b"a\x00b"])
def test_a_snapshot_without_text_is_a_problem_of_its_own_and_verifies_nothing(data: bytes) -> None:
    told = problems("a", data)
    assert [problem.file for problem in told] == ["briefings/b/snapshots/a.txt"]
    assert told[0].severity == "error"


def test_the_nearest_passage_shows_the_words_that_differ() -> None:
    [problem] = problems("fatalities increased from 980 in 2022 to 1,542 in 2023", SNAPSHOT)
    assert "fatalities increased from 980 in 2022 to 1,524 in 2023" in problem.help
    assert "1,542" in problem.help


def test_where_no_word_is_shared_nothing_is_offered() -> None:
    [problem] = problems("xylophone", SNAPSHOT)
    assert "fatalities" not in problem.help


EVIDENCE = [{"source": "a", "quote": "QUOTE"}]
PLACES = {
    "evidence": {"key_points": [{"id": "c", "text": "C.", "evidence": EVIDENCE}]},
    "prose": {"summary": "Yes [@a, “QUOTE”]."},
    "event": {"events": [{"id": "e", "date": "2024", "title": "E", "evidence": EVIDENCE}]},
    "dataset": {
        "datasets": [
            {
                "id": "d",
                "title": "D",
                "unit": "people",
                "series": [
                    {"name": "S", "points": [{"x": "2024", "y": 1524, "source": "a", "quote": "QUOTE"}]}
                ],
            }
        ]
    },
}


def told_of(place: str, quote: str) -> list[Problem]:
    parts = json.loads(json.dumps(PLACES[place]).replace("QUOTE", quote))
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(**parts),
        "b/sources.yml": sources("a"),
        "b/snapshots/a.txt": "They said that 1,524 people died.",
    }
    return [problem for problem in edition(files, templates=BARE).problems if problem.code == "B301"]


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_digit_is_an_error_wherever_the_words_are_quoted(place: str) -> None:
    assert told_of(place, "that 1,524 people") == []
    [problem] = told_of(place, "that 1,523 people")
    assert problem.severity == "error"
    assert problem.span is not None
    assert "1,524" in problem.help


def test_a_passage_of_a_source_is_checked_too() -> None:
    listed = sources("a")
    listed["sources"][0]["passages"] = [{"id": "p", "quote": "something else entirely"}]
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(summary="Yes [@a]."),
        "b/sources.yml": listed,
        "b/snapshots/a.txt": "They said so.",
    }
    assert [problem.code for problem in edition(files).problems] == ["B301"]


def test_without_a_snapshot_nothing_is_refused_and_nothing_called_verified() -> None:
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(summary='Yes [@a, "words"].'),
        "b/sources.yml": sources("a"),
    }
    made = edition(files)
    page = next(page for page in made.pages if page.path == "sources/a.md")
    assert made.problems == ()
    assert "bd-check--verified" not in page.markdown
    assert "words" in page.markdown


def test_with_a_snapshot_the_reader_sees_that_the_words_are_verified() -> None:
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(summary='Yes [@a, "These are words"]. Yes [@a, "words"].'),
        "b/sources.yml": sources("a"),
        "b/snapshots/a.txt": "These are words.",
    }
    page = next(page for page in edition(files).pages if page.path == "sources/a.md")
    assert "bd-check--verified" in page.markdown
    assert "bd-check--part" in page.markdown
