"""Which claim rests on which source and which origin, in both directions, and what that guarantees on the pages."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from support.cases import each
from support.parsed import Element, parse
from support.project import BARE, Content, briefing, edition, graph, real_inputs, sources

from bindery.edition import Edition, compile  # noqa: A004
from bindery.evidence.graph import Graph

# Sources a, b, c are origins themselves; d and e repeat a; f repeats d; g repeats the origin `report`.
REPEATS = {"d": "a", "e": "a", "f": "d", "g": "report"}


def small(evidence: list[dict[str, Any]], **claim: Any) -> Graph:
    listed = sources("a", "b", "c", "d", "e", "f", "g", "h", origins=REPEATS | {"h": "report"})
    listed["origins"] = [{"id": "report", "title": "The report"}]
    point = {"id": "claim", "text": "A claim.", "evidence": evidence} | claim
    cited = "All [@a; @b; @c; @d; @e; @f; @g; @h]."
    return graph({"x/briefing.yml": briefing(summary=cited, key_points=[point]), "x/sources.yml": listed})


def pieces(written: str) -> list[dict[str, Any]]:
    """`+a -b ~c` as evidence: a supports, b disputes, c qualifies."""
    stances = {"+": "supports", "-": "disputes", "~": "qualifies"}
    return [{"source": word[1:], "stance": stances[word[0]]} for word in written.split()]


STATUSES = (
    # evidence            status           origins for   against
    ("", "unsupported", (), ()),
    ("-a", "contradicted", (), ("a",)),
    ("~a", "unsupported", (), ()),
    ("-a ~b", "contradicted", (), ("a",)),
    ("-a -b", "contradicted", (), ("a", "b")),
    ("+a", "single-origin", ("a",), ()),
    ("+a +a", "single-origin", ("a",), ()),
    ("+a +d", "single-origin", ("a",), ()),
    ("+d +e", "single-origin", ("a",), ()),
    ("+f +e +d +a", "single-origin", ("a",), ()),
    ("+g +h", "single-origin", ("report",), ()),
    ("+a ~b", "single-origin", ("a",), ()),
    ("+a ~b ~c ~g", "single-origin", ("a",), ()),
    ("+a +b", "corroborated", ("a", "b"), ()),
    ("+b +a", "corroborated", ("b", "a"), ()),
    ("+d +b", "corroborated", ("a", "b"), ()),
    ("+f +g", "corroborated", ("a", "report"), ()),
    ("+a +b +c", "corroborated", ("a", "b", "c"), ()),
    ("+a +b ~c", "corroborated", ("a", "b"), ()),
    ("+a -b", "contested", ("a",), ("b",)),
    ("+a +b -c", "contested", ("a", "b"), ("c",)),
    ("+a -d", "contested", ("a",), ("a",)),
    ("+a -a", "contested", ("a",), ("a",)),
    ("+a +b +c -g -h", "contested", ("a", "b", "c"), ("report",)),
    ("+a ~b -c", "contested", ("a",), ("c",)),
)


@each(("evidence", "status", "support", "against"), STATUSES)
def test_a_status_is_counted_from_the_evidence(
    evidence: str, status: str, support: tuple[str, ...], against: tuple[str, ...]
) -> None:
    found = small(pieces(evidence))
    verdict = found.verdict(found.registers["x"].claims["claim"])
    assert (verdict.status, verdict.origins_for, verdict.origins_against) == (status, support, against)


def test_who_makes_a_claim_is_not_counted() -> None:
    found = small(pieces("+a"), made_by=["b", "c"])
    assert found.verdict(found.registers["x"].claims["claim"]).status == "single-origin"
    assert [(use.kind, use.noun) for use in found.uses["b"] if use.kind != "prose"] == [("made-by", "claim")]


def test_a_source_that_is_named_twice_is_one_report() -> None:
    found = small(pieces("+a +a +b"))
    assert found.verdict(found.registers["x"].claims["claim"]).reports == 2


@pytest.mark.parametrize(
    ("source", "chain"),
    [("a", ("a",)), ("d", ("d", "a")), ("f", ("f", "d", "a")), ("g", ("g", "report"))],
)
def test_an_origin_is_the_end_of_a_chain(source: str, chain: tuple[str, ...]) -> None:
    found = small([])
    assert found.chain(source) == chain
    assert found.origin_of(source) == chain[-1]
    assert found.circle(source) == ()


def test_sources_that_share_an_origin_know_each_other() -> None:
    found = small([])
    assert {name: found.sources_sharing_origin(name) for name in "abfg"} == {
        "a": ["d", "e", "f"],
        "b": [],
        "f": ["a", "d", "e"],
        "g": ["h"],
    }


@pytest.mark.parametrize(
    ("repeats", "circle"),
    [
        ({"a": "a"}, ["a"]),
        ({"a": "b", "b": "a"}, ["a", "b"]),
        ({"a": "b", "b": "c", "c": "a"}, ["a", "b", "c"]),
        ({"d": "a", "a": "b", "b": "a"}, ["a", "b"]),
    ],
)
def test_origins_in_a_circle_are_one_error_that_names_them(
    repeats: dict[str, str], circle: list[str]
) -> None:
    files: dict[str, Content] = {
        "x/briefing.yml": briefing(summary="All [@a; @b; @c; @d]."),
        "x/sources.yml": sources("a", "b", "c", "d", origins=repeats),
    }
    problems = [problem for problem in edition(files).problems if problem.code == "B206"]
    assert len(problems) == 1
    assert all(f"{name}" in problems[0].message for name in circle)


def test_a_circle_gives_all_in_it_one_origin() -> None:
    files: dict[str, Content] = {
        "x/briefing.yml": briefing(summary="All [@a; @b; @c]."),
        "x/sources.yml": sources("a", "b", "c", origins={"a": "b", "b": "a", "c": "b"}),
    }
    found = graph(files)
    assert {found.origin_of(name) for name in "abc"} == {"a"}


def test_a_source_of_one_briefing_may_be_cited_by_another() -> None:
    files: dict[str, Content] = {
        "x/briefing.yml": briefing(summary="Yes [@a]."),
        "x/sources.yml": sources("a"),
        "y/briefing.yml": briefing(summary="Also [@a; @shared]."),
        "sources.yml": sources("shared"),
    }
    found = graph(files)
    assert [use.briefing for use in found.uses["a"]] == ["x", "y"]
    assert [use.briefing for use in found.uses["shared"]] == ["y"]


# The law of backlinks. A briefing is drawn together with the list of its citations, which is kept apart
# from the program's own calculation: (source, page, kind, noun).

NAMES = ("s1", "s2", "s3", "s4")
names = st.sampled_from(NAMES)
some = st.lists(names, min_size=1, max_size=3)
Fact = tuple[str, str, str, str]


@st.composite
def citing(draw: st.DrawFn, page: str, facts: list[Fact]) -> str:
    """A paragraph with up to two citations; each is noted among the facts."""
    text = "Words"
    for _ in range(draw(st.integers(0, 2))):
        found = draw(some)
        text += f" and [{'; '.join('@' + name for name in found)}]"
        facts += [(name, page, "prose", "") for name in found]
    form = draw(
        st.sampled_from(["{}.", "- {}\n- more", "> {}", "1. {}", "**{}** end", "| a |\n|---|\n| {} |"])
    )
    return form.format(text)


@st.composite
def evidence(draw: st.DrawFn, page: str, kind: str, noun: str, facts: list[Fact]) -> list[dict[str, Any]]:
    found = draw(st.lists(names, max_size=3))
    facts += [(name, page, kind, noun) for name in found]
    return [{"source": name, "stance": draw(st.sampled_from(["supports", "disputes"]))} for name in found]


@st.composite
def projects(draw: st.DrawFn) -> tuple[dict[str, Content], list[Fact]]:
    facts: list[Fact] = []
    claims = [
        {
            "id": f"c{n}",
            "text": f"Claim {n}.",
            "evidence": draw(evidence(f"claims/c{n}", "claim", f"c{n}", facts)),
            "note": draw(citing(f"claims/c{n}", facts)),
        }
        for n in range(draw(st.integers(1, 3)))
    ]
    dataset = draw(some)
    sections: list[dict[str, Any]] = [
        {
            "id": f"part-{n}",
            "title": f"Part {n}",
            "summary": draw(citing(f"part-{n}", facts)),
            "content": [
                *(draw(citing(f"part-{n}", facts)) for _ in range(draw(st.integers(1, 3)))),
                {"note": {"text": draw(citing(f"part-{n}", facts))}},
                {"claim": "c0"},
            ],
        }
        for n in range(draw(st.integers(1, 2)))
    ]
    shown = draw(st.booleans())
    if shown:
        sections[0]["content"] += [{"chart": "d"}]
    facts += [(name, "part-0" if shown else "", "dataset", "d") for name in dataset]
    made_by = draw(st.lists(names, max_size=2, unique=True))
    claims[0]["made_by"] = made_by
    facts += [(name, "claims/c0", "made-by", "c0") for name in made_by]
    parts = {
        "summary": draw(citing("", facts)),
        "key_points": draw(st.lists(st.sampled_from([c["id"] for c in claims]), min_size=1, unique=True)),
        "claims": claims,
        "sections": sections,
        "entities": [{"id": "e", "name": "E", "kind": "term", "text": draw(citing("entities", facts))}],
        "events": [
            {
                "id": "v",
                "date": "2024",
                "title": "V",
                "text": draw(citing("timeline", facts)),
                "evidence": draw(evidence("timeline", "event", "v", facts)),
            }
        ],
        "questions": [{"id": "q", "text": draw(citing("", facts)), "would_settle": draw(citing("", facts))}],
        "assessments": [
            {
                "id": "j",
                "text": "It is likely.\n\n" + draw(citing("", facts)),
                "likelihood": "likely",
                "confidence": "low",
                "would_change": draw(citing("", facts)),
            }
        ],
        "datasets": [
            {
                "id": "d",
                "title": "D",
                "unit": "people",
                "series": [
                    {
                        "name": "S",
                        "points": [{"x": str(n), "y": n, "source": s} for n, s in enumerate(dataset)],
                    }
                ],
            }
        ],
    }
    return {"b/briefing.yml": briefing(**parts), "b/sources.yml": sources(*NAMES)}, facts


def site_of(made: Edition) -> dict[str, Element]:
    """Each page by its address, as a site engine would make it."""
    found = {}
    for page in made.pages:
        html = Markdown(extensions=["attr_list", "tables", "toc"]).convert(page.markdown)
        found[page.path.removesuffix("index.md").replace(".md", "/")] = parse(html)
    for path, data in made.files.items():
        if path.endswith("/index.html"):
            found[path.removesuffix("index.html")] = parse(data.decode())
    return found


def links(page: Element, address: str) -> list[tuple[str, str, Element]]:
    """Where the links of a page lead: (address, anchor, the link)."""
    found = []
    for link in page.all("a"):
        way, _, anchor = link.attributes.get("href", "").partition("#")
        if ":" not in way:
            path = posixpath.normpath(posixpath.join("/" + address, way)).strip("/") + "/" if way else address
            found.append((path.lstrip("/"), anchor, link))
    return found


@settings(max_examples=10, deadline=None)
@given(projects())
def test_backlinks_are_the_exact_inverse_of_citations(drawn: tuple[dict[str, Content], list[Fact]]) -> None:
    files, facts = drawn
    found = graph(files)
    uses = [use for listed in found.uses.values() for use in listed]
    counted = Counter((u.source, u.page, u.kind, "" if u.kind == "prose" else u.noun) for u in uses)
    assert counted == Counter(facts)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(projects())
def test_each_citation_and_its_backlinks_lead_to_each_other(
    drawn: tuple[dict[str, Content], list[Fact]],
) -> None:
    files, _ = drawn
    made = edition(files)
    assert made.errors == []
    pages = site_of(made)
    found = graph(files)
    references = pages["b/sources/"]
    used = {
        (u.source, f"b/{u.page}/".replace("//", "/"), u.anchor) for uses in found.uses.values() for u in uses
    }
    for source in NAMES:
        assert (references.by_id(source) is None) == (not found.uses[source])
        if found.uses[source]:
            address = f"sources/{source}/"
            back = {(source, path, anchor) for path, anchor, _ in links(pages[address], address)}
            assert {use for use in used if use[0] == source} <= back
    for _, path, anchor in used:
        assert not anchor or pages[path].by_id(anchor) is not None
    # and forward: a number in the text stands in a place that the reference leads back to, on this page
    # or, where a page repeats what stands on another, on that one
    for path, page in pages.items():
        for target, anchor, link in links(page, path):
            if target == "b/sources/" and path.startswith("b/") and link.above(lambda e: e.tag == "sup"):
                place = link.above(lambda e: "id" in e.attributes)
                here = (anchor, path, place.attributes["id"]) if place else None
                again = {source for source, elsewhere, _ in used if elsewhere != path}
                assert here in used or anchor in again


def test_a_second_compilation_gives_the_same_bytes_also_of_files_in_another_order(
    real_edition: Edition,
) -> None:
    given_ = real_inputs()
    turned = replace(given_, files=dict(reversed(list(given_.files.items()))))
    assert list(turned.files) != list(given_.files)
    assert compile(turned) == real_edition


@settings(max_examples=8, deadline=None)
@given(st.permutations(["a/briefing.yml", "a/sources.yml", "b/briefing.yml", "sources.yml"]))
def test_the_order_of_broken_files_changes_no_problem(order: list[str]) -> None:
    files: dict[str, Content] = {
        "a/briefing.yml": briefing(summary="Yes [@nobody]."),
        "a/sources.yml": sources("one", "two"),
        "b/briefing.yml": "title: [",
        "sources.yml": sources("one"),
    }
    turned = edition({path: files[path] for path in order}, templates=BARE)
    assert turned.problems == edition(files, templates=BARE).problems
    assert turned.errors


def test_a_broken_briefing_does_not_hide_the_problems_of_another() -> None:
    files: dict[str, Content] = {
        "a/briefing.yml": briefing(summary="Yes [@nobody]."),
        "b/briefing.yml": briefing(titel="Heat"),
        "c/briefing.yml": "title: [",
    }
    found = {(problem.file.split("/")[1], problem.code) for problem in edition(files).errors}
    assert found == {("a", "B201"), ("b", "B102"), ("c", "B002")}


def at(**addresses: dict[str, Any]) -> Graph:
    """A claim with two sources, `a` and `b`, of which these keys are known."""
    listed = {"sources": [source | addresses[source["id"]] for source in sources("a", "b")["sources"]]}
    point = {"id": "claim", "text": "A claim.", "evidence": pieces("+a +b")}
    return graph({"x/briefing.yml": briefing(key_points=[point]), "x/sources.yml": listed})


@each(
    ("one", "other", "reports"),
    [
        ({"url": "https://www.x.test/dam?utm_source=m"}, {"url": "http://x.test/dam/#top"}, 1),
        ({"url": "https://m.x.test/dam"}, {"url": "https://x.test/dam/index.html"}, 1),
        ({"url": "https://en.m.x.test/dam"}, {"url": "https://en.x.test/dam?fbclid=1"}, 1),
        ({"url": "https://x.test/dam#:~:text=It%20broke"}, {"url": "https://x.test/dam"}, 1),
        (
            {"url": "https://youtu.be/abcdefgh?t=3"},
            {"url": "https://www.youtube.com/watch?v=abcdefgh&list=1"},
            1,
        ),
        ({"url": "https://x.test/dam"}, {"url": "https://web.archive.org/web/2024/https://x.test/dam"}, 1),
        (
            {"url": "https://x.test/dam"},
            {"archive": ["https://archive.ph/20240501000000/http://x.test/dam"]},
            1,
        ),
        ({"doi": "10.5555/12345678"}, {"url": "https://doi.org/10.5555/12345678"}, 1),
        ({"url": "https://x.test/dam?id=1"}, {"url": "https://x.test/dam?id=2"}, 2),
        ({"url": "https://x.test/Dam"}, {"url": "https://x.test/dam"}, 2),
        ({"url": "https://x.test/"}, {"url": "https://x.test"}, 2),
        ({"url": "https://x.test/#/dam"}, {"url": "https://x.test/#/tower"}, 2),
        ({"url": "https://x.test/book", "pages": "1-9"}, {"url": "https://x.test/book", "pages": "10-20"}, 2),
        ({"url": "https://x.test/acts", "number": "4"}, {"url": "https://x.test/acts", "number": "5"}, 2),
        ({}, {}, 2),
    ],
)
def test_two_sources_at_one_address_are_one(one: dict[str, Any], other: dict[str, Any], reports: int) -> None:
    found = at(a=one, b=other)
    verdict = found.verdict(found.registers["x"].claims["claim"])
    assert (verdict.reports, len(verdict.origins_for), len(verdict.bodies_for)) == (reports,) * 3
    assert verdict.status == ("corroborated" if reports > 1 else "single-origin")


def test_a_page_has_the_origin_that_one_of_its_entries_names() -> None:
    page = {"url": "https://x.test/dam"}
    found = at(a=page, b=page | {"origin": "a"})
    assert found.verdict(found.registers["x"].claims["claim"]).origins_for == ("a",)
