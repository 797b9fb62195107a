"""What Markdown an author may write, what it becomes, and what it can never become."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from support.cases import each
from support.parsed import Element, parse, unbalanced

from bindery.reading import markdown, markdown_reader, unread_markup
from bindery.reading.inline_patterns import SkippingInlineProcessor
from bindery.reading.prose import Citation, Mention, split_headings

# What prose may be made of; nothing here can run, load or change a page's structure.
TAGS = frozenset(
    {
        *("#root", "p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "a", "code", "pre", "ul", "ol", "li"),
        *("blockquote", "hr", "br", "dl", "dt", "dd", "span", "sup", "sub", "del", "abbr"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        "bindery-note",  # the mark of a footnote, of which a page makes a link
    }
)
ATTRIBUTES = frozenset(
    {"href", "title", "rel", "id", "start", "style", "class", "n", "data-note", "data-notes"}
)


def rendered(source: str) -> str:
    """The HTML, with a citation as `{source}` and a claim that is named as `<claim>`."""

    def cite(citation: Citation) -> Markup:
        return Markup('<sup><a href="#c">{}</a></sup>').format(
            "; ".join(item.source for item in citation.items)
        )

    def name(mention: Mention) -> Markup:
        return Markup('<a href="#m">{}</a>').format(mention.claim)

    return str(markdown.parse_markdown(source).render(cite, name, "p-x"))


def page(source: str) -> Element:
    return parse(rendered(source))


def cited(source: str) -> list[list[tuple[str, str, str]]]:
    return [
        [(i.source, i.locator, i.quote) for i in c.items] for c in markdown.parse_markdown(source).citations
    ]


def codes(source: str) -> list[str]:
    return [fault.code for fault in markdown.parse_markdown(source).faults]


@each(
    ("written", "means"),
    [
        ("[@a]", [("a", "", "")]),
        ("[@gibb-2023]", [("gibb-2023", "", "")]),
        ("[@a; @b]", [("a", "", ""), ("b", "", "")]),
        ("[@a;@b; @c]", [("a", "", ""), ("b", "", ""), ("c", "", "")]),
        ("[@a, p. 4]", [("a", "p. 4", "")]),
        ("[@a, pp. 4-5; @b, 1:02:03]", [("a", "pp. 4-5", ""), ("b", "1:02:03", "")]),
        ("[@a, § 4; p. 7]", [("a", "§ 4; p. 7", "")]),
        ('[@a, "words it has"]', [("a", "", "words it has")]),
        ("[@a, “words it has”]", [("a", "", "words it has")]),
        ('[@a, p. 4, "words"]', [("a", "p. 4", "words")]),
        ('[@a, "words", p. 4]', [("a", "p. 4", "words")]),
        ('[@a, "one […] two"]', [("a", "", "one […] two")]),
        ('[@a, "one [...] two [they] said"]', [("a", "", "one [...] two [they] said")]),
        ('[@a, "he said “no” then"]', [("a", "", "he said “no” then")]),
        ('[@a, “he said "no" then”]', [("a", "", 'he said "no" then')]),
        ('[@a, "over\n   two lines"]', [("a", "", "over two lines")]),
        ('[@a, "1,524; 980"; @b, "x"]', [("a", "", "1,524; 980"), ("b", "", "x")]),
        ('[@a, "write to me; @home I am"]', [("a", "", "write to me; @home I am")]),
        ("[@a, it's here]", [("a", "it's here", "")]),
        (r"[@a, p. 4\*]", [("a", "p. 4*", "")]),
        ('[@a, "5 * 6 * 7 and _x_ & <b>"]', [("a", "", "5 * 6 * 7 and _x_ & <b>")]),
    ],
)
def test_a_citation_is_read_as_it_is_written(written: str, means: list[tuple[str, str, str]]) -> None:
    assert cited(f"Before {written} after.") == [means]


@each(
    "written",
    [
        "`[@a]`",
        "`` [@a] ``",
        "\n\n    [@a]\n\n",
        r"\[@a]",
        "[ @a]",
        "[@]",
        "[@a",
        "@a",
        "someone@example.org",
        "[a@b]",
        "[a][b]",
        "[1]",
        "[x] done",
    ],
)
def test_what_is_no_citation_is_left_alone(written: str) -> None:
    assert cited(f"Before {written} after.") == []


@pytest.mark.parametrize("written", ["`[@a]`", r"\[@a]", "[@]", "[@a", "[1]", "@a", "[x] done"])
def test_what_is_no_citation_is_shown_as_it_was_typed(written: str) -> None:
    assert written.strip("`\\") in page(f"Before {written} after.").text


@pytest.mark.parametrize(
    "place", ["**{}**", "*{}*", "> {}", "- {}", "1. {}", "| a | b |\n|--|--|\n| {} | c |"]
)
def test_a_citation_is_found_wherever_prose_may_stand(place: str) -> None:
    assert cited(place.format("[@a]")) == [[("a", "", "")]]
    assert "a" in page(place.format("[@a]")).first("sup").text


def test_citations_keep_their_order() -> None:
    assert cited("One [@b]. Two [@a; @c].\n\nThree [@b].") == [
        [("b", "", "")],
        [("a", "", ""), ("c", "", "")],
        [("b", "", "")],
    ]


@pytest.mark.parametrize("written", ["[#hotter]", "**[#hotter]**", "- [#hotter]"])
def test_a_claim_is_named_by_its_id(written: str) -> None:
    assert [mention.claim for mention in markdown.parse_markdown(f"As {written} says.").mentions] == [
        "hotter"
    ]


@pytest.mark.parametrize("written", ["`[#hotter]`", r"\[#hotter]", "# hotter", "[# hotter]", "#hotter"])
def test_what_names_no_claim_is_left_alone(written: str) -> None:
    assert markdown.parse_markdown(f"As {written} says.").mentions == ()


@pytest.mark.parametrize("written", ["[@a]: heat", "[@a]: https://x.org", "[#a]: heat"])
def test_a_paragraph_that_begins_with_a_citation_and_a_colon_is_not_lost(written: str) -> None:
    assert written.rsplit(" ", 1)[1] in page(written).text


# What the sanitiser would take out, if anything got so far


@each(
    ("made", "left"),
    [
        ("<script>alert(1)</script>", ""),
        ("<style>p {}</style>", ""),
        ('<p onclick="alert(1)">x</p>', "<p>x</p>"),
        ('<p id="x" class="y" style="left:0">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="java&#9;script:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="/here" target="_top" rel="opener">x</a>', "<a>x</a>"),
        ('<img src="x" onerror="alert(1)">x', "x"),
        ("<iframe src='https://example.org'></iframe>x", "x"),
        ('<svg><a href="javascript:alert(1)">x</a></svg>', ""),
        ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", ""),
        ("<form action=x><input name=y>x</form>", "x"),
        ('<td style="text-align: right; left: 0">x</td>', "x"),
        ("<bindery-cite n='0' onclick='x'></bindery-cite>", '<bindery-cite n="0"></bindery-cite>'),
        ("<!-- x -->y", "y"),
        ("<bindery-other n='0'>x</bindery-other>", "x"),
    ],
)
def test_nothing_is_let_through_that_prose_is_not_made_of(made: str, left: str) -> None:
    assert markdown_reader.sanitise(made) == left


@pytest.mark.parametrize(
    "written",
    [
        'A *b* **c** `d` [e](https://example.org/?a=1&b=2 "f") <https://example.org> [@a] and [#b].',
        "## A\n\n- b\n- c\n\n3. d\n\n> e\n\n    f <g>\n\n***\n",
        "| a | b | c |\n|:--|:-:|--:|\n| [@x] | **e** | f |\n",
        "a\n: b [@c]\n\n: d\n",
        "خطر *b* 😀 ﷺ",
    ],
)
def test_prose_as_authors_write_it_is_let_through_as_it_is(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_through = markdown.parse_markdown(written).html
    monkeypatch.setattr(markdown_reader, "sanitise", lambda html: html)
    assert markdown.parse_markdown(written).html == let_through


@each(
    "written",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<!-- hidden -->",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<!doctype html>",
        "<svg/onload=alert(1)>",
        "<div>\n\ninside\n\n</div>",
        '<bindery-cite n="0"></bindery-cite>',
        "</p></div>",
    ],
)
def test_raw_html_is_shown_as_text(written: str) -> None:
    html = page(f"Before\n\n{written}\n\nand {written} after.")
    assert " ".join(written.split()) in html.text
    assert {element.tag for element in html.walk()} <= {"#root", "p"}


@each(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/local",
        "other/page.md",
        "../other/",
        "Other",
        "ftp://x.org",
        "http:",
        "https://",
        "http://[::1",
    ],
)
def test_a_link_that_leads_elsewhere_than_to_the_web_is_refused(address: str) -> None:
    for written in (f"[words]({address})", f"[words][1]\n\n[1]: {address}"):
        assert codes(written) == ["B116"]
        assert page(written).all("a") == []
        assert "words" in page(written).text


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[words](https://x.org/a?b=1&c=2#d)", "https://x.org/a?b=1&c=2#d"),
        ("[words](http://x.org 'a title')", "http://x.org"),
        ("[words](HTTPS://x.org)", "HTTPS://x.org"),
        ("<https://x.org>", "https://x.org"),
        ("[words](mailto:a@b.org)", "mailto:a@b.org"),
        ("<a@b.org>", "mailto:a@b.org"),
        ("[words][1]\n\n[1]: https://x.org", "https://x.org"),
    ],
)
def test_a_link_to_the_web_or_to_a_mailbox_stays(written: str, address: str) -> None:
    assert codes(written) == []
    assert page(written).first("a").attributes["href"] == address


def test_a_citation_within_a_link_makes_no_link_within_a_link() -> None:
    for written in ("[words [@a]](https://x.org)", "[words [#c]](https://x.org)"):
        html = page(written)
        assert [link for link in html.all("a") if link.above(lambda e: e.tag == "a")] == []


@pytest.mark.parametrize(
    "written", ["![alt](x.png)", "![alt](https://x.org/x.png)", "![alt][1]\n\n[1]: x.png"]
)
def test_a_picture_is_refused(written: str) -> None:
    assert codes(written) == ["B117"]
    assert page(written).all("img") == []


@each(
    ("written", "tags"),
    [
        ("# A", ["h2"]),
        ("## A", ["h2"]),
        ("### A", ["h3"]),
        ("A\n===", ["h2"]),
        ("A\n---", ["h2"]),
        ("###### A", ["h6"]),
        ("#hashtag", ["p"]),
        ("##A", ["h2"]),
        (r"\# A", ["p"]),
        ("text # A", ["p"]),
    ],
)
def test_a_heading_leaves_the_highest_level_to_the_page(written: str, tags: list[str]) -> None:
    assert [child.tag for child in page(written).children if isinstance(child, Element)] == tags


def test_headings_are_parted_from_what_stands_between() -> None:
    pieces = split_headings(Markup(rendered("One.\n\n## A & *b*\n\nTwo.\n\n### C\n\n## D\n\nThree.")))  # noqa: S704
    assert [(level, words) for level, words, _, _ in pieces] == [
        (0, ""),
        (2, "A & b"),
        (0, ""),
        (3, "C"),
        (2, "D"),
        (0, ""),
    ]
    assert [parse(part).text for level, _, part, _ in pieces if not level] == ["One.", "Two.", "Three."]


def test_paragraphs_are_numbered_and_citations_know_theirs() -> None:
    source = "One.\n\nTwo [@a].\n\n- three [@b]\n- four\n\n> five [@c]\n\n| t |\n|---|\n| six [@d] |"
    found = markdown.parse_markdown(source)
    html = page(source)
    assert html.ids == [f"p-x-{n}" for n in range(1, 7)]
    for citation in found.citations:
        place = html.by_id(f"p-x-{citation.paragraph}")
        assert place is not None
        assert citation.items[0].source in place.first("sup").text


@pytest.mark.parametrize(
    "source",
    [
        "| head [@a] | b |\n|---|---|\n| c | d |",
        "Term [@a]\n:   meaning",
        "Term\n:   meaning [@a]",
        "- one\n    - two [@a]",
        "- one\n\n    two [@a]\n- three",
        "> - one [@a]",
    ],
)
def test_every_citation_stands_in_the_paragraph_that_it_names(source: str) -> None:
    [citation] = markdown.parse_markdown(source).citations
    place = page(source).by_id(f"p-x-{citation.paragraph}")
    assert place is not None
    assert "a" in [sup.text for sup in place.all("sup")]


@pytest.mark.parametrize("written", ["## Heat [@a]", "Heat [@a]\n===", "## Heat [#c]"])
def test_a_heading_may_not_cite(written: str) -> None:
    assert codes(written) != []


def test_the_words_of_a_paragraph_are_kept_for_links_back_to_it() -> None:
    found = markdown.parse_markdown("Nothing.\n\nAsphalt *stores* heat [@a], and\nlets it out & about [@b].")
    assert found.paragraphs == {2: "Asphalt stores heat, and lets it out & about."}


def test_the_words_alone_are_text() -> None:
    assert markdown.parse_markdown("A <b> & *c* [@a].\n\n- d\n- e `f`").words == "A <b> & c. d e f"


@pytest.mark.slow
@pytest.mark.parametrize("source", ["- " * 1000 + "a", "\n".join(" " * 4 * n + "- a" for n in range(400))])
def test_nesting_without_end_is_a_fault_and_no_crash(source: str) -> None:
    assert isinstance(markdown.parse_markdown(source).html, str)


MARKUP = (
    *"<>&\"'`*_{}[]()#!|\\~^=$@+-:;/.,? \n\tab1é\u0645\u200f",
    "[@a]",
    '[@a, "b"]',
    "[#a]",
    "](",
    "](http://x.org)",
    "](javascript:x)",
    "<b>",
    "</p>",
    "<!--",
    "<script>",
    " onclick=x ",
    "![",
    "\n\n",
    "    ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n| a | b |\n|---|---|\n| ",
    "\n:   ",
    "a^b^",
    "a~b~",
    "~~a~~",
    "\n- [ ] a",
    "a[^1]",
    "\n\n[^1]: a\n\n",
    "\n\n*[a]: b\n\n",
    "\n\n```\n",
    "\n[1]: http://x.org\n",
    "[1]",
    "&#60;",
    "&lt;",
    "**",
    "``",
    "<http://",
    "<a@b.c>",
    "klzzwxh:0000",
    '<bindery-cite n="0"/>',
    'data-paragraph="1"',
)


@given(st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=3)), max_size=30).map("".join))
@example("![words][a] {cite}`x` \\&copy; a  \nb")
@example("{{< a >}} ??? note :role:`x` ++new++ [[page]] {#id}")
def test_nothing_is_skipped_that_a_full_search_would_find(source: str) -> None:
    inline = markdown_reader._reader()[0].treeprocessors["inline"]
    assert isinstance(inline, SkippingInlineProcessor)
    expected = markdown_reader.read_markdown(source)
    patterns, forms = inline.signed, unread_markup._FORMS
    inline.signed = [(pattern, ("",)) for pattern, _ in patterns]
    unread_markup._FORMS = tuple(form._replace(sign="") for form in forms)
    try:
        assert markdown_reader.read_markdown(source) == expected
    finally:
        inline.signed, unread_markup._FORMS = patterns, forms


@given(st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=3)), max_size=30).map("".join))
@example('<bindery-cite n="0"></bindery-cite> [@a]')
@example("[x](http://x.org '\"><script>')")
@example('<http://a"onmouseover="x>')
@example("| | |\n|-|-|\n| | |")
@example("a~0~ b^1^ ~~c~~ d[^1]\n\n- [x] d\n- [ ] e\n\n```\nf\n```\n\n*[d]: g\n\n[^1]: h\n")
def test_whatever_is_written_comes_out_balanced_and_harmless(source: str) -> None:
    html = rendered(source)
    assert unbalanced(html) == []
    for element in parse(html).walk():
        assert element.tag in TAGS
        assert set(element.attributes) <= ATTRIBUTES
        assert element.attributes.get("style", "text-align: left;").startswith("text-align: ")
        assert re.fullmatch(r"(?:language|bd)-[\w+.#-]+", element.attributes.get("class", "bd-x"))
        assert re.match(r"https?://|mailto:|#[cm]$", element.attributes.get("href", "#c"), re.IGNORECASE)
    assert not re.search("[\x02\x03]", html)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_plain_words_come_out_as_they_are(source: str) -> None:
    assert page(source).text == " ".join(source.split())
    assert str(escape(source)) in rendered(source)


NEARLY_PLAIN = [
    *(
        "word",
        "Kurram",
        "کرم",
        "é",
        "12",
        "12.",
        "1)",
        "-",
        "a-b",
        "--",
        "---",
        "=",
        "==",
        "+",
        "*",
        "!",
        "|",
    ),
    *(
        '"q"',
        "“x”",
        "(y)",
        "’s",
        ":",
        "::",
        ";",
        "...",
        "/",
        "$",
        "50%",
        "a@b.c",
        "http://x.y/z",
        "^2^",
        "++",
        "''",
    ),
    *("[@a]", "[@a-b, p. 4]", '[@c, "q w"; @d]', "[#claim]", "[@e]:", "[#x]:", "[@a](b)", "[b]"),
    *("\n", " ", "  ", "\t", "\u200c", "\xa0"),
]


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.lists(st.sampled_from(NEARLY_PLAIN), max_size=14).map("".join))
@example("A word. [@a-b] and [@c, p. 4].\nSee [#x].\n")
def test_prose_without_marks_is_read_as_all_other_is(source: str) -> None:
    if markdown._is_plain(source):
        assert markdown._read_without_syntax(source) == markdown_reader.read_markdown(source)


def test_code_cannot_pass_for_a_heading_of_the_page() -> None:
    assert "\n# " not in markdown.parse_markdown("Text.\n\n    code\n\n    # no heading\n\n    code").html
