"""A page as a Word document: its paragraphs, lists, tables, links and pictures, as Word has them."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from support.cases import each

from bindery.paper.place_names import place_name
from bindery.paper.word import as_word
from bindery.paper.word_file import Particulars
from bindery.paper.word_pictures import Drawing

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8cfc0f01f0005000201ff9a6c2e0000000049454e44ae426082"
)


def about(*, right_to_left: bool = False) -> Particulars:
    return Particulars(
        title="A & B",
        author="The <Newsroom>",
        description="What",
        language="ur" if right_to_left else "en",
        right_to_left=right_to_left,
        changed="2024-05-01T00:00:00Z",
        handling="TLP:GREEN",
    )


def draw(drawings: list[Drawing]) -> list[bytes]:
    return [PNG for _ in drawings]


def made(markup: str, *, right_to_left: bool = False) -> bytes:
    body = html.fragment_fromstring(markup, create_parent="div")
    read = {"a.png": PNG}.get
    return as_word(body, "", about(right_to_left=right_to_left), read, draw)


def opened(markup: str, *, right_to_left: bool = False) -> Document:
    return docx.Document(io.BytesIO(made(markup, right_to_left=right_to_left)))


def lines(document: Document) -> list[str]:
    """Each paragraph as its style, its place in a list, and its words."""
    found = []
    for paragraph in document.paragraphs:
        words = "".join(t.text or "" for t in paragraph._p.iter(qn("w:t")))
        numbered = paragraph._p.find(f".//{qn('w:numPr')}")
        level = numbered.find(qn("w:ilvl")).get(qn("w:val")) if numbered is not None else ""
        pictures = "picture " * len(list(paragraph._p.iter(qn("w:drawing"))))
        found.append(" ".join(f"{paragraph.style.name} {level} {pictures}{words}".split()))
    return found


SHOWN = {  # what is on a page, and the paragraphs of the document
    "headings": ("<h1>T</h1><h2>a</h2><h3>b</h3>", ["Title T", "Heading 1 a", "Heading 2 b"]),
    "spaces": ("<p>\n a <b> b</b>\n\n</p> \n <p> </p>c ", ["Normal a b", "Normal c"]),
    "words of one line": ("<p>a<i>b</i>c<sup>2</sup></p>", ["Normal abc2"]),
    "a list": ("<ul><li>a<li>b<ul><li>c</ul></ul>", ["Normal 0 a", "Normal 0 b", "Normal 1 c"]),
    "an item of two paragraphs": ("<ol><li><p>a</p><p>b</p></ol>", ["Normal 0 a", "Normal b"]),
    "terms": ("<dl><dt>a</dt><dd>b</dd></dl>", ["Term a", "Description b"]),
    "a quotation": ("<blockquote><p>a</p>b</blockquote>", ["Quote a", "Quote b"]),
    "code": ("<pre>a\n  b</pre>", ["Code a b"]),
    "a claim": (
        '<div class="bd-claim"><p class="bd-claim__text">a</p><p class="bd-claim__verdict">b</p></div>',
        ["Claim a", "Verdict b"],
    ),
    "a number that begins a paragraph": (
        '<div><span class="bd-margin__number">1</span> <p>a</p><p>b</p></div>',
        ["Normal 1 a", "Normal b"],
    ),
    "the number of a figure": (
        '<figcaption><span class="bd-figure__number">Figure 1</span> <p>a</p></figcaption>',
        ["Caption Figure 1. a"],
    ),
    "an aside": ('<p>a<a class="bd-mention" href="#x">b</a></p>', ["Normal a (b)"]),
    "an image": ('<p>a<img src="a.png" alt="x">b</p>', ["Normal a", "Picture picture", "Normal b"]),
    "an image that is not there": ('<p>a <img src="b.png" alt="x"></p>', ["Normal a x"]),
    "a mark of a status": ('<p><svg class="bd-mark"></svg> a</p>', ["Normal a"]),
    "what only a browser shows": (
        "<p>a</p><script>b</script><button>c</button><p class=bd-screen>d</p>",
        ["Normal a"],
    ),
    "a remark": ("<p>a<!-- b --></p>", ["Normal a"]),
    "letters that no file may have": ("<p>a\x0bb￾</p>", ["Normal ab"]),
    "nothing": ("", []),
}


@pytest.mark.slow
@each("case, markup, wanted", [(case, *shown) for case, shown in SHOWN.items()])
def test_what_a_page_shows_is_in_the_document(case: str, markup: str, wanted: list[str]) -> None:
    assert lines(opened(markup)) == wanted, case


LED = {  # a link, and what it leads to
    "to a claim": ('<a href="#_claims--x-y">w</a><p id="_claims--x-y">c</p>', "claim_x_y"),
    "to another place": ('<a href="#s">w</a><p id="s">c</p>', place_name("s")),
    "to a place that shows nothing": ('<a href="#s">w</a><p id="s"></p><p>c</p>', place_name("s")),
    "to no place": ('<a href="#none">w</a>', ""),
    "to the web": ('<a href="https://x.org/?a&amp;b">w</a>', "https://x.org/?a&b"),
    "to a page of the site": ('<a href="../x/">w</a>', ""),
    "to a script": ('<a href="javascript:x()">w</a>', ""),
}


@pytest.mark.slow
@each("case, markup, wanted", [(case, *led) for case, led in LED.items()])
def test_links_lead_where_they_led(case: str, markup: str, wanted: str) -> None:
    document = opened(f"<div>{markup}</div>")
    links = [*document.element.iter(qn("w:hyperlink"))]
    known = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    found = ""
    for link in links:
        anchor = link.get(qn("w:anchor"))
        found = anchor or document.part.rels[link.get(qn("r:id"))].target_ref
        assert not anchor or anchor in known, case
    assert found == wanted, case


def test_tables_keep_their_cells_and_their_head() -> None:
    markup = "<table><thead><tr><th>a<th>b<th>c</thead><tr><td rowspan=2>d<td colspan=2>e<tr><td>f<td>g<td>h</table>"
    table = opened(markup).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["a", "b", "c", ""],
        ["d", "e", "e", ""],
        ["d", "f", "g", "h"],
    ]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]


@pytest.mark.slow
@settings(max_examples=20)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4), min_size=1, max_size=5)
)
def test_each_cell_of_any_table_is_in_the_document(rows: list[list[tuple[int, int]]]) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td colspan={w} rowspan={t}>w{y}.{x}." for x, (w, t) in enumerate(row))
        for y, row in enumerate(rows)
    )
    document = opened(f"<table><tbody>{cells}</tbody></table>")
    shown = [t.text for t in document.element.iter(qn("w:t"))]
    assert shown == [f"w{y}.{x}." for y, row in enumerate(rows) for x, _ in enumerate(row)]


def test_numbers_of_items_are_those_of_the_page() -> None:
    document = opened('<ol class="bd-references"><li value=1>a<li value=2>b<li value=7>c</ol>')
    numbering = document.part.numbering_part.element
    starts = []
    for paragraph in document.paragraphs:
        number = paragraph._p.find(f".//{qn('w:numId')}").get(qn("w:val"))
        shape = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")[0]
        level = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{shape}']/w:lvl[@w:ilvl='0']")[0]
        starts.append(tuple(level.find(qn(name)).get(qn("w:val")) for name in ("w:start", "w:lvlText")))
    assert starts == [("1", "[%1]"), ("1", "[%1]"), ("7", "[%1]")]


def test_pictures_have_their_text_and_those_that_show_nothing_new_say_so() -> None:
    document = opened('<p><img src="a.png" alt="A map"></p><svg width=10 height=10></svg>')
    described, silent = document.element.iter(qn("wp:docPr"))
    assert described.get("descr") == "A map"
    assert silent.get("descr") == ""
    assert b"decorative" in made("<svg width=10 height=10></svg>") or "decorative" in document.element.xml


def test_text_from_right_to_left_is_marked_so() -> None:
    document = opened('<p>شہر X میں گرمی</p><p lang="en">Words</p>', right_to_left=True)
    runs = [(run.text, bool(run.font.rtl)) for run in document.paragraphs[0].runs]
    assert runs == [("شہر", True), (" X ", False), ("میں گرمی", True)]
    assert document.styles["Normal"].element.find(f".//{qn('w:bidi')}") is not None


def test_no_style_spaces_letters_since_that_tears_arabic_words_apart() -> None:
    document = opened("<h1>شہر</h1>", right_to_left=True)
    looks = [(style.name, style.element.find(qn("w:rPr"))) for style in document.styles]
    used = {"Title", "Normal", "Heading 1", "Caption", "Quote"}
    spaced = {name for name, look in looks if look is not None and look.find(qn("w:spacing")) is not None}
    assert not spaced & used


def test_the_document_says_what_it_is_and_nothing_of_the_machine() -> None:
    document = opened("<p>a</p>")
    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by) == ("A & B", "The <Newsroom>", "The <Newsroom>")
    assert core.modified == core.created == datetime(2024, 5, 1, tzinfo=UTC)
    assert (core.language, core.revision) == ("en", 1)
    for part in (document.sections[0].header, document.sections[0].footer):
        assert "TLP:GREEN" in part.paragraphs[0].text
    assert made("<p>a</p>") == made("<p>a</p>")
    assert b"<cp:keywords>Bindery<" in made("<p>a</p>")  # by which a build knows its own files


@given(st.lists(st.text(min_size=1, max_size=60), unique=True, max_size=8))
def test_places_that_differ_have_names_that_differ(ids: list[str]) -> None:
    names = [place_name(prefix + identity) for identity in ids for prefix in ("", "_claims--")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)
