"""A source can have copies of several days; a quotation is verified in the newest, or in the one that it names."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each
from support.project import BARE, briefing, edition, page_of_claim, project

from bindery.edition import Edition
from bindery.evidence import fingerprints
from bindery.evidence.copies import copies_by_day
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults, StoredSource, verify_quotations
from bindery.reading.project import source_and_day
from bindery.text.problems import Problem
from bindery.text.tokens import SearchableText

OLD, NEW = "s.2024-05-03", "s.2024-06-09"
THEN, NOW = "It was very hot in May, and dry.", "It was warm in May, and dry."


def fingerprint(text: str, day: str, source: str = "s") -> bytes:
    """A fingerprint of a text, which was stored on a day."""
    record = {
        "source": source,
        "snapshot": "s.txt",
        "sha256": "0" * 64,
        "bytes": 1,
        "date": day,
        "tool": "test",
    }
    return fingerprints.write_fingerprint(record, (SearchableText.of(text).reading,))


def files(
    stored: Mapping[str, str | bytes], *evidence: Mapping[str, str], show: str = "quote", **listed: Any
) -> dict[str, Any]:
    """A briefing with this evidence from a source with these copies."""
    claims = [{"id": "hot", "text": "It was hot.", "evidence": [{"source": "s", **one} for one in evidence]}]
    source = {"id": "s", "kind": "news", "licence": "CC-BY-4.0", "show": show, **listed}
    return {
        "a/briefing.yml": briefing(claims=claims, key_points=["hot"]),
        "a/sources.yml": {"sources": [source]},
        **{f"a/snapshots/{name}": data for name, data in stored.items()},
    }


def checked(found: Mapping[str, Any]) -> tuple[QuotationResults, list[str]]:
    """The results, and the codes of what is wrong."""
    made = project(found)
    results, problems = verify_quotations(made, Graph(made))
    return results, [problem.code for problem in problems]


def both(texts: Mapping[str, str], *, printed: bool) -> dict[str, str | bytes]:
    """Copies with these texts, by name without ending: as texts, or as fingerprints alone."""
    if not printed:
        return {f"{name}.txt": text for name, text in texts.items()}
    return {f"{name}.fingerprint": fingerprint(text, "2024-05-01") for name, text in texts.items()}


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize(
    ("texts", "evidence", "codes", "copy", "gone"),
    [
        ({OLD: THEN, NEW: NOW}, {"quote": "warm"}, [], "", ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "and dry"}, [], "", ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "very hot"}, ["B381"], None, ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "very cold"}, ["B301"], None, ""),
        (
            {OLD: THEN, NEW: NOW},
            {"quote": "very hot", "snapshot": "2024-05-03"},
            [],
            "2024-05-03",
            "2024-06-09",
        ),
        ({OLD: THEN, NEW: NOW}, {"quote": "and dry", "snapshot": "2024-05-03"}, [], "2024-05-03", ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "warm", "snapshot": "2024-06-09"}, [], "", ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "warm", "snapshot": "2024-05-03"}, ["B386"], None, ""),
        ({OLD: THEN, NEW: NOW}, {"quote": "very hot", "snapshot": "2024-05-04"}, ["B385", "B381"], None, ""),
        ({OLD: THEN}, {"quote": "very hot"}, [], "", ""),
        ({OLD: THEN}, {"quote": "very hot", "snapshot": "2024-05-03"}, [], "", ""),
        ({"s": THEN}, {"quote": "very hot"}, [], "", ""),
        ({"s": THEN, NEW: NOW}, {"quote": "warm"}, [], "", ""),
        ({"s": THEN, NEW: NOW}, {"quote": "very hot"}, ["B381"], None, ""),
        ({OLD: THEN, "s.2024-05-04": NOW, NEW: THEN}, {"quote": "very hot"}, [], "", ""),
        (
            {OLD: THEN, "s.2024-05-20": NOW, NEW: NOW},
            {"quote": "very hot", "snapshot": "2024-05-03"},
            [],
            "2024-05-03",
            "2024-05-20",
        ),
        (
            {OLD: THEN, "s.2024-05-04": NOW, "s.2024-05-20": THEN, NEW: NOW},
            {"quote": "very hot", "snapshot": "2024-05-03"},
            [],
            "2024-05-03",
            "2024-06-09",
        ),
        ({"s.1999-12-31": NOW, "s.2000-01-01": THEN}, {"quote": "very hot"}, [], "", ""),
    ],
)
def test_the_copy_that_is_named_or_the_newest_counts(  # noqa: PLR0917  the columns of the table
    texts: dict[str, str],
    evidence: dict[str, str],
    codes: list[str],
    copy: str | None,
    gone: str,
    printed: bool,
) -> None:
    results, found = checked(files(both(texts, printed=printed), evidence))
    assert found == codes
    outcome = results.finding("s", evidence["quote"])
    assert (outcome.copy, outcome.gone) == (copy, gone) if outcome else copy is None


def test_a_copy_that_is_named_once_counts_wherever_the_words_are_quoted() -> None:
    found = files({f"{OLD}.txt": THEN, f"{NEW}.txt": NOW}, {"quote": "very hot"})
    passages = [{"id": "p", "quote": "very hot", "snapshot": "2024-05-03"}]
    found["a/sources.yml"]["sources"][0]["passages"] = passages
    section = {"id": "why", "title": "Why", "content": ['It was so [@s, "very hot"].', {"table": "d"}]}
    points = [{"x": "1", "y": 1, "source": "s", "quote": "very hot"}]
    dataset = {"id": "d", "title": "D", "unit": "degrees", "series": [{"name": "One", "points": points}]}
    found["a/briefing.yml"] |= {"sections": [section], "datasets": [dataset]}
    assert checked(found)[1] == []
    found["a/sources.yml"]["sources"][0]["passages"] = []
    assert checked(found)[1] == ["B381"] * 3
    points[0]["snapshot"] = "2024-05-03"
    assert checked(found)[1] == []


def test_two_places_that_name_different_copies_are_both_looked_at() -> None:
    copies = {f"{OLD}.txt": THEN, f"{NEW}.txt": NOW}
    dry = [{"quote": "and dry", "snapshot": day} for day in ("2024-05-03", "2024-06-09")]
    results, codes = checked(files(copies, *dry))
    assert codes == []
    assert results.outcome("s", "and dry") == "part"
    hot = [{"quote": "very hot", "snapshot": day} for day in ("2024-05-03", "2024-06-09")]
    assert checked(files(copies, *hot))[1] == ["B386"]


def test_the_day_of_a_copy_without_one_is_that_of_its_fingerprint() -> None:
    undated = {"s.txt": THEN, "s.fingerprint": fingerprint(THEN, "2024-06-10")}
    newer = files({**undated, f"{NEW}.txt": NOW}, {"quote": "very hot"})
    assert [code for code in checked(newer)[1] if code != "B331"] == []
    older = files({**undated, "s.2024-06-11.txt": NOW}, {"quote": "very hot"})
    assert [code for code in checked(older)[1] if code != "B331"] == ["B381"]


def test_copies_without_days_all_count_as_before() -> None:
    found = files({}, {"quote": "very hot"}, {"quote": "warm"})
    found["b/briefing.yml"] = briefing(title="Other")
    shared = found.pop("a/sources.yml")
    found |= {"sources.yml": shared, "a/snapshots/s.txt": THEN, "b/snapshots/s.txt": NOW}
    assert checked(found)[1] == []


@each(
    ("name", "source", "day"),
    [
        ("s.txt", "s", ""),
        ("s.2024-05-03.txt", "s", "2024-05-03"),
        ("s.2024-05-03.fingerprint", "s", "2024-05-03"),
        ("s-2024-05-03.html", "s-2024-05-03", ""),
        ("s-2024.2024-05-03.pdf", "s-2024", "2024-05-03"),
        ("2024-05-03.txt", "2024-05-03", ""),
        ("2024-05-03.2024-05-03.htm", "2024-05-03", "2024-05-03"),
        ("s.2024.txt", "s", "2024"),
        ("s.old.txt", "s.old", ""),
        ("s.2024-05-03.2024-05-04.txt", "s", "2024-05-03.2024-05-04"),
    ],
)
def test_the_name_of_a_copy_is_the_id_and_the_day(name: str, source: str, day: str) -> None:
    assert source_and_day(name) == (source, day)


def codes(found: Edition) -> list[tuple[str, str]]:
    return [(problem.code, problem.file.rsplit("/", 1)[-1]) for problem in found.problems]


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-30",
        "2024-13-01",
        "2024-5-3",
        "2024",
        "2024-05",
        "20240503",
        "2024-05-03x",
        "2024-05-03.1",
        "0000-01-01",
    ],
)
@pytest.mark.parametrize("ending", ["txt", "fingerprint"])
def test_what_is_no_day_is_said_to_be_none(day: str, ending: str) -> None:
    name = f"s.{day}.{ending}"
    assert codes(edition(files({name: THEN}, {}), templates=BARE)) == [("B383", name)]


def test_a_dated_copy_of_an_unknown_source_is_not_used() -> None:
    name = "t.2024-05-03.txt"
    assert codes(edition(files({name: THEN}, {}), templates=BARE)) == [("B213", name)]


def test_a_copy_without_a_day_beside_one_with_a_day_is_reported() -> None:
    found = edition(files({"s.txt": THEN, f"{NEW}.txt": THEN}, {}), templates=BARE)
    assert codes(found) == [("B384", "s.txt")]


def test_an_empty_copy_is_refused_and_a_page_that_says_gone_is_a_copy() -> None:
    assert ("B302", f"{NEW}.txt") in codes(
        edition(files({f"{OLD}.txt": THEN, f"{NEW}.txt": " "}), templates=BARE)
    )
    copies = {f"{OLD}.txt": THEN, f"{NEW}.html": "<p>404: this page is gone.</p>"}
    assert checked(files(copies, {"quote": "very hot"}))[1] == ["B381"]
    assert checked(files(copies, {"quote": "very hot", "snapshot": "2024-05-03"}))[1] == []


DAYS = [f"2024-0{month}-1{day}" for month in range(1, 5) for day in range(3)]
WORDS = ("hot", "cold", "dry", "wet")
HISTORIES = st.dictionaries(
    st.sampled_from(DAYS), st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join), min_size=1
)


@settings(deadline=None)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(history: dict[str, str], rng: random.Random) -> None:
    evidence = [{"quote": word} for word in WORDS]
    found = files({f"s.{day}.txt": text for day, text in history.items()}, *evidence)
    shuffled = list(found.items())
    rng.shuffle(shuffled)
    one, two = checked(found), checked(dict(shuffled))
    assert (one[0].outcomes, one[1]) == (two[0].outcomes, two[1])


@settings(deadline=None)
@given(HISTORIES, st.sampled_from(WORDS))
def test_an_older_copy_never_changes_what_stands_in_the_newest(history: dict[str, str], word: str) -> None:
    newest = max(history)
    alone = checked(files({f"s.{newest}.txt": history[newest]}, {"quote": word}))
    whole = checked(files({f"s.{day}.txt": text for day, text in history.items()}, {"quote": word}))
    if alone[0].outcome("s", word) in ("verified", "part"):
        assert whole[0].outcomes == alone[0].outcomes
        assert whole[1] == []
    else:
        there = any(word in text.split() for text in history.values())
        assert whole[1] == ["B381" if there else "B301"]


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(HISTORIES, st.sampled_from(WORDS), st.sampled_from(DAYS))
def test_fingerprints_give_the_same_answers(history: dict[str, str], word: str, day: str) -> None:
    texts = {f"s.{made}": text for made, text in history.items()}
    for evidence in ({"quote": word}, {"quote": word, "snapshot": day}):
        (one, these), (two, those) = (
            checked(files(both(texts, printed=printed), evidence)) for printed in (False, True)
        )
        assert these == those
        assert one.outcome("s", word) == two.outcome("s", word)


def page(found: Mapping[str, Any], path: str) -> str:
    made = edition(found)
    assert not made.errors, [problem.message for problem in made.errors]
    return next(page.markdown for page in made.pages if page.path == path)


HISTORY = {"s.2024-01-09.txt": "Nothing yet.", f"{OLD}.txt": THEN, f"{NEW}.txt": NOW}
NAMED = {"quote": "very hot", "snapshot": "2024-05-03"}


def test_the_page_of_a_source_says_when_words_stood_there() -> None:
    shown = page(files(HISTORY, NAMED, {"quote": "warm"}), "sources/s.md")
    assert "Not there on 9 January 2024, stood there on 3 May 2024, gone on 9 June 2024." in shown
    assert "Not there on 9 January 2024 and 3 May 2024, stood there on 9 June 2024." in shown
    assert "in the copy of 3 May 2024; no longer there on 9 June 2024" in shown
    assert shown.count("SHA-256 <code") == 3
    assert "Read this text" not in shown, "the licence allows the quoted words only"
    assert "## Copies" not in page(files({"s.txt": THEN}, {"quote": "very hot"}), "sources/s.md")


def test_words_that_came_back_and_long_histories_are_said_in_short() -> None:
    days = {f"s.2024-0{month}-01.txt": THEN if month not in (4, 5) else NOW for month in range(1, 8)}
    shown = page(files(days, {"quote": "very hot"}), "sources/s.md")
    said = "Stood there in 3 copies from 1 January 2024 to 1 March 2024, gone on 1 April 2024 and 1 May 2024"
    assert f"{said}, there again on 1 June 2024 and 1 July 2024." in shown


def test_each_copy_has_a_page_of_its_own_where_its_licence_allows_it() -> None:
    made = edition(files(HISTORY, NAMED, {"quote": "warm"}, show="full"))
    pages = {found.path: unescape(found.markdown) for found in made.pages}
    texts = sorted(path for path in pages if "/text" in path)
    assert texts == ["sources/s/text.md", "sources/s/text/2024-01-09.md", "sources/s/text/2024-05-03.md"]
    assert "on 9 June 2024" in pages["sources/s/text.md"]
    assert "<mark" in pages["sources/s/text/2024-05-03.md"]
    assert "<mark" not in pages["sources/s/text/2024-01-09.md"]
    claim = unescape(page_of_claim(made, "a", "hot"))
    assert "../../../sources/s/text/2024-05-03/#_quote-1" in claim
    assert "../../../sources/s/text/#_quote-2" in claim


def test_the_data_have_the_copies_and_what_is_gone() -> None:
    made = edition(files(HISTORY, NAMED, {"quote": "warm"}))
    data = json.loads({str(path): data for path, data in made.files.items()}["a/briefing.json"])
    named, newest = (piece["passage"]["verification"] for piece in data["claims"][0]["evidence"])
    assert (named["copy"], named["gone"]) == ("2024-05-03", "2024-06-09")
    assert "copy" not in newest
    copies = data["sources"][0]["copies"]
    assert [copy["date"] for copy in copies] == ["2024-06-09", "2024-05-03", "2024-01-09"]


def test_a_retracted_source_with_copies_says_both() -> None:
    shown = page(files(HISTORY, NAMED, {"quote": "warm"}, state="corrected"), "sources/s.md")
    assert "Corrected by its publisher" in shown
    assert "gone on 9 June 2024" in shown


def test_the_context_is_that_of_a_copy_with_the_words() -> None:
    shown = page(files(HISTORY, NAMED, {"quote": "warm"}, show="context"), "sources/s.md")
    assert "… It was  <mark>very hot</mark>" in shown.replace("It was <mark>", "It was  <mark>")


def test_copies_of_one_day_count_alike() -> None:
    def one(day: str, *, dated: bool) -> StoredSource:
        return StoredSource("snapshot", (SearchableText.of(day),), day=day, dated=dated)

    stored = [one("2024", dated=False), one("2024-01-01", dated=True), one("2024-01-01", dated=False)]
    assert [(copy.day, len(copy.stored)) for copy in copies_by_day(stored)] == [
        ("2024-01-01", 2),
        ("2024", 1),
    ]
    assert copies_by_day([]) == []


def test_a_change_that_touches_no_quotation_is_not_reported() -> None:
    found: tuple[Problem, ...] = edition(files(HISTORY, {"quote": "in May"}), templates=BARE).problems
    assert found == ()
