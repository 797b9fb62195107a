"""A quotation stands in its source word for word, or it is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from project import briefing, edition, sources

from bindery.problems import Problem
from bindery.quotes import nearest_passage, normalise, occurs, pieces, snapshot_text

SNAPSHOT = normalise(
    "The overall number of fatalities increased from 980 in 2022 to 1,524 in 2023, said CRSS. "
    "“It is grim,” he told Dawn – a co\u2010operative paper – in re\u00adgret. They can't say so; "
    "it fell by 2.5 per cent. The un-Islamic decree was ‘final’. Naïve café owners in سرحد پار جھڑپیں ہوئیں۔"
)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("e\u0301", "é"),
        (
            "\ufb01ght o\ufb00er \ufb02oor o\ufb03ce ba\ufb04e \ufb05 \ufb06",
            "fight offer floor office baffle st st",
        ),
        ("re\u00adgret", "regret"),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"),
        ("a \t\n\u00a0\u2009\u3000b", "a b"),
        ("  a  ", "a"),
        ("‘a’ “b” „c‟ ‚d‛", "'a' \"b\" \"c\" 'd'"),
        ("co\u2010op co\u2011op", "co-op co-op"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_typographic_differences_are_taken_out(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize(
    "text",
    ["Dawn", "1,524", "café", "a–b", "a—b", "a−b", "ÄÖÜ", "سرحد", "½", "²", "…", "1524", "straße", "İ", "µ"],
)
def test_case_digits_diacritics_and_dashes_are_left_alone(text: str) -> None:
    assert normalise(text) == text


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("one […] two", ["one", "two"]),
        ("one [...] two", ["one", "two"]),
        ("one [the city] two", ["one", "two"]),
        ("[The] city", ["city"]),
        ("[…] one […]", ["one"]),
        ("[…]", []),
        ("one … two", ["one … two"]),
    ],
)
def test_a_quotation_is_parted_at_omissions_and_insertions(quote: str, parts: list[str]) -> None:
    assert pieces(quote) == parts


@pytest.mark.parametrize(
    "quote",
    [
        "overall number of fatalities",
        "The overall",
        "from 980 in 2022 to 1,524 in 2023",
        '"It is grim," he told Dawn',
        "'It is grim,' he told Dawn".replace("'", '"'),
        "a co-operative paper",
        "in regret",
        "overall   number\nof fatalities",
        "overall number […] in 2023",
        "[The] overall number of [all] fatalities increased",
        "was 'final'",
        "سرحد پار جھڑپیں",
        "fell by 2.5 per cent",
        "1,524",
        "can't",
    ],
)
def test_words_that_are_there_are_found(quote: str) -> None:
    assert occurs(quote, SNAPSHOT)


@pytest.mark.parametrize(
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
    ],
)
def test_words_that_are_not_there_are_refused(quote: str) -> None:
    assert not occurs(quote, SNAPSHOT)


@pytest.mark.parametrize("quote", ["524 in 2023", "to 1", "5 per cent", "fell by 2", "They can", "t say so"])
def test_a_number_or_a_word_is_not_cut_at_its_comma_point_or_apostrophe(quote: str) -> None:
    assert not occurs(quote, SNAPSHOT)


def test_a_letter_is_not_cut_from_its_diacritic() -> None:
    assert not occurs("کرم", normalise("کرمِ ایجنسی"))
    assert occurs("کرمِ", normalise("کرمِ ایجنسی"))


words = st.lists(
    st.sampled_from(["grim", "1,524", "co-op", "café", "سرحد", "“no”", "it's", "2.5", "Dawn"]), min_size=4
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


@given(words, st.data())
def test_any_passage_is_found_again_however_it_is_set(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    reset = data.draw(typography)
    assert occurs(reset(" ".join(text[start:end])), normalise(" ".join(text)))


@given(words, st.data())
def test_no_passage_with_a_word_changed_is_found(text: list[str], data: st.DataObject) -> None:
    changed = list(text)
    changed[data.draw(st.integers(0, len(text) - 1))] = data.draw(
        st.sampled_from(["grin", "1,525", "caff", "it"])
    )
    assume(changed != text)
    assert not occurs(" ".join(changed), normalise(" ".join(text)))


def test_html_is_read_as_its_words() -> None:
    page = b"""<!doctype html><title>T</title><style>p{}</style><script>var x = "<p>hidden</p>";</script>
    <h1>The&nbsp;title</h1><p>Fewer <em>people</em> d<b>ied</b>.<br>In 2023<p>1&#44;524 &lt;dead&gt;
    <table><tr><td>one<td>two</table><noscript>unseen</noscript><dl><dt>term<dd>meaning</dl>"""
    text, problems = snapshot_text("snapshots/a.html", page)
    assert problems == []
    assert occurs("The title Fewer people died. In 2023 1,524 <dead> one two", text)
    assert occurs("term meaning", text)
    assert not occurs("hidden", text)
    assert not occurs("unseen", text)


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe\x00a", b"a\x00b"])
def test_a_snapshot_without_text_is_a_problem(data: bytes) -> None:
    text, problems = snapshot_text("snapshots/a.txt", data)
    assert text == ""
    assert [problem.code for problem in problems] == ["B302"]


def test_the_nearest_passage_shows_the_words_that_differ() -> None:
    near, differing = nearest_passage("fatalities increased from 980 in 2022 to 1,542 in 2023", SNAPSHOT)
    assert near.startswith("fatalities increased from 980 in 2022 to 1,524 in 2023")
    assert "1,542" in differing
    assert "1,524" in differing


def test_where_no_word_is_shared_there_is_no_nearest_passage() -> None:
    assert nearest_passage("xylophone", SNAPSHOT) == ("", "")


PLACES = {
    "evidence": {"key_points": [{"id": "c", "text": "C.", "evidence": [{"source": "a", "quote": "QUOTE"}]}]},
    "prose": {"summary": 'Yes [@a, "QUOTE"].'},
    "event": {
        "events": [{"id": "e", "date": "2024", "title": "E", "evidence": [{"source": "a", "quote": "QUOTE"}]}]
    },
    "dataset": {
        "datasets": [
            {
                "id": "d",
                "title": "D",
                "unit": "people",
                "series": [{"name": "S", "points": [{"x": "2024", "y": 1, "source": "a", "quote": "QUOTE"}]}],
            }
        ]
    },
}


def checked(place: str, quote: str) -> list[Problem]:
    text = str(PLACES[place]).replace("QUOTE", quote)
    parts = __import__("ast").literal_eval(text)
    files = {
        "b/briefing.yml": briefing(**parts),
        "b/sources.yml": sources("a"),
        "b/snapshots/a.txt": "They said that 1,524 people died.",
    }
    return [problem for problem in edition(files).problems if problem.code == "B301"]


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_digit_is_an_error_wherever_the_words_are_quoted(place: str) -> None:
    assert checked(place, "that 1,524 people") == []
    [problem] = checked(place, "that 1,523 people")
    assert problem.severity == "error"
    assert problem.span is not None
    assert "1,524" in problem.help


def test_a_passage_of_a_source_is_checked_too() -> None:
    listed = sources("a")
    listed["sources"][0]["passages"] = [{"id": "p", "quote": "something else entirely"}]
    files = {
        "b/briefing.yml": briefing(summary="Yes [@a]."),
        "b/sources.yml": listed,
        "b/snapshots/a.txt": "They said so.",
    }
    assert [problem.code for problem in edition(files).problems] == ["B301"]


def test_without_a_snapshot_nothing_is_refused_and_nothing_called_verified() -> None:
    files = {"b/briefing.yml": briefing(summary='Yes [@a, "words"].'), "b/sources.yml": sources("a")}
    made = edition(files)
    page = next(page for page in made.pages if page.path == "sources/a.md")
    assert made.problems == ()
    assert "bd-check--verified" not in page.markdown
    assert "words" in page.markdown


def test_with_a_snapshot_the_reader_sees_that_the_words_are_verified() -> None:
    files = {
        "b/briefing.yml": briefing(summary='Yes [@a, "words"].'),
        "b/sources.yml": sources("a"),
        "b/snapshots/a.txt": "Some words.",
    }
    page = next(page for page in edition(files).pages if page.path == "sources/a.md")
    assert "bd-check--verified" in page.markdown
