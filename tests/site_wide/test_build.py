"""The site as MkDocs builds it: every page at its address, no broken link, nothing loaded from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.links import LEADING, broken_links, pages_of
from support.parsed import parse, unbalanced
from support.project import MKDOCS, Site, briefing, sources
from support.search import entries_of

from bindery.cli import main
from bindery.site.plugin import BriefingsError

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8cf500f00"
    "038601805a347d6b0000000049454e44ae426082"
)

# One of everything that the format knows, with awkward words in every place that takes words.
ODD = "A <b>&amp; *odd* [title] {#x} | `y` \"z\" 'q'"
EVERYTHING = briefing(
    title=ODD,
    subtitle=ODD,
    summary="The line [@a; @b, p. 4] and [#first].\n\nA second paragraph [@c].",
    updated="2024-06",
    authors=[{"name": ODD, "url": "https://x.org"}, {"organisation": ODD}],
    tags=[ODD, "2024"],
    handling="TLP:GREEN",
    key_points=["first", {"id": "second", "text": "Second & *last*.", "evidence": [{"source": "b"}]}],
    claims=[
        {
            "id": "first",
            "text": "The first claim: a < 12 & `code`.",
            "as_of": "2024",
            "review_by": "2024-02",
            "evidence": [
                {"source": "a", "quote": ODD, "locator": ODD, "note": "A note [@c]."},
                {"source": "b", "stance": "disputes", "origin": "b"},
                {"source": "c", "stance": "qualifies", "note": "Narrow."},
            ],
            "made_by": ["a"],
            "calculation": "6 + 6 = 12",
            "allow_figures": {"12": ODD, "6": ODD},
            "note": "About it [@d].\n\nAnd more [@a].",
        },
        {"id": "third", "text": "Nobody says so."},
    ],
    sections=[
        {
            "id": "all-blocks",
            "title": ODD,
            "summary": "Each block [@a].",
            "content": [
                "Text [@a].\n\n## A heading\n\nMore [@b].\n\n- one [@c]\n- two [#first]\n\n| t |\n|---|\n| [@d] |",
                {"text": "By judgement.", "basis": "judgement"},
                {"claim": "first"},
                {"claim": "second"},
                {"compare": ["second", "third"]},
                {"chart": "numbers"},
                {"table": "others"},
                {"timeline": {"from": "2024", "to": "2024-12"}},
                {"map": ["town", "hill"]},
                {"note": {"kind": "warning", "title": ODD, "text": "Mind [@a]."}},
                {"image": {"file": "images/p.png", "alt": ODD, "caption": "Seen [@b].", "source": "c"}},
            ],
        },
        {"id": "price-index", "title": "Prices", "content": ["The index [@a]."]},
    ],
    entities=[
        {
            "id": "town",
            "name": "Town",
            "aliases": [f"Old {ODD}"],
            "kind": "place",
            "text": "A [@a].",
            "location": [33.9, -70],
        },
        {"id": "hill", "name": ODD, "kind": "place", "location": [-1.5, 2]},
        {"id": "body", "name": "Body", "kind": "organisation"},
        {"id": "someone", "name": "Someone", "kind": "person", "text": "Who [@b]."},
        {"id": "word", "name": "Word", "kind": "term"},
    ],
    events=[
        {
            "id": "fire",
            "date": "2024-03-01",
            "end": "2024-03-09",
            "title": ODD,
            "text": "It burned [@d].",
            "evidence": [{"source": "a", "quote": ODD}, {"source": "b"}],
        },
        {"id": "rain", "date": "2023", "title": "Rain"},
    ],
    datasets=[
        {
            "id": name,
            "title": ODD,
            "unit": ODD,
            "note": ODD,
            "series": [
                {
                    "name": ODD,
                    "note": ODD,
                    "points": [{"x": "2024", "y": 1524, "source": "a", "quote": f"{ODD} 1,524"}],
                }
            ],
        }
        for name in ("numbers", "others", "unshown")
    ],
    assessments=[
        {
            "id": "guess",
            "text": "It is likely [@a].",
            "likelihood": "likely",
            "confidence": "low",
            "based_on": ["first", "second"],
            "would_change": "Proof [@b].",
        }
    ],
    questions=[{"id": "why", "text": "Why [@c]?", "would_settle": "A count [@d]."}],
    editions=[
        {
            "number": 2,
            "date": "2024-06",
            "changes": [{"claim": "first", "kind": "correction", "reason": ODD}],
        },
        {"number": 1, "date": "2024"},
    ],
)
LISTED = sources("a", "b", "c", "d", origins={"b": "a", "d": "report"})
LISTED["origins"] = [{"id": "report", "title": ODD, "publisher": ODD}]
LISTED["sources"][0] |= {
    "title": ODD,
    "authors": [ODD],
    "publisher": ODD,
    "url": "https://x.org/?a=1&b=2",
    "archive": ["https://web.archive.org/x"],
    "published": "2024-01-02",
    "accessed": "2024",
    "language": "ur",
    "reliability": "B",
    "credibility": "2",
    "licence": ODD,
    "state": "changed",
    "descriptor": ODD,
    "passages": [{"id": "p", "quote": ODD, "locator": ODD}],
}
del LISTED["sources"][2]["title"]
LISTED["sources"][2] |= {"url": "https://x.org/one-two-three-%3Cb%3E", "untitled": ODD}


def everything(site: Site) -> Site:
    site.newsroom()
    site.write("briefings/all/briefing.yml", EVERYTHING).write("briefings/all/sources.yml", LISTED)
    return site.write("briefings/all/images/p.png", PIXEL)


def command(cli: CliRunner, site: Site, *arguments: str) -> Result:
    name, *rest = arguments
    return cli.invoke(main, [name, "-C", str(site.root), *rest])


def repeated_ids(folder: Path) -> list[str]:
    found = []
    for path in pages_of(folder):
        ids = parse(path.read_text("utf-8")).ids
        found += [f"{path.relative_to(folder)}: {name}" for name in sorted(set(ids)) if ids.count(name) > 1]
    return found


def foreign_loads(folder: Path) -> list[str]:
    """Everything that a page or style of a site would load from another host."""
    found = []
    for path in pages_of(folder):
        for element in parse(path.read_text("utf-8")).walk():
            passive = element.tag == "a" or element.attributes.get("rel") in (
                "canonical",
                "license",
                "author",
            )
            address = element.attributes.get(LEADING.get(element.tag, "-"), "")
            styled = re.findall(r"url\(['\"]?([^'\")]*)", element.attributes.get("style", ""))
            if element.tag == "style":
                styled += re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]*)", element.raw_text)
            if not passive:
                found += [f"{path.name}: {a}" for a in [address, *styled] if re.match(r"(?:[a-z]+:)?//", a)]
    for path in sorted(folder.rglob("*.css")):
        inside = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]*)", path.read_text("utf-8"))
        found += [f"{path.name}: {address}" for address in inside if re.match(r"(?:https?:)?//", address)]
    return found


# Addresses


def test_every_page_has_the_address_of_the_format(site: Site) -> None:
    everything(site).build()
    addresses = {
        *(
            "all/",
            "all/all-blocks/",
            "all/price-index/",
            "all/claims/",
            "all/timeline/",
            "all/entities/",
            "all/figures/",
        ),
        *(
            "all/sources/",
            "all/changes/",
            "all/print/",
            "heat/",
            "heat/print/",
            "heat/why/",
            "heat/claims/",
            "heat/figures/",
            "heat/sources/",
            "about/",
        ),
        *("all/claims/first/", "all/claims/second/", "all/claims/third/", "heat/claims/hotter/"),
        *("sources/", "sources/a/", "sources/b/", "sources/c/", "sources/d/"),
        *("sources/gibb-2023/", "sources/city-news/"),
    }
    made = {f"{path.parent.relative_to(site.site).as_posix()}/" for path in pages_of(site.site)} - {"./"}
    assert made == addresses
    assert site.file("").is_file()


def test_a_page_whose_part_a_briefing_lacks_is_not_made(newsroom: Site) -> None:
    newsroom.build()
    missing = [
        name for name in ("timeline", "entities", "changes") if newsroom.file(f"heat/{name}/").exists()
    ]
    assert missing == []


def test_a_site_without_pages_written_by_hand_has_its_navigation(newsroom: Site) -> None:
    page = newsroom.remove("docs/about.md").build().page("heat/why/")
    assert len(page.all("nav", class_="bd-nav")[0].all("a", class_="md-nav__link")) > 1


def test_a_claim_an_event_and_an_entity_are_found_at_their_ids(site: Site) -> None:
    everything(site).build()
    places = {
        "claims": ["first", "second", "third"],
        "timeline": ["fire", "rain"],
        "entities": ["town", "body"],
    }
    missing = [(p, i) for p, ids in places.items() for i in ids if site.page(f"all/{p}/").by_id(i) is None]
    assert missing == []


def test_the_pages_are_whole_and_show_words_as_they_were_typed(site: Site) -> None:
    everything(site).build()
    titles = {"all/": "h1", "all/all-blocks/": "h1"}
    for address, tag in titles.items():
        page = site.page(address)
        heading = page.first("article").first(tag)
        assert heading.text.removesuffix("¶").strip() == ODD
        assert ODD in page.first("title").text
    wrong = [f"{p}: {w}" for p in pages_of(site.site) for w in unbalanced(article(p.read_text("utf-8")))]
    assert wrong == []
    ours = "<b><svg "  # a verdict in the register
    assert not [p for p in pages_of(site.site) if "<b>" in article(p.read_text("utf-8")).replace(ours, "")]


def article(html: str) -> str:
    found = re.search(r"<article.*</article>", html, re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize("directory_urls", [True, False])
def test_in_a_site_of_everything_every_link_leads_somewhere(site: Site, directory_urls: bool) -> None:
    everything(site).write("mkdocs.yml", MKDOCS + f"use_directory_urls: {str(directory_urls).lower()}\n")
    site.build()
    assert broken_links(site.site) == []
    claims = "all/claims/index.html" if directory_urls else "all/claims.html"
    assert (site.site / claims).is_file()


def test_in_a_site_of_everything_an_id_occurs_once_on_a_page(site: Site) -> None:
    everything(site).build()
    assert repeated_ids(site.site) == []


def test_what_stands_twice_in_a_section_has_its_ids_once(site: Site) -> None:
    blocks = [
        {"claim": "c"},
        {"claim": "c"},
        {"chart": "d"},
        {"table": "d"},
        {"timeline": {}},
        {"timeline": {}},
    ]
    parts = briefing(
        key_points=["c"],
        claims=[{"id": "c", "text": "C.", "note": "Note [@a]."}],
        sections=[{"id": "s", "title": "S", "content": blocks}],
        events=[{"id": "e", "date": "2024", "title": "E", "text": "Text [@a]."}],
        datasets=[
            {
                "id": "d",
                "title": "D",
                "unit": "u",
                "series": [{"name": "n", "points": [{"x": "1", "y": 1, "source": "a"}]}],
            }
        ],
    )
    site.newsroom().write("briefings/b/briefing.yml", parts).write("briefings/b/sources.yml", sources("a"))
    site.build()
    assert repeated_ids(site.site) == []


def test_ids_that_authors_choose_do_not_clash_with_the_pages_own(site: Site) -> None:
    parts = briefing(
        key_points=["status-unsupported"],
        claims=[{"id": "status-unsupported", "text": "C."}],
        assessments=[
            {"id": "key-points", "text": "It is likely.", "likelihood": "likely", "confidence": "low"}
        ],
        questions=[{"id": "contents", "text": "Q?"}],
        entities=[{"id": "place", "name": "P", "kind": "place"}],
        events=[{"id": "y2024", "date": "2024", "title": "E"}],
    )
    site.newsroom().write("briefings/b/briefing.yml", parts)
    site.write("mkdocs.yml", MKDOCS + "markdown_extensions: [attr_list]\n").build()
    assert repeated_ids(site.site) == []


def test_no_markup_of_ours_shows_as_text(site: Site) -> None:
    everything(site).build()
    shown = {}
    for path in pages_of(site.site):
        undrawn = re.sub(
            r"<svg.*?</svg>", "", path.read_text("utf-8"), flags=re.DOTALL
        )  # breaks names in lines
        shown[path] = parse(article(undrawn)).text.replace(ODD, "")
    assert [path for path, text in shown.items() if re.search(r"\{#|\{:|\*\*|^#|<p|&#\d", text)] == []


# The real site


def test_the_real_site_has_no_link_that_leads_nowhere(real: Site) -> None:
    assert broken_links(real.site) == []


def test_the_real_site_has_no_id_twice_on_a_page(real: Site) -> None:
    assert repeated_ids(real.site) == []


def test_the_real_site_is_whole(real: Site) -> None:
    wrong = [f"{p}: {w}" for p in pages_of(real.site) for w in unbalanced(article(p.read_text("utf-8")))]
    assert wrong == []


def test_the_real_site_loads_nothing_from_elsewhere(real: Site) -> None:
    assert foreign_loads(real.site) == []


def test_each_page_of_the_real_site_has_one_title_and_says_what_it_is(real: Site) -> None:
    for path in pages_of(real.site):
        if path.name == "404.html":
            continue
        page = parse(path.read_text("utf-8"))
        where = str(path.relative_to(real.site))
        assert (where, len(page.first("article").all("h1"))) == (where, 1)
        assert page.first("title").text
        assert page.first("html").attributes.get("lang")


# Search


def test_the_search_finds_each_claim_and_each_source(real: Site) -> None:
    located = {entry["location"] for entry in entries_of(real.site)}
    claims, listed = (
        {f"{page.parent.relative_to(real.site).as_posix()}/" for page in real.site.glob(f"{of}/index.html")}
        for of in ("*/claims/*", "sources/*")
    )
    assert len(claims) > 20
    assert len(listed) > 20
    assert claims - located == set()
    assert listed - located == set()


# MkDocs alone


def test_plain_mkdocs_builds_the_project(newsroom: Site) -> None:
    result = newsroom.run("mkdocs", "build", "--strict", "--quiet")
    assert result.returncode == 0, result.stderr
    assert newsroom.page("heat/why/").first("h1").text.startswith("Why cities are hot")


def test_plain_mkdocs_refuses_broken_briefings_and_shows_them_all(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "source: gibb-2023", "source: gib-2023")
    newsroom.write("briefings/cold/briefing.yml", "titel: Cold\n")
    result = newsroom.run("mkdocs", "build")
    assert result.returncode == 1
    assert "error[B201]" in result.stderr
    assert "error[B102]" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(newsroom.site.rglob("*.html"))


# What a build leaves behind


def test_a_broken_briefing_leaves_the_old_site_as_it_was(cli: CliRunner, newsroom: Site) -> None:
    assert command(cli, newsroom, "build").exit_code == 0
    before = {name: newsroom.files(name) for name in ("site", "dist")}
    newsroom.replace("briefings/heat/briefing.yml", "source: gibb-2023", "source: gib-2023")
    newsroom.write("briefings/cold/briefing.yml", "titel: Cold\n")
    result = command(cli, newsroom, "build")
    assert result.exit_code == 1
    assert {"B201", "B102"} <= set(re.findall(r"error\[(B\d{3})\]", result.stdout))
    assert {name: newsroom.files(name) for name in ("site", "dist")} == before
    assert [path.name for path in newsroom.root.glob(".*")] == [".bindery"]


def test_a_broken_briefing_makes_no_site_at_all_where_there_was_none(cli: CliRunner, newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "source: gibb-2023", "source: gib-2023")
    before = newsroom.files()
    assert command(cli, newsroom, "build").exit_code == 1
    after = newsroom.files()
    assert {path: after[path] for path in after if not path.startswith(".bindery/store/")} == before


def test_problems_can_be_had_from_a_build_by_machines(cli: CliRunner, newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "source: gibb-2023", "source: gib-2023")
    result = command(cli, newsroom, "build", "--format", "json")
    assert [problem["code"] for problem in json.loads(result.stdout) if problem["severity"] == "error"] == [
        "B201"
    ]


def test_a_second_build_replaces_the_first(cli: CliRunner, newsroom: Site) -> None:
    command(cli, newsroom, "build")
    newsroom.replace("briefings/heat/briefing.yml", "id: why", "id: how")
    assert command(cli, newsroom, "build").exit_code == 0
    assert newsroom.file("heat/how/").is_file()
    assert not newsroom.file("heat/why/").exists()


def test_a_folder_of_other_things_is_not_replaced(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("site/index.html", "somebody else's")
    result = command(cli, newsroom, "build")
    assert result.exit_code == 1
    assert "site" in result.output
    assert newsroom.files("site") == {"index.html": b"somebody else's"}


@pytest.mark.parametrize("target", [".", "docs", "briefings", "../{name}", "mkdocs.yml"])
def test_the_project_itself_is_never_replaced(cli: CliRunner, newsroom: Site, target: str) -> None:
    for folder in (".", "docs", "briefings"):  # the schemas, as `bindery schema --out schema` writes them
        newsroom.write(f"{folder}/schema/briefing.schema.json", "{}")
    newsroom.remove("briefings/schema")
    before = newsroom.files()
    result = command(cli, newsroom, "build", "--site", target.format(name=newsroom.root.name))
    assert newsroom.root.is_dir()
    assert newsroom.files() == before
    assert result.exit_code in (1, 2)


def test_another_project_is_not_taken_for_a_site(cli: CliRunner, newsroom: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other").newsroom()
    cli.invoke(main, ["schema", "--out", str(other.root / "schema")])
    before = other.files()
    result = command(cli, newsroom, "build", "--site", str(other.root))
    assert other.files() == before
    assert result.exit_code == 1


def test_an_empty_folder_and_a_folder_elsewhere_are_fine(
    cli: CliRunner, newsroom: Site, tmp_path: Path
) -> None:
    empty = tmp_path / "else/where"
    empty.mkdir(parents=True)
    assert command(cli, newsroom, "build", "--site", str(empty), "--dist", str(tmp_path / "d")).exit_code == 0
    assert (empty / "index.html").is_file()
    written = sorted(path.name for path in (tmp_path / "d").iterdir())
    assert written == ["heat-2024-05-01-offline.zip", "heat.html"]


def test_two_builds_give_the_same_bytes(cli: CliRunner, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    everything(site)
    command(cli, site, "build")
    first = {name: site.files(name) for name in ("site", "dist")}
    command(cli, site, "build")
    assert {name: site.files(name) for name in ("site", "dist")} == first


# Whose page it is


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize(
    "page", ["heat/index.md", "heat/claims.md", "heat/why.md", "index.md", "sources/gibb-2023.md"]
)
def test_a_page_written_by_hand_is_not_hidden_by_ours(site: Site, page: str, directory_urls: bool) -> None:
    site.newsroom().write(f"docs/{page}", "# Mine\n")
    site.write("mkdocs.yml", MKDOCS + f"use_directory_urls: {str(directory_urls).lower()}\n")
    with pytest.raises(BriefingsError) as error:
        site.build()
    assert [problem.code for problem in error.value.problems] == ["B602"]
    assert error.value.problems[0].file == f"docs/{page}"


def test_a_page_written_by_hand_is_not_hidden_by_a_section_called_index(site: Site) -> None:
    site.newsroom().replace("briefings/heat/briefing.yml", "id: why", "id: price-index")
    site.write("docs/heat/price-index.md", "# Mine\n")
    with pytest.raises(BriefingsError) as error:
        site.build()
    assert [problem.code for problem in error.value.problems] == ["B602"]


def test_a_template_of_the_project_stands_in_for_ours(newsroom: Site) -> None:
    newsroom.write(
        "templates/claims.md.j2", "# Our own register\n\n{% for c in book.claims %}{{ c }}{% endfor %}\n"
    )
    newsroom.build()
    page = newsroom.page("heat/claims/")
    assert page.first("h1").text.startswith("Our own register")
    assert "hotter" in page.first("article").text
    assert newsroom.page("heat/why/").first("h1").text.startswith("Why cities are hot")


def test_a_template_with_a_mistake_is_named_with_its_line(newsroom: Site) -> None:
    newsroom.write("templates/claims.md.j2", "# Register\n\n{{ book.clams }}\n")
    with pytest.raises(BriefingsError) as error:
        newsroom.build()
    [problem] = [problem for problem in error.value.problems if problem.severity == "error"]
    assert problem.code == "B502"
    assert problem.file == "templates/claims.md.j2"
    assert problem.span is not None
    assert problem.span.line == 3


def test_a_template_that_forgets_prose_is_an_error(newsroom: Site) -> None:
    newsroom.write("templates/overview.md.j2", "# X\n\n{{ briefing.summary }}\n")
    with pytest.raises(BriefingsError) as error:
        newsroom.build()
    assert [problem.code for problem in error.value.problems] == ["B502"]


def test_a_template_that_forgets_to_escape_escapes_all_the_same(site: Site) -> None:
    everything(site).write(
        "templates/overview.md.j2", '# X\n\n<p title="{{ briefing.title }}">{{ briefing.title }}</p>\n'
    )
    site.build()
    [paragraph] = [p for p in site.page("all/").first("article").all("p") if "title" in p.attributes]
    assert (paragraph.text, paragraph.attributes["title"]) == (ODD, ODD)


# Drafts and states


def states(site: Site) -> Site:
    site.newsroom()
    for state in ("draft", "archived", "withdrawn"):
        site.write(f"briefings/{state}/briefing.yml", briefing(status=state, title=f"A {state} one"))
    return site


def test_a_draft_is_built_only_when_it_is_asked_for(site: Site) -> None:
    states(site).build()
    assert not site.file("draft/").exists()
    assert "A draft one" not in site.file("").read_text("utf-8")
    assert all("A draft one" not in entry["title"] for entry in entries_of(site.site))
    site.build(drafts=True)
    assert site.file("draft/").is_file()


@pytest.mark.parametrize("state", ["archived", "withdrawn"])
def test_a_briefing_that_is_past_keeps_its_address_and_says_so(site: Site, state: str) -> None:
    states(site).build()
    assert state in site.page(f"{state}/").text.lower()
    assert state in site.page(f"{state}/claims/").text.lower()


def test_handling_is_shown_on_every_page_of_the_briefing(site: Site) -> None:
    everything(site).build()
    missing = [
        p
        for p in sorted((site.site / "all").rglob("*.html"))
        if "TLP:GREEN" not in parse(p.read_text("utf-8")).text
    ]
    assert missing == []
    assert "TLP:GREEN" not in site.page("heat/").text


def test_a_language_from_right_to_left_sets_the_direction(site: Site) -> None:
    site.newsroom().write("briefings/urdu/briefing.yml", briefing(language="ur", title="سرحد")).build()
    [frame] = site.page("urdu/").all("div", lang="ur")
    assert frame.attributes["dir"] == "rtl"
    assert site.page("heat/").all("div", dir="rtl") == []


# Size


def many(site: Site, number: int) -> Site:
    site.newsroom()
    for n in range(number):
        site.write(
            f"briefings/b{n:02}/briefing.yml",
            briefing(title=f"Briefing {chr(97 + n // 26)}{chr(97 + n % 26)}", date="2024"),
        )
    return site.build()


def navigation(site: Site, address: str) -> str:
    [nav] = [nav for nav in site.page(address).all("nav") if "md-nav--primary" in nav.classes]
    return " ".join(link.attributes["href"] for link in nav.all("a"))


def test_a_page_does_not_grow_with_the_number_of_briefings(site: Site, tmp_path: Path) -> None:
    few, lots = many(Site(tmp_path / "few"), 8), many(Site(tmp_path / "lots"), 30)
    for address in ("heat/", "heat/why/", "heat/claims/", "sources/gibb-2023/", "about/"):
        assert navigation(few, address) == navigation(lots, address)
        assert len(few.file(address).read_bytes()) == len(lots.file(address).read_bytes())
    assert len(navigation(site_of_three(site), "heat/").split()) <= len(navigation(lots, "heat/").split())


def site_of_three(site: Site) -> Site:
    return many(site, 2)


# Pages for other engines


def test_the_pages_can_be_written_out_for_plain_mkdocs(cli: CliRunner, site: Site, tmp_path: Path) -> None:
    out = Site(tmp_path / "out")
    everything(site)
    assert command(cli, site, "pages", "--out", str(out.root)).exit_code == 0
    assert yaml.safe_load(out.read("mkdocs.yml"))["plugins"] == ["search"]
    result = out.run("mkdocs", "build", "--strict", "--quiet")
    assert result.returncode == 0, result.stderr
    assert out.page("all/claims/").by_id("first") is not None
    assert broken_links(out.site) == []


def test_the_real_pages_can_be_written_out_for_plain_mkdocs(
    cli: CliRunner, real: Site, tmp_path: Path
) -> None:
    out = Site(tmp_path / "out")
    assert command(cli, real, "pages", "--out", str(out.root)).exit_code == 0
    result = out.run("mkdocs", "build", "--strict", "--quiet")
    assert result.returncode == 0, result.stderr
    assert broken_links(out.site) == []


def test_writing_the_pages_again_writes_nothing_and_deletes_what_is_no_longer_made(
    cli: CliRunner, site: Site, tmp_path: Path
) -> None:
    out = Site(tmp_path / "out")
    everything(site)
    command(cli, site, "pages", "--out", str(out.root))
    before = out.files()
    again = command(cli, site, "pages", "--out", str(out.root))
    assert " 0 files" in again.output
    assert out.files() == before
    site.remove("briefings/all")
    assert command(cli, site, "pages", "--out", str(out.root)).exit_code == 0
    gone = {name for name in before if "/all/" in name or re.search(r"/sources/[abcd]\.", name)}
    assert gone
    assert not gone & set(out.files())
    assert "docs/heat/index.md" in out.files()
    assert not [path for path in out.root.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_pages_are_not_written_into_a_folder_of_other_things(
    cli: CliRunner, newsroom: Site, tmp_path: Path
) -> None:
    out = Site(tmp_path / "out").write("mine.txt", "mine")
    result = command(cli, newsroom, "pages", "--out", str(out.root))
    assert result.exit_code == 1
    assert out.files() == {"mine.txt": b"mine"}


def test_pages_do_not_write_over_a_page_written_by_hand(
    cli: CliRunner, newsroom: Site, tmp_path: Path
) -> None:
    newsroom.write("docs/heat/claims.md", "# Mine\n")
    result = command(cli, newsroom, "pages", "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "B602" in result.output
    assert not (tmp_path / "out").exists()


def test_a_manifest_that_points_elsewhere_takes_nothing_away(
    cli: CliRunner, newsroom: Site, tmp_path: Path
) -> None:
    Site(tmp_path).write("precious.txt", "mine")
    out = Site(tmp_path / "out").write(".bindery-pages.json", '["../precious.txt", "/etc/hostname"]')
    assert command(cli, newsroom, "pages", "--out", str(out.root)).exit_code == 0
    assert (tmp_path / "precious.txt").is_file()


def test_broken_briefings_write_no_pages(cli: CliRunner, newsroom: Site, tmp_path: Path) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "source: gibb-2023", "source: gib-2023")
    result = command(cli, newsroom, "pages", "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
