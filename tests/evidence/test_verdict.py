"""Statuses and counts as tables: evidence in, status and counts out, and what holds for all evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.parsed import parse
from support.project import MKDOCS, Site, briefing, edition, graph, sources

from bindery.evidence.bodies import named
from bindery.evidence.graph import Graph
from bindery.evidence.verdict import ClaimVerdict, TracedEvidence, verdict_of
from bindery.model import vocabulary
from bindery.model.names import SitePath

# Two yearbooks of one institute, two statements of one government, and a witness.
ORIGINS = [
    {"id": "year-1", "title": "Yearbook 1", "publisher": "Coast Institute"},
    {"id": "year-2", "title": "Yearbook 2", "publisher": "The coast  institute"},
    {"id": "minister", "title": "The minister", "party": "Government of Coastland"},
    {"id": "governor", "title": "The governor", "party": "the government of Coastland"},
    {"id": "witness", "title": "A witness"},
    {"id": "office", "title": "A press office", "body": "Coast Institute"},
]
REPEATS = {
    "a": "year-1",
    "b": "year-2",
    "c": "minister",
    "d": "governor",
    "e": "witness",
    "f": "office",
    "g": "a",
}


def project(evidence: list[dict[str, Any]], **claim: Any) -> dict[str, Any]:
    listed = sources(*"abcdefghi", origins=REPEATS) | {"origins": ORIGINS}
    point = {"id": "claim", "text": "A claim.", "evidence": evidence} | claim
    cited = "All [@a; @b; @c; @d; @e; @f; @g; @h; @i]."
    return {"x/briefing.yml": briefing(summary=cited, key_points=[point]), "x/sources.yml": listed}


def pieces(written: str) -> list[dict[str, Any]]:
    """`+a -b:office ~c` as evidence: a supports, b disputes and names the origin `office` for itself, c qualifies."""
    stances = {"+": "supports", "-": "disputes", "~": "qualifies"}
    found = []
    for word in written.split():
        source, _, origin = word[1:].partition(":")
        found.append({"source": source, "stance": stances[word[0]]} | ({"origin": origin} if origin else {}))
    return found


def verdict(written: str, **claim: Any) -> ClaimVerdict:
    found = graph(project(pieces(written), **claim))
    return found.verdict(found.registers["x"].claims["claim"])


# evidence, status, label, bodies for, bodies against, the one party, origins on both sides
VERDICTS = (
    ("", "unsupported", "Unsupported", 0, 0, "", ()),
    ("~a ~b", "unsupported", "Unsupported", 0, 0, "", ()),
    ("-a", "contradicted", "Contradicted", 0, 1, "", ()),
    ("-a -b -f", "contradicted", "Contradicted", 0, 1, "", ()),
    ("-a ~e", "contradicted", "Contradicted", 0, 1, "", ()),
    ("+a", "single-origin", "Single origin", 1, 0, "", ()),
    ("+a +g", "single-origin", "Single origin", 1, 0, "", ()),
    ("+a +b", "single-origin", "One body", 1, 0, "", ()),
    ("+a +b +g +f", "single-origin", "One body", 1, 0, "", ()),
    ("+a +b +e", "corroborated", "Corroborated", 2, 0, "", ()),
    ("+c", "single-origin", "Single origin", 1, 0, "Government of Coastland", ()),
    ("+c +d", "single-origin", "One party", 2, 0, "Government of Coastland", ()),
    ("+d +c", "single-origin", "One party", 2, 0, "the government of Coastland", ()),
    ("+c +d +e", "corroborated", "Corroborated", 3, 0, "", ()),
    ("+c +d -e", "contested", "Contested", 2, 1, "Government of Coastland", ()),
    ("+c -d", "contested", "Contested", 1, 1, "Government of Coastland", ()),
    ("+a -g", "contested", "Contested", 1, 1, "", ("year-1",)),
    ("+a -b", "contested", "Contested", 1, 1, "", ()),
    ("+a -g:g", "contested", "Contested", 1, 1, "", ()),
    ("+a -g:witness", "contested", "Contested", 1, 1, "", ()),
    ("+a -e:year-1", "contested", "Contested", 1, 1, "", ("year-1",)),
    ("+h +i", "corroborated", "Corroborated", 2, 0, "", ()),
    ("+h +h:witness", "corroborated", "Corroborated", 2, 0, "", ()),
    ("+h:witness +i:witness", "single-origin", "Single origin", 1, 0, "", ()),
    ("+a:a +b:b", "corroborated", "Corroborated", 2, 0, "", ()),
    ("+h:g", "single-origin", "Single origin", 1, 0, "", ()),
    ("+h:g +a", "single-origin", "Single origin", 1, 0, "", ()),
)


@pytest.mark.parametrize("row", VERDICTS, ids=[row[0] for row in VERDICTS])
def test_a_verdict_follows_from_origins_bodies_and_parties(row: tuple[Any, ...]) -> None:
    found = verdict(row[0])
    bodies = len(found.bodies_for), len(found.bodies_against)
    assert (found.status, found.label, *bodies, found.one_party, found.on_both_sides) == row[1:]


@pytest.mark.parametrize(
    ("evidence", "status", "label"),
    [
        ("+a +b", "corroborated", "Corroborated"),
        ("+a +g", "single-origin", "Single origin"),
        ("+c +d", "single-origin", "One party"),
        ("+a +b -e", "contested", "Contested"),
        ("-a -b", "contradicted", "Contradicted"),
    ],
)
def test_a_reason_makes_origins_of_one_body_independent_and_nothing_else(
    evidence: str, status: str, label: str
) -> None:
    found = verdict(evidence, independent="Each counted in other towns.")
    assert (found.status, found.label) == (status, label)


def test_a_party_of_a_piece_comes_before_that_of_its_origin() -> None:
    evidence = [{"source": "e", "party": "The opposition"}, {"source": "h", "party": "Opposition"}]
    found = graph(project(evidence))
    shown = found.verdict(found.registers["x"].claims["claim"])
    assert (shown.one_party, shown.parties_for, shown.label) == (
        "The opposition",
        ("The opposition",),
        "One party",
    )


def test_a_piece_with_an_origin_of_its_own_does_not_speak_for_the_party_of_its_source() -> None:
    files = project(pieces("+h +h:witness"))
    files["x/sources.yml"]["sources"][7]["party"] = "The army"
    found = graph(files)
    traced = [found.trace(piece).party for piece in found.registers["x"].claims["claim"].evidence]
    assert [party and party.name for party in traced] == ["The army", None]


PASSAGES = [
    {"id": "toll", "quote": "50 people were hurt, including 27 children", "origin": "witness"},
    {"id": "port", "quote": "the port closed the channel […] for a week"},
    {"id": "eye", "quote": "our reporter saw “nothing”", "origin": "a"},
]


@each(
    ("quote", "own", "origin"),
    [
        ("50 people were hurt, including 27 children", None, "witness"),
        ("50 people  were hurt", None, "witness"),
        ("including 27 children", None, "witness"),
        ("50 people […] 27 children", None, "witness"),
        ("5 people were hurt", None, "year-1"),
        ("0 people were hurt", None, "year-1"),
        ("people were hurt", "minister", "minister"),
        ("the port closed the channel", None, "year-1"),
        ('our reporter saw "nothing"', None, "a"),
        ("words of no passage", None, "year-1"),
        (None, None, "year-1"),
        (None, "a", "a"),
        (None, "g", "year-1"),
    ],
)
def test_a_piece_has_its_own_origin_or_that_of_its_passage_or_of_its_source(
    quote: str | None, own: str | None, origin: str
) -> None:
    piece = {"source": "a"} | ({"quote": quote} if quote else {}) | ({"origin": own} if own else {})
    files = project([piece])
    files["x/sources.yml"]["sources"][0]["passages"] = PASSAGES
    found = graph(files)
    assert found.origins_behind(found.registers["x"].claims["claim"].evidence) == (origin,)


@each(
    ("one", "other", "same"),
    [
        ("The Coast Institute", "coast  institute", True),
        ("Guardian, The", "the guardian", True),
        ("Réseau Nord", "RESEAU NORD", True),
        ("Smith & Sons", "Smith and Sons", True),
        ("U.N. Office", "UN Office", True),
        ("Al-Noor", "Al Noor", True),
        ("ادارہ کرم", "ادارہ كرم", True),
        ("Theatre Review", "atre Review", False),
        ("The", "A", False),
        ("Coast Institute", "Coast Institute North", False),
        ("Dawn", "Down", False),
        ("???", "!!!", False),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str, *, same: bool) -> None:
    assert (named(one).key == named(other).key) is same


@pytest.mark.parametrize(
    ("first", "second", "bodies"),
    [
        ({"publisher": "The Post"}, {"publisher": "post"}, 1),
        ({"publisher": "The Post"}, {"publisher": "Herald"}, 2),
        ({"publisher": "The Post", "body": "One"}, {"publisher": "The Post", "body": "Two"}, 2),
        ({"publisher": "Herald", "body": "Post"}, {"publisher": "Post"}, 1),
        ({}, {}, 2),
        ({"title": "Same"}, {"title": "Same"}, 2),
        ({"authors": [{"organisation": "Office"}]}, {"authors": [{"organisation": "The Office"}]}, 1),
        ({"authors": ["Ann Lee"]}, {"authors": ["Ann Lee"]}, 1),
        ({"authors": ["Ann Lee"]}, {"authors": ["Ben Lee"]}, 2),
    ],
)
def test_the_body_of_a_source_is_named_or_its_publisher(
    first: dict[str, Any], second: dict[str, Any], bodies: int
) -> None:
    listed = {"sources": [{"id": "a", "kind": "news"} | first, {"id": "b", "kind": "news"} | second]}
    point = {"id": "claim", "text": "A claim.", "evidence": [{"source": "a"}, {"source": "b"}]}
    found = graph({"x/briefing.yml": briefing(key_points=[point]), "x/sources.yml": listed})
    assert len(found.verdict(found.registers["x"].claims["claim"]).bodies_for) == bodies


TRACED = st.lists(
    st.builds(
        TracedEvidence,
        stance=st.sampled_from([*vocabulary.STANCES]),
        source=st.sampled_from("abcdef"),
        origin=st.sampled_from("pqrs"),
        body=st.sampled_from([named("One"), named("the one"), named("Two"), named("Three")]),
        party=st.sampled_from([None, named("Here"), named("There")]),
    ),
    max_size=8,
)


@given(TRACED, st.booleans(), st.data())
def test_a_repeat_adds_a_report_and_neither_an_origin_nor_a_body(
    evidence: list[TracedEvidence], independent: bool, data: st.DataObject
) -> None:
    before = verdict_of(evidence, independent=independent)
    if evidence:
        repeat = data.draw(st.sampled_from(evidence))._replace(source="another")
        after = verdict_of([*evidence, repeat], independent=independent)
        assert (after.status, after.label) == (before.status, before.label)
        assert after.origins_for == before.origins_for
        assert (after.bodies_for, after.bodies_against) == (before.bodies_for, before.bodies_against)


@given(TRACED, st.data())
def test_evidence_taken_away_never_makes_a_contradicted_claim_corroborated(
    evidence: list[TracedEvidence], data: st.DataObject
) -> None:
    if verdict_of(evidence).status == "contradicted":
        kept = [piece for piece in evidence if data.draw(st.booleans())]
        assert verdict_of(kept).status in ("contradicted", "unsupported")


@given(TRACED, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(
    evidence: list[TracedEvidence], independent: bool, shuffle: Any
) -> None:
    before = verdict_of(evidence, independent=independent)
    other = [*evidence]
    shuffle.shuffle(other)
    after = verdict_of(other, independent=independent)
    assert (after.status, after.single) == (before.status, before.single)
    for name in ("origins_for", "origins_against", "on_both_sides"):
        assert set(getattr(after, name)) == set(getattr(before, name))
    for name in ("bodies_for", "bodies_against", "parties_for", "parties_against"):
        assert {named(n).key for n in getattr(after, name)} == {named(n).key for n in getattr(before, name)}
    assert named(after.one_party).key == named(before.one_party).key


@given(TRACED)
def test_more_bodies_than_origins_are_never_counted_where_each_origin_has_one_body(
    evidence: list[TracedEvidence],
) -> None:
    owner = {"p": named("One"), "q": named("the one"), "r": named("Two"), "s": named("Three")}
    found = verdict_of([piece._replace(body=owner[piece.origin]) for piece in evidence])
    assert len(found.bodies_for) <= len(found.origins_for) <= max(found.reports, len(found.origins_for))
    assert found.status != "corroborated" or len(found.bodies_for) > 1


def chained(graph: Graph) -> list[str]:
    return [graph.retracted_behind(source) for source in "abgh"]


def test_what_repeats_a_retracted_source_is_based_on_it() -> None:
    files = project(pieces("+a +g +h"))
    files["x/sources.yml"]["sources"][0]["state"] = "retracted"
    found = graph(files)
    assert chained(found) == ["a", "", "a", ""]
    assert found.retracted_behind("g", own="witness") == ""
    assert found.retracted_behind("h", own="g") == "a"
    assert found.verdict(found.registers["x"].claims["claim"]).retracted == 2


# sources that were retracted, evidence, status, label, whether it is weakened, retracted reports
RETRACTED = (
    ("a", "+a +e", "single-origin", "Single origin", True, 1),
    ("a", "+g +e", "single-origin", "Single origin", True, 1),
    ("a", "+a +g +e", "single-origin", "Single origin", True, 2),
    ("a", "+a +e +h", "corroborated", "Corroborated", False, 1),
    ("e", "+a +b +e", "single-origin", "One body", True, 1),
    ("e", "+c +d +e", "single-origin", "One party", True, 1),
    ("a", "+a +b", "single-origin", "One body", False, 1),
    ("ae", "+a +e", "corroborated", "Corroborated", False, 2),  # an error, B322
    ("a", "+a -e", "contested", "Contested", False, 1),
    ("a", "-a +e", "contested", "Contested", False, 1),
    ("a", "-a", "contradicted", "Contradicted", False, 1),
    ("a", "~a +e +h", "corroborated", "Corroborated", False, 0),
    ("a", "+g:witness +h", "corroborated", "Corroborated", False, 0),
)


@pytest.mark.parametrize("row", RETRACTED, ids=[f"{row[0]} {row[1]}" for row in RETRACTED])
def test_retracted_sources_are_counted_and_corroborate_nothing(row: tuple[Any, ...]) -> None:
    files = project(pieces(row[1]))
    for source in files["x/sources.yml"]["sources"]:
        if source["id"] in row[0]:
            source["state"] = "retracted"
    traced = graph(files)
    found = traced.verdict(traced.registers["x"].claims["claim"])
    assert (found.status, found.label, found.weakened, found.retracted) == row[2:]
    assert ("apart from retracted sources" in found.meaning) is found.weakened


WITHDRAWAL = {"claim": "claim", "kind": "withdrawal", "reason": "The paper was retracted."}


def withdrawn(*changes: tuple[int, str], **more: Any) -> dict[str, Any]:
    """The project with an edition for each change of the claim: its number, and the kind of change."""
    files = project(pieces("+h"), **more)
    files["x/briefing.yml"]["editions"] = [
        {"number": number, "date": "2024-06", "changes": [WITHDRAWAL | {"kind": kind}]}
        for number, kind in changes
    ]
    files["x/sources.yml"]["sources"][7]["state"] = "retracted"
    return files


@pytest.mark.parametrize(
    ("changes", "is_withdrawn"),
    [
        ([], False),
        ([(1, "new")], False),
        ([(1, "withdrawal")], True),
        ([(1, "new"), (2, "withdrawal")], True),
        ([(2, "withdrawal"), (1, "new")], True),
        ([(2, "withdrawal"), (3, "update")], False),
        ([(3, "correction"), (2, "withdrawal")], False),
        ([(2, "withdrawal"), (3, "update"), (4, "withdrawal")], True),
    ],
)
def test_the_latest_change_of_a_claim_decides_whether_it_is_withdrawn(
    changes: list[tuple[int, str]], *, is_withdrawn: bool
) -> None:
    found = edition(withdrawn(*changes))
    assert ("B322" not in [problem.code for problem in found.problems]) is is_withdrawn
    pages = {page.path: page.markdown for page in found.pages}
    lines = [line.text for line in parse(pages.get("x/claims.md", "")).all("li", id="claim")]
    assert any("Withdrawn" in line for line in lines) is is_withdrawn
    alone = found.files.get(SitePath("x/claims/claim/index.html"), b"").decode()
    assert ("bd-claim--withdrawn" in alone) is ("bd-claim__withdrawn" in alone) is is_withdrawn


@pytest.mark.slow
def test_a_withdrawn_claim_is_marked_wherever_readers_meet_it(site: Site) -> None:
    files = withdrawn((1, "withdrawal"))
    files["x/briefing.yml"] |= {
        "key_points": [{"id": "stands", "text": "This stands.", "evidence": [{"source": "e"}]}],
        "claims": files["x/briefing.yml"]["key_points"],
        "sections": [{"id": "why", "title": "Why", "content": [{"claim": "claim"}]}],
    }
    site.write("mkdocs.yml", MKDOCS).write("docs/about.md", "# About")
    for path, content in files.items():
        site.write(f"briefings/{path}", content)
    site.build()
    card = site.page("x/why/").first("div", class_="bd-claim--withdrawn")
    alone = site.page("x/claims/claim/").first("article", class_="bd-claim--withdrawn")
    for shown in (card, alone):
        assert "Taken back in edition 1, June 2024: The paper was retracted." in shown.text
        assert "retracted" in shown.first("div", class_="bd-evidence").text
    line = site.page("x/claims/").first("li", id="claim")
    assert line.attributes["data-status"] == "withdrawn"
    assert "Withdrawn" in line.first("b").text
    overview = site.page("x/").first("aside", class_="bd-glance").text
    assert "1 claim " in overview
    assert "1 withdrawn" in overview
