"""Every form of a citation is read, and what looks like one and is none is refused at its place: a table of both."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.growth import growth
from support.project import BARE, briefing, edition, inputs, sources

from bindery.reading.briefing_prose import place_of_fault
from bindery.reading.known_ids import KnownIds
from bindery.reading.markdown import parse_markdown
from bindery.reading.narrative import written_citations
from bindery.reading.project import read_project
from bindery.reading.prose import Citation, Mention, Prose, words_by_heading
from bindery.text.span import Text

KNOWN = KnownIds(
    {
        "a": "Ada",
        "b": "Ben",
        "g": "Gil",
        "okafor-2024": "Okafor",
        "bello-2023": "Bello",
        "who-2020": "WHO",
        "post": "The Post",
    },
    ["rose", "fell-again"],
)
TABLE = Path(__file__).with_name("citation_forms.txt").read_text("utf-8")
ROWS = [
    [part.strip() for part in line.split(" | ")]
    for line in TABLE.splitlines()
    if line and not line.startswith("##")
]


def shown(prose: Prose) -> str:
    """The text with each citation and mention in braces: `{see a, p. 3; -b}`, `{=a}`, `{#rose}`, `{#rose in words}`."""

    def cite(citation: Citation) -> str:
        marks = {"named": "=", "year": "-"}
        parts = []
        for item in citation.items:
            words = ", ".join(filter(None, (f"{marks.get(item.mode, '')}{item.source}", item.locator)))
            quote = f' "{item.quote}"' if item.quote else ""
            parts.append(f"{item.prefix} {words}{quote}".strip())
        return "{" + "; ".join(parts) + "}"

    def name(mention: Mention) -> str:
        return "{#" + mention.claim + (" in words}" if mention.in_words else "}")

    html = str(prose.render(cite, name, ""))  # type: ignore[arg-type]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def needles(source: str, prose: Prose) -> list[str]:
    """Each fault with the characters of the author that it is marked at."""
    span = Text("x.yml", source).span(0, len(source))
    return [f"{fault.code} {place_of_fault(fault, span).content}" for fault in prose.faults]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_form_is_read_or_refused(row: list[str]) -> None:
    written, wanted, *faults = row
    source = written.replace("⏎", "\n").replace("¦", "|")
    prose = parse_markdown(source, KNOWN)
    assert [shown(prose), *needles(source, prose)] == [wanted.replace("¦", "|"), *faults]


def test_the_table_is_long() -> None:
    assert len(ROWS) >= 150


PLACES = [
    "{}",
    "> {}",
    "- one\n- {}",
    "1. {}",
    "**{}**",
    "*x {} y*",
    "Term\n:   {}",
    "| t |\n| --- |\n| {} |",
    "x\n{}",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "written",
    ["[see @a, p. 3; also @b]", "@okafor-2024 [p. 4] says", "[-@a]", "[@a; #rose]", "\\@a", "d@a.org"],
)
def test_a_form_is_read_alike_wherever_prose_may_stand(place: str, written: str) -> None:
    alone = shown(parse_markdown(written, KNOWN))
    assert alone in shown(parse_markdown(place.format(written), KNOWN))


def test_citations_are_numbered_in_reading_order() -> None:
    prose = parse_markdown("**@b** says [@a], and *x [@g]* as @okafor-2024 `@x` says [@post].", KNOWN)
    assert [item.source for one in prose.citations for item in one.items] == [
        "b",
        "a",
        "g",
        "okafor-2024",
        "post",
    ]


PIECES = [
    "[@a]",
    "[see @a, p. 3]",
    "@a",
    "@WHO",
    "[#rose]",
    "[",
    "]",
    "(",
    ")",
    "@",
    "#",
    ";",
    ",",
    '"',
    " ",
    "-",
    "{",
    "}",
]


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text("ab1 -é所", max_size=3)), max_size=16).map("".join)
)
@example("[@a; #rose; see #rose; ]")
def test_nothing_that_is_written_is_lost(source: str) -> None:
    """Each word is printed, is in a citation, or is reported."""
    prose = parse_markdown(source, KNOWN)
    cited = " ".join(
        f"{item.prefix} {item.source} {item.locator} {item.quote}"
        for one in prose.citations
        for item in one.items
    )
    named = " ".join(mention.claim for mention in prose.mentions)
    printed = re.sub(r"<[^>]+>", "", prose.html)
    everything = f"{cited} {named} {unescape(printed)} {' '.join(fault.needle for fault in prose.faults)}"
    for word in re.findall(r"[ab1é]+|所+", source):
        assert word in everything, (source, everything)


@given(st.lists(st.sampled_from([*PIECES, "So it is ", "See ", "x"]), max_size=12).map("".join))
def test_the_fast_reader_and_the_other_agree(source: str) -> None:
    from bindery.reading import markdown, markdown_reader  # noqa: PLC0415  as `parse_markdown` does

    if markdown._WITHOUT_SYNTAX.fullmatch(source):
        read = markdown._read_without_syntax(source, KNOWN)
        assert read is None or read == markdown_reader.read_markdown(source, KNOWN)


@pytest.mark.parametrize(
    "piece", ["[see @a ", "@a [", "@a [p. ", "[#rose; ", "(@a ", "[@a; b; ", '[@a "x" @b ', "[[@a"]
)
def test_reading_takes_linear_time(piece: str) -> None:
    def read(times: int) -> int:
        return len(list(written_citations(piece * times)))

    assert growth(lambda: read(500), lambda: read(4000), limit=24) < 24


# Plain text has the names that a sentence gives


def test_plain_text_has_the_names_and_the_words_of_claims() -> None:
    files = {
        "b/briefing.yml": briefing(
            summary="As @gibb says [p. 4], it is hot [@gibb]. See [#hot].",
            key_points=[{"id": "hot", "text": "It is **hot**."}],
        ),
        "b/sources.yml": {
            "sources": [{"id": "gibb", "kind": "report", "authors": [{"name": "Ada Gibb", "family": "Gibb"}]}]
        },
    }
    project, problems = read_project(inputs(files))
    assert not [problem for problem in problems if problem.severity == "error"]
    prose = project.briefings["b"].prose["summary",]  # type: ignore[index]
    assert prose.words == "As Gibb says [p. 4], it is hot. See “It is hot”."
    assert words_by_heading(prose) == [("", [prose.words])]
    assert prose.paragraphs == {1: "As Gibb says [p. 4], it is hot. See …."}


def codes(files: dict[str, object]) -> list[str]:
    return [
        problem.code for problem in edition(files, templates=BARE).problems if problem.severity == "error"
    ]  # type: ignore[arg-type]


def test_a_name_may_be_a_source_of_any_list() -> None:
    files: dict[str, object] = {
        "b/briefing.yml": briefing(summary="As @a, @c and @e say."),
        "b/sources.yml": sources("a"),
        "c/briefing.yml": briefing(summary="So [@c]."),
        "c/sources.yml": sources("c"),
        "sources.yml": sources("e"),
    }
    project, _ = read_project(inputs(files))  # type: ignore[arg-type]
    cited = [item.source for one in project.briefings["b"].prose["summary",].citations for item in one.items]  # type: ignore[index]
    assert cited == ["a", "c", "e"]
    assert codes(files) == []


def test_a_claim_names_no_source() -> None:
    files: dict[str, object] = {
        "b/briefing.yml": briefing(key_points=[{"id": "hot", "text": "As @a says, it is hot."}]),
        "b/sources.yml": sources("a"),
    }
    assert codes(files) == ["B118"]
