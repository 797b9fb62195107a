"""A page as an e-book: its chapters, links, pictures and contents, all of them well-formed."""

from __future__ import annotations

from lxml import etree, html
from support.cases import each

from bindery.paper.epub import About, epub_parts

ABOUT = About("A & B", "The <Newsroom>", "What", "en", "ltr", "2024-05-01T00:00:00Z", "x", "", "Contents")


def made(markup: str, about: About = ABOUT) -> dict[str, str]:
    """The text of the files of an e-book, by their path."""
    body = html.fragment_fromstring(markup, create_parent="div")
    parts = epub_parts(
        body, ".bd-set-1{left:50%!important}", "", about, lambda name: b"PNG" if name == "a.png" else None
    )
    for name, data in parts.items():
        if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
            etree.fromstring(data)
    return {name: data.decode() for name, data in parts.items()}


PARTS = "<h1>T</h1><p>a</p><h2 id=x>One</h2><h3 id=z>Under</h3><p id=y>b</p><h2>Two</h2><p>c</p>"
LED = {  # a link in the second chapter, and what it is in the e-book
    "to a place in the chapter": ('<a href="#y">w</a>', '<a href="#y">w</a>'),
    "to another chapter": ('<a href="#w">w</a>', '<a href="part-1.xhtml#w">w</a>'),
    "to no place": ('<a href="#none">w</a>', "<span>w</span>"),
    "to the web": (
        '<a href="https://x.org/?a&amp;b" rel="noopener">w</a>',
        '<a href="https://x.org/?a&amp;b">w</a>',
    ),
    "to a page of the site": ('<a href="../x/">w</a>', "<span>w</span>"),
    "to a script": ('<a href="javascript:x()">w</a>', "<span>w</span>"),
    "to a file of the site": ('<a href="x.csv" download>w</a>', ""),
    "a mark of a status": (
        '<svg class="bd-mark bd-mark--contested"><path fill="currentColor"/></svg>',
        '<img src="pictures/1.svg" alt="" class="bd-mark-image"/>',
    ),
    "an image": ('<img src="a.png" alt="x">', '<img src="pictures/1.png" alt="x" class="bd-picture-image"/>'),
    "an image that is not there": ('<img src="b.png" alt="x">', "<span>x</span>"),
    "what an e-reader may not fold": (
        "<details open><summary>s</summary>w</details>",
        "<div><p>s</p>w</div>",
    ),
    "what browsers need": ('<b data-note="n" tabindex="0" style="x">w</b>', "<b>w</b>"),
    "a language": ('<i lang="ur" dir="rtl">w</i>', '<i lang="ur" dir="rtl" xml:lang="ur">w</i>'),
    "a script": ("<script>w</script>", ""),
    "a remark": ("<!-- w -->", ""),
}


@each("case, markup, wanted", [(case, *led) for case, led in LED.items()])
def test_what_is_on_a_page_becomes_what_e_readers_know(case: str, markup: str, wanted: str) -> None:
    parts = made(f'<p id="w">a</p><h2 id="x">One</h2><p id="y">{markup}</p>')
    shown = f'<p id="y">{wanted}</p>' if wanted else '<p id="y"/>'
    assert shown in parts["EPUB/part-2.xhtml"], case


def test_each_part_of_the_page_is_a_chapter_and_in_the_contents() -> None:
    parts = made(PARTS)
    assert next(iter(parts)) == "mimetype"
    assert [name for name in parts if "part-" in name] == [f"EPUB/part-{n}.xhtml" for n in (1, 2, 3)]
    contents = parts["EPUB/contents.xhtml"]
    assert '<a href="part-2.xhtml">One</a><ol><li><a href="part-2.xhtml#z">Under</a></li></ol>' in contents
    assert "<dc:title>A &amp; B</dc:title>" in parts["EPUB/package.opf"]
    assert parts["EPUB/package.opf"].count("<itemref") == 3


def test_dots_of_comparisons_are_drawings() -> None:
    dots = '<div class="bd-dots__track"><span class="bd-set-1 bd-dots__dot"></span></div>'
    parts = made(f"{dots}<p>a</p>{dots}")
    assert parts["EPUB/part-1.xhtml"].count('<img src="pictures/1.svg" alt="" class="bd-track-image"/>') == 2
    assert '<circle cx="200.0"' in parts["EPUB/pictures/1.svg"]


def test_the_handling_mark_is_in_each_chapter() -> None:
    about = About("T", "N", "", "ur", "rtl", ABOUT.changed, "x", "TLP:AMBER", "C")
    parts = made(PARTS, about)
    assert all("TLP:AMBER" in text for name, text in parts.items() if "part-" in name)
    assert 'page-progression-direction="rtl"' in parts["EPUB/package.opf"]
    assert 'dir="rtl"' in parts["EPUB/part-1.xhtml"]
