"""References in any style of the Citation Style Language: what pandoc is given, and what of its answer is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.parsed import Element, parse
from support.project import ROOT, Site, briefing, inputs

from bindery.cli import main
from bindery.edition import Edition, compile  # noqa: A004
from bindery.references import csl_result
from bindery.references.csl_result import CslResultError
from bindery.site import pandoc, settings

STYLES = ROOT / "tests/references/citing"
needs_pandoc = pytest.mark.usefixtures("pandoc_there")
HOSTILE = '<script>alert(1)</script> <i>x</i> *y* $z$ "q" & [a](b) `c`'
SOURCES: list[dict[str, Any]] = [
    {
        "id": "post",
        "kind": "news",
        "title": "گرمی کی رپورٹ",
        "language": "ur",
        "publisher": "Post",
        "published": "2024-01-02",
    },
    {
        "id": "heat",
        "kind": "report",
        "title": HOSTILE,
        "publisher": "A, <b>B</b> & C",
        "published": "2023",
        "url": "https://example.org/a_b",
    },
    {
        "id": "shade",
        "kind": "report",
        "title": "Shade",
        "publisher": "A, <b>B</b> & C",
        "published": "2023-05",
    },
    {"id": "lee", "kind": "book", "title": "Stone", "authors": [{"name": "Min-jun Lee", "family": "Lee"}]},
]
PROSE = "So [@heat, p. 4; @post, item 1.6.1; @shade]. Or [@lee]. And [@post; @heat; @shade]."


def made(style: str, tmp_path: Path, prose: str = PROSE) -> Edition:
    """The edition of a briefing that cites sources, by default all of them, in one of the styles for tests."""
    (tmp_path / "house.csl").write_bytes((STYLES / f"{style}.csl").read_bytes())
    files = {"heat/briefing.yml": briefing(summary=prose), "heat/sources.yml": {"sources": SOURCES}}
    edition = compile(pandoc.typeset(inputs(files), tmp_path, "house.csl"))
    assert edition.errors == []
    return edition


def page(edition: Edition, path: str) -> Element:
    return parse(next(page.markdown for page in edition.pages if page.path == path))


def cited(edition: Edition) -> list[Element]:
    return page(edition, "heat/index.md").all(class_="bd-cite")


def listed(edition: Edition) -> dict[str, Element]:
    items = page(edition, "heat/sources.md").all(class_="bd-references")[0].all("li")
    return {item.attributes["id"]: item.first(class_="bd-ref") for item in items}


@needs_pandoc
def test_a_style_of_author_and_date(tmp_path: Path) -> None:
    edition = made("author-date", tmp_path)
    first, second, _ = cited(edition)
    assert first.text == "(A, <b>B</b> & C, 2023a, p. 4; Post, 2024, item 1.6.1; A, <b>B</b> & C, 2023b)"
    assert second.text == "(Lee, M., n.d.)"
    references = listed(edition)
    assert list(references) == ["heat", "shade", "lee", "post"]
    assert references["heat"].text.startswith(f"A, <b>B</b> & C (2023a), {HOSTILE}, https://example.org/a_b")
    assert references["lee"].text.startswith("Lee, M. (n.d.), Stone.")


@needs_pandoc
def test_a_style_reads_every_form_of_a_citation(tmp_path: Path) -> None:
    prose = "So [see @lee, p. 4; also @post]. So [-@lee, p. 4]. As @lee says, and @post [p. 2; see @lee]."
    edition = made("author-date", tmp_path, prose)
    assert [citation.text for citation in cited(edition)] == [
        "(see Lee, M., n.d., p. 4; also Post, 2024)",
        "(n.d., p. 4)",
        "Lee, M. (n.d.)",
        "Post (2024, p. 2; see Lee, M., n.d.)",
    ]
    links = [link for citation in cited(edition) for link in citation.all("a")]
    assert len(links) == 6
    assert all(link.attributes["data-note"] for link in links)


@pytest.mark.slow
@needs_pandoc
def test_each_source_in_a_citation_has_its_own_link_and_preview(tmp_path: Path) -> None:
    for style in ("author-date", "numeric"):
        links = cited(made(style, tmp_path))[0].all("a")
        assert {link.attributes["href"] for link in links} == {
            f"sources/#{s}" for s in ("heat", "post", "shade")
        }
        assert all(link.attributes["data-note"] for link in links)
        assert all(link.attributes["aria-label"].startswith(link.text) for link in links)


@needs_pandoc
def test_a_style_of_numbers_counts_in_the_order_of_reading(tmp_path: Path) -> None:
    edition = made("numeric", tmp_path)
    assert [citation.text for citation in cited(edition)] == ["1,2, item 1.6.1,3", "4", "1,2,3"]
    assert len(cited(edition)[0].all("sup")) == 5
    items = page(edition, "heat/sources.md").all("ol", class_="bd-references")[0].all("li")
    assert [(item.attributes["id"], item.attributes["value"]) for item in items] == [
        ("heat", "1"),
        ("post", "2"),
        ("shade", "3"),
        ("lee", "4"),
    ]
    assert listed(edition)["post"].text.startswith("گرمی کی رپورٹ, January 2, 2024.")


@needs_pandoc
def test_a_style_of_notes_keeps_our_numbers(tmp_path: Path) -> None:
    edition = made("notes", tmp_path)
    assert [citation.text for citation in cited(edition)] == [
        "[1, p. 4; 2, item 1.6.1; 3]",
        "[4]",
        "[2, 1, 3]",
    ]
    assert list(listed(edition)) == ["heat", "post", "shade", "lee"]
    assert listed(edition)["shade"].text.startswith("“Shade.”")


@needs_pandoc
def test_what_a_style_does_not_list_is_listed_as_a_document(tmp_path: Path) -> None:
    style = (STYLES / "author-date.csl").read_text("utf-8")
    layout = style.index('<layout suffix=".">') + len('<layout suffix=".">')
    end = style.index("</layout>", layout)
    choice = f'<choose><if type="book"/><else>{style[layout:end]}</else></choose>'
    (tmp_path / "house.csl").write_text(style[:layout] + choice + style[end:], "utf-8")
    files = {"heat/briefing.yml": briefing(summary=PROSE), "heat/sources.yml": {"sources": SOURCES}}
    references = listed(compile(pandoc.typeset(inputs(files), tmp_path, "house.csl")))
    assert references["lee"].text.startswith("Lee, M. (n.d.), Stone.")


@pytest.mark.slow
@needs_pandoc
def test_a_title_in_another_language_is_marked(tmp_path: Path) -> None:
    for style in ("author-date", "numeric", "notes"):
        (title,) = listed(made(style, tmp_path))["post"].all("span", lang="ur")
        assert (title.text.rstrip("."), title.attributes["dir"]) == ("گرمی کی رپورٹ", "rtl")


@needs_pandoc
def test_nothing_that_an_author_wrote_is_markup(tmp_path: Path) -> None:
    for made_page in made("author-date", tmp_path).pages:
        assert "<script" not in made_page.markdown
        assert "<i>" not in made_page.markdown
        assert "<b>" not in made_page.markdown.replace("<b><svg ", "")  # ours, a verdict in the register


@pytest.mark.slow
@needs_pandoc
def test_the_same_inputs_give_the_same_words(tmp_path: Path) -> None:
    assert made("author-date", tmp_path).pages == made("author-date", tmp_path).pages


@pytest.mark.slow
@needs_pandoc
def test_a_built_site_has_the_references_of_the_style(tmp_path: Path) -> None:
    site = (
        Site(tmp_path).newsroom().replace("mkdocs.yml", "  - bindery", "  - bindery: {csl: styles/house.csl}")
    )
    site.write("styles/house.csl", (STYLES / "author-date.csl").read_bytes()).build()
    assert "(Gibb Institute, 2023)" in site.page("heat/").text
    manifest = (site.site / "manifest.json").read_text("utf-8")
    assert "styles/house.csl" in manifest
    assert '"pandoc": "' in manifest
    assert site.run("bindery", "check").returncode == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ("<style", "it is not XML"),
        ("<html/>", "it is not a style of the Citation Style Language"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "it has no list of references"),
        (
            """<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent"
            href="http://www.zotero.org/styles/apa"/></info></style>""",
            "it only refers to another style: store `apa.csl`",
        ),
    ],
)
def test_a_style_that_cannot_be_used_is_refused_with_a_remedy(
    content: str | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "house.csl").write_text(content, "utf-8")
    with pytest.raises(pandoc.StyleError, match=re.escape(said)):
        pandoc.typeset(inputs({}), tmp_path, "house.csl")


def test_a_style_outside_the_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(pandoc.StyleError, match="outside the project"):
        pandoc.typeset(inputs({}), tmp_path, "../house.csl")


def test_a_missing_style_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/apa.csl").write_text("<style/>", "utf-8")
    with pytest.raises(pandoc.StyleError, match=re.escape("there is styles/apa.csl")):
        pandoc.typeset(inputs({}), tmp_path, "apa.csl")


@needs_pandoc
def test_what_pandoc_refuses_is_reported(tmp_path: Path) -> None:
    style = (
        (STYLES / "notes.csl")
        .read_text("utf-8")
        .replace("<layout", "<nothing")
        .replace("</layout", "</nothing")
    )
    (tmp_path / "house.csl").write_text(style, "utf-8")
    files = {"heat/briefing.yml": briefing(summary=PROSE), "heat/sources.yml": {"sources": SOURCES}}
    with pytest.raises(pandoc.StyleError, match="pandoc"):
        pandoc.typeset(inputs(files), tmp_path, "house.csl")


def test_without_the_extra_the_build_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    site = Site(tmp_path).newsroom().replace("mkdocs.yml", "  - bindery", "  - bindery: {csl: house.csl}")
    site.write("house.csl", (STYLES / "notes.csl").read_bytes())
    with pytest.raises(settings.SiteError, match=re.escape("pip install 'bindery-briefings[csl]'")):
        site.build()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("references: numbred", "did you mean `numbered`? write one of: numbered, author-date"),
        ("references: [numbered]", "is not a reference style: write one of: numbered, author-date"),
        ("references: apa", "csl: path/to/style.csl"),
    ],
)
def test_an_unknown_style_is_reported(
    setting: str, said: str, newsroom: Site, cli: CliRunner, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.replace("mkdocs.yml", "  - bindery", f"  - bindery: {{{setting}}}")
    assert cli.invoke(main, ["check", "-C", str(newsroom.root)]).exit_code == 1
    assert said in caplog.text


@pytest.mark.slow
def test_a_terminal_says_what_is_wrong_with_a_style(newsroom: Site) -> None:
    newsroom.replace("mkdocs.yml", "  - bindery", "  - bindery: {references: numbred}")
    done = newsroom.run("bindery", "check")
    assert done.returncode == 1
    assert "did you mean `numbered`? write one of: numbered, author-date" in done.stderr


@pytest.mark.slow
def test_the_setting_reaches_a_built_site_and_pages(tmp_path: Path) -> None:
    site = (
        Site(tmp_path)
        .newsroom()
        .replace("mkdocs.yml", "  - bindery", "  - bindery: {references: author-date}")
    )
    assert "(Gibb Institute 2023)" in site.build().page("heat/").text
    assert site.run("bindery", "pages", "--out", "out").returncode == 0
    assert any(
        "Gibb Institute 2023</bdi>" in data.decode("utf-8", "replace") for data in site.files("out").values()
    )


LISTED = '<div id="refs"><div id="ref-a">{}</div></div>'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<em>A</em> &lt;b&gt;", "<em>A</em> &#60;b&#62;"),
        ('<a href="javascript:x()">A</a>', '<a rel="noopener">A</a>'),
        ('<a href="//x.org">A</a>', '<a rel="noopener">A</a>'),
        (
            '<a href="https://x.org/?a=1&amp;b=2" onclick="x()">A</a>',
            '<a href="https://x.org/?a&#61;1&#38;b&#61;2" rel="noopener">A</a>',
        ),
        ("A<script>x</script><style>y</style><img src=x onerror=y>", "A"),
        (
            '<span class="smallcaps evil" style="x" lang="ur" dir="rtl">A</span>',
            '<span dir="rtl" lang="ur">A</span>',
        ),
        ("# A\n\n* `x`", "&#35; A &#42; &#96;x&#96;"),
    ],
)
def test_only_what_references_are_made_of_passes(written: str, kept: str) -> None:
    assert csl_result.read_csl_result(LISTED.format(written), (), notes=True).entries["a"].html == kept


@pytest.mark.parametrize("written", ["", "<p>A</p>", '<div id="refs"></div>'])
def test_what_is_no_list_of_references_is_refused(written: str) -> None:
    with pytest.raises(CslResultError):
        csl_result.read_csl_result(written, (), notes=True)


@given(st.text(st.sampled_from("<>&\"'ab/ =script:*_#`[]()خ\n"), max_size=60))
def test_no_tag_but_those_listed_comes_through(written: str) -> None:
    read = csl_result.read_csl_result(LISTED.format(written + "A"), (), notes=True)
    for entry in read.entries.values():
        tags = {element.tag for element in parse(str(entry.html)).walk()} - {"#root"}
        assert tags <= {"em", "i", "strong", "b", "sup", "sub", "span", "a"}
