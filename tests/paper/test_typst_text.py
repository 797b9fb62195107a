"""A page as a text of Typst: every word, its structure, and nothing that Typst would read as its own."""

from __future__ import annotations

import io

import hypothesis.strategies as st
import pypdfium2
import typst
from hypothesis import given, settings
from lxml import html
from support.cases import each
from support.project import ROOT

from bindery.paper.typst_text import translate, typst_string

DESIGN = (ROOT / "templates/paper.typ").read_text("utf-8")
FONTS = [str(ROOT / "bindery/drawing/fonts"), str(ROOT / "bindery/paper/fonts")]
TRICKY = '#let x = 1 $a^2$ *b* _c_ `d` <e> @f [g] {h} \\ / // /* "i" ~ -- ... = - + 1. #"'


def translated(markup: str) -> str:
    return translate(html.fragment_fromstring(markup, create_parent="div"), "", lambda _: None).text


def words_of(markup: str, design: str = DESIGN) -> str:
    """The words of the PDF of a page, with single spaces."""
    text = f'#let side = left; #let families = ()\n{design}\n#briefing(title: "T", author: "A", {translated(markup)})'
    made = typst.compile(text.encode(), format="pdf", font_paths=FONTS, ignore_system_fonts=True, timestamp=0)
    document = pypdfium2.PdfDocument(io.BytesIO(made))
    pages = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(pages).replace("\x02", "").split())


# What is on the page, and the call that shows it. Spaces between blocks are not shown.
SHOWN = {
    "words": ("a  b\n c", '{"a b c"}'),
    "nothing": ("", "[]"),
    "what Typst would read": (TRICKY.replace("<e>", "&lt;e&gt;"), "{" + typst_string(TRICKY) + "}"),
    "a paragraph": ("<p>a</p>\n\n<p>b</p>", '{paragraph(("p",),{"a"});paragraph(("p",),{"b"})}'),
    "a class": ('<p class="bd-lead x">a</p>', '{paragraph(("bd-lead","x",),{"a"})}'),
    "emphasis": ("<em>a</em><strong>b</strong>", '{inline((),emph({"a"}));inline((),strong({"b"}))}'),
    "a heading": ("<h2>a</h2><h4>b</h4>", '{heading(level: 1,{"a"});heading(level: 3,{"b"})}'),
    "a title": ("<h1>a</h1>", '{page-title({"a"})}'),
    "a link to a place": (
        '<a href="#x">a</a><p id="x">b</p>',
        '{to(label("x"),{"a"});place-of("x");paragraph(("p",),{"b"})}',
    ),
    "a link to no place": ('<a href="#x">a</a>', '{{"a"}}'),
    "a link to the web": (
        '<a href="https://x.org/?a=1&amp;b">a</a>',
        '{to-web("https://x.org/?a=1&b",{"a"})}',
    ),
    "a link to a page of the site": ('<a href="../x/">a</a>', '{{"a"}}'),
    "a link that runs a script": ('<a href="javascript:x">a</a>', '{{"a"}}'),
    "a file to load": ('<a href="x.csv" download>CSV</a>', "[]"),
    "a place that nothing leads to": ('<p id="x">a</p>', '{paragraph(("p",),{"a"})}'),
    "one id twice": (
        '<a href="#x">a</a><i id="x">b</i><i id="x">c</i>',
        '{to(label("x"),{"a"});place-of("x");inline((),emph({"b"}));inline((),emph({"c"}))}',
    ),
    "a list": (
        "<ul><li>a</li> <li>b</li></ul>",
        '{items((),false,1,(((), none, {"a"}),((), none, {"b"}),))}',
    ),
    "a list from three": ('<ol start="3"><li>a</li></ol>', '{items((),true,3,(((), none, {"a"}),))}'),
    "an item with a number": ('<ol><li value="7">a</li></ol>', '{items((),true,1,(((), 7, {"a"}),))}'),
    "an empty list": ("<ul></ul>", "[]"),
    "code": ("<code>#x  y</code>", '{raw("#x  y")}'),
    "a block of code": ("<pre>#x\n  y\n</pre>", '{raw(block: true,"#x\\n  y")}'),
    "a break": ("a<br>b", '{"a";linebreak();"b"}'),
    "a language": ('<bdi lang="ur" dir="rtl">a</bdi>', '{text(lang: "ur",dir: rtl,{"a"})}'),
    "a language with a region": ('<bdi lang="en-GB">a</bdi>', '{text(lang: "en",{"a"})}'),
    "an unusual tag of a language": ('<bdi lang="x-klingon">a</bdi>', '{{"a"}}'),
    "what only a screen shows": ('<p class="bd-screen">a</p><a class="headerlink">b</a>', "[]"),
    "a script": ("<script>a</script><style>b</style><template>c</template>", "[]"),
    "an image that is not there": ('<img src="x.png" alt="a">', '{paragraph(("missing-image",),"a")}'),
    "a mark": ('<svg class="bd-mark bd-mark--contested"></svg>', '{mark("contested")}'),
    "a table": (
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan=2>c</td></tr></tbody></table>",
        '{rows((),2,table.header(repeat: false,table.cell(strongly({"a"}))),table.cell(colspan: 2,{"c"}))}',
    ),
    "an empty table": ("<table></table>", "[]"),
    "terms": (
        "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>",
        '{part((),terms(terms.item({"a"},{part((),{"b"});part((),{"c"})})))}',
    ),
    "an element that is not known": ("<blink>a</blink>", '{{"a"}}'),
    "a remark": ("a<!-- b -->c", '{"a";"c"}'),
}


@each("case, markup, wanted", [(case, *shown) for case, shown in SHOWN.items()])
def test_what_is_on_a_page_is_called_by_its_name(case: str, markup: str, wanted: str) -> None:
    assert case
    assert translated(markup) == wanted


def test_every_kind_of_content_can_be_set() -> None:
    everything = "".join(markup for markup, _ in SHOWN.values())
    shown = words_of(everything)
    assert TRICKY in shown
    assert "• a • b 3. a 7. a" in shown


@settings(max_examples=15)
@given(st.text(st.characters(codec="latin-1", exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_no_character_of_a_text_is_lost_or_read_as_code(text: str) -> None:
    element = html.fragment_fromstring("<p></p>")
    element.text = text
    plain = '#let briefing(title: "", author: "", body) = { set text(font: "Bindery Card", features: (liga: 0)); body }\n'
    plain += "#let paragraph(classes, body) = body"
    shown = words_of(html.tostring(element, encoding="unicode"), plain)
    assert shown.replace(" ", "").replace("\u00ad", "") == text.replace("\u00ad", "")


def test_the_dots_of_a_comparison_stand_at_their_values() -> None:
    body = html.fragment_fromstring(
        '<div class="bd-dots__track"><span class="bd-set-1 bd-dots__line"></span>'
        '<span class="bd-set-2 bd-dots__dot"></span><span class="bd-set-3 bd-dots__dot bd-dots__dot--open">'
        '<span class="bd-dots__more">→</span></span></div>',
        create_parent="div",
    )
    styles = (
        ".bd-set-1{left:0.00%!important;width:calc(50.00% - 0.00%)!important}"
        ".bd-set-2{left:50.00%!important}.bd-set-3{left:100.00%!important}"
    )
    wanted = '{track(("bd-dots__track",),(("line",0.0,50.0),("dot",50.0,""),("open",100.0,"→"),))}'
    assert translate(body, styles, lambda _: None).text == wanted


def test_a_picture_is_a_file_beside_the_text() -> None:
    body = html.fragment_fromstring('<p><img src="a.png" alt="x"><img src="b.png" alt="y"></p>')
    made = translate(body, "", lambda _: b"picture")
    assert made.files == {"picture-1.png": b"picture"}
    assert made.text.count('picture("picture-1.png"') == 2


def test_a_drawing_brings_its_colours_and_styles() -> None:
    body = html.fragment_fromstring(
        '<figure><svg class="bd-map__picture" viewbox="0 0 9 9" width="9" height="9" aria-label="Map: x">'
        '<path class="bd-map__land" stroke="var(--bd-ink)" d="M0 0"></path></svg></figure>'
    )
    made = translate(body, "", lambda _: None)
    drawn = made.files["picture-1.svg"].decode()
    assert 'viewBox="0 0 9 9"' in drawn
    assert "var(" not in drawn
    assert ".bd-map__land{" in drawn
    assert 'drawing("picture-1.svg","Map: x",9)' in made.text
