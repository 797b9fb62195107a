"""A web page is read as a browser shows and copies it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.growth import growth

from bindery.evidence import encodings, snapshots, web_pages
from bindery.evidence.web_pages import web_page_texts
from bindery.text.tokens import locate


def found(quote: str, page: str | bytes) -> bool:
    data = page if isinstance(page, bytes) else f"<!doctype html><meta charset=utf-8><body>{page}".encode()
    texts, problems = snapshots.snapshot_texts("a.html", data)
    assert problems == []
    return any(locate(quote, text) for text in texts)


SHOWN = {
    "a word in two elements": ("the killed people", "<p>the <b>k</b>illed people"),
    "neighbours in capitals": (
        "HEATFLOODS",
        "<p><i style='text-transform: uppercase'>Heat</i><i style='text-transform: uppercase'>Floods</i>",
    ),
    "and apart": (
        "HEAT FLOODS",
        "<p><i style='text-transform: uppercase'>Heat</i><i style='text-transform: uppercase'>Floods</i>",
    ),
    "a line break": ("heat of July", "<p>heat<br>of July"),
    "white space over lines": ("heat of July", "<p>heat\n     of\n July"),
    "a place to break": ("heatwave", "<p>heat<wbr>wave"),
    "a soft hyphen": ("heatwave", "<p>heat&shy;wave"),
    "a custom element": ("the heatwave came", "<p>the <x-mark>heat</x-mark>wave came"),
    "quotation marks of a style sheet": ("he said no to them", "<p>he said <q>no</q> to them"),
    "ruby, with its pronunciation": (
        "漢字かんじ後",
        "<p>漢字<ruby><rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>後",
    ),
    "ruby, without": ("漢字後", "<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>後"),
    "cells": ("240 365", "<table><tr><td>240<td>365</table>"),
    "a hidden word between": ("more than before", "<p>more <span hidden>much</span> than before"),
    "a word of no display": (
        "more than before",
        "<p>more<span style='display: none'>much</span> than before",
    ),
    "a word that is not read aloud": ("more much than", "<p>more <i aria-hidden=true>much</i> than"),
    "hidden words, by themselves": ("shown by a click", "<div hidden><p>It is shown by a click</div>"),
    "closed details": ("found inside", "<details><summary>More</summary><p>It is found inside</details>"),
    "a picture between": ("one two", "<p>one <img alt=picture> two"),
    "a choice between": ("one two", "<p>one <select><option>x<option>y</select> two"),
    "a heading in capitals": ("DEATHS IN JULY", "<h2>Deaths in July</h2>"),
    "capitals of a class": (
        "HEAT KILLS",
        "<style>.kicker{text-transform:uppercase}</style><p class=kicker>Heat kills",
    ),
    "initials of a class": (
        "Heat Kills",
        "<style>p .k{text-transform:capitalize}</style><p><b class=k>heat kills</b>",
    ),
    "capitals of an element": ("HEAT KILLS", "<p style='text-transform: uppercase'>Heat kills"),
    "neighbours": ("deaths in July", "<div><span>1,524</span><span>deaths in July</span></div>"),
    "neighbouring links": ("About us", "<nav><a>Home</a><a>About us</a></nav>"),
    "a mark": ("the toll rose", "<p>the toll<sup>3</sup> rose"),
    "a mark, copied": ("the toll3 rose", "<p>the toll<sup>3</sup> rose"),
    "a linked mark": ("in 1998 it", "<p>in 1998<sup><a href=#n>4</a></sup> it"),
    "a mark in brackets": ("the toll rose", "<p>the toll<sup><a href=#n>[3]</a></sup> rose"),
    "a mark in brackets, copied": ("the toll[3] rose", "<p>the toll<sup><a href=#n>[3]</a></sup> rose"),
    "two marks": ("the toll rose", "<p>the toll<sup>3,4</sup> rose"),
    "a letter as a mark": ("the toll rose", "<p>the toll<sup><a href=#a>a</a></sup> rose"),
    "a remark": ("the toll rose", "<p>the toll<sup>[citation needed]</sup> rose"),
    "an ordinal": ("the 21st of", "<p>the 21<sup>st</sup> of"),
    "an exponent": ("106 units", "<p>10<sup>6</sup> units"),
    "a foot": ("H2O in", "<p>H<sub>2</sub>O in"),
}


@each("case", SHOWN)
def test_what_a_browser_copies_is_found(case: str) -> None:
    assert found(*SHOWN[case])


NOT_SHOWN = {
    "half of a word in two elements": ("illed people", "<p>the <b>k</b>illed people"),
    "half of a number in two elements": ("524 people", "<p>1<b>524</b> people"),
    "cells run together": ("240365", "<table><tr><td>240<td>365</table>"),
    "a hidden negation": ("did know", "<p>He did <b>not</b> know"),
    "a figure and its mark": ("in 19984 it", "<p>in 1998<sup><a href=#n>4</a></sup> it"),
    "a figure without its exponent": ("10 units", "<p>10<sup>6</sup> units"),
    "a script": ("secret", "<p>x<script>secret</script>"),
    "words without scripts": ("secret", "<p>x<noscript>secret</noscript>"),
    "the name of a picture": ("picture", "<p>x <img alt=picture>"),
    "capitals of a plain paragraph": ("HEAT KILLS", "<p>Heat kills"),
}


@each("case", NOT_SHOWN)
def test_what_it_does_not_copy_is_not(case: str) -> None:
    assert not found(*NOT_SHOWN[case])


ENCODED = {
    "windows-1252": "“Café – naïve” €5",
    "iso-8859-1": "“Café – naïve” €5",  # browsers read it as windows-1252
    "windows-1251": "Привет, Москва",
    "koi8-r": "Привет, Москва",
    "iso-8859-2": "Příliš žluťoučký",
    "shift_jis": "東京で発表した①",
    "euc-jp": "東京で発表した",
    "iso-2022-jp": "東京で発表した",
    "gb2312": "人口普查镕",
    "gb18030": "人口普查㐀",
    "big5": "人口普查",
    "euc-kr": "한국어 뷁",
    "windows-1256": "العربية",
    "tis-620": "ประชาชน",
}
CODECS = {
    "iso-8859-1": "cp1252",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "euc-kr": "cp949",
    "tis-620": "cp874",
}


@pytest.mark.parametrize("label", ENCODED)
@pytest.mark.parametrize(
    "declared",
    [
        '<meta charset="{}">',
        "<META http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?><meta charset=x>',
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(label: str, declared: str) -> None:
    words = ENCODED[label]
    data = f"{declared.format(label)}<p>{words}</p>".encode(CODECS.get(label, label))
    assert found(words, data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_mark_of_byte_order_and_valid_utf_8_count_more(encoding: str) -> None:
    assert found("Café in سرحد", "<meta charset=windows-1252><p>Café in سرحد".encode(encoding))


# What a browser shows of pages in UTF-8 that declare something else: what they declare, their words, what it shows.
MISREAD = {
    "windows-1252": ("<meta charset=windows-1252>", "über “uns”", "Ã¼ber â€œunsâ€"),
    "by another name": ("<meta charset=iso-8859-1>", "über uns", "Ã¼ber uns"),
    "windows-1251": ("<meta charset=windows-1251>", "Привет", "РџСЂРёРІРµС‚"),
    "shift_jis": ("<meta charset=shift_jis>", "攻撃元区分: ネット", "謾ｻ謦\ufffd\ufffd蛹ｺ蛻\ufffd: 繝阪"),
    "gb2312": ("<meta charset=gb2312>", "湖南广电能否", "婀栧崡骞跨數鑳藉惁"),
    "the euro sign of gbk": ("<meta charset=gbk>", "的“继续", "鐨勨€滅户缁"),
    "nothing is declared": ("", "© 2022 Café", "Â© 2022 CafÃ©"),
    "no declaration at all": (
        '<meta value="text/html; charset=utf-8" http-equiv=Content-Type>',
        "Café",
        "CafÃ©",
    ),
    "declared too late": (f"<!--{' ' * 1100}--><meta charset=utf-8>", "© 2022 Café", "Â© 2022 CafÃ©"),
    "no encoding has this name": ("<meta charset=latin-99>", "Café", "CafÃ©"),
}


@each("case", MISREAD)
def test_words_are_found_as_they_are_and_as_a_browser_shows_them(case: str) -> None:
    declared, words, shown = MISREAD[case]
    page = f"{declared}<p>{words}</p>".encode()
    assert found(words, page)
    assert found(shown, page)
    assert not found(shown[:-1] + ("x" if shown[-1] != "x" else "y"), page)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_a_page_that_declares_its_encoding_has_one_reading(words: str) -> None:
    page = f"<meta charset=utf-8><p>{words}</p>".encode()
    assert not encodings.as_browsers_show(page)
    assert not encodings.as_browsers_show(page[20:], "utf-8")


def test_an_empty_line_ends_a_paragraph_and_no_other() -> None:
    texts, _ = snapshots.snapshot_texts("a.html", b"<p>one\n\n\n two<br>three<div>four</div>five<ul><li>six")
    assert texts[0].written == "one two\nthree\n\nfour\n\nfive\n\nsix\n"


def test_text_after_what_is_taken_out_stays_in_its_place() -> None:
    page = "<p>one<script>x</script> two<i hidden>h</i> three<noscript>n</noscript><sup>[note]</sup> four <b>five</b>"
    whole = web_page_texts(page + "<style>s</style> six</p><script>x</script>seven")[0]
    assert whole.split("h\n")[0].split() == ["one", "two", "three", "four", "five", "six", "seven"]


@pytest.mark.parametrize(
    "unit",
    ["<script>x</script>word ", "<i hidden>x</i>y", "<sup>[note]</sup>z ", "<br>", "<a href=#x>[1]</a>"],
)
def test_the_work_on_a_page_grows_with_it_and_not_with_its_square(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_pages, "MOST_IN_ARTICLE", 0)  # the article is looked for by another program

    def read(times: int) -> object:
        return web_page_texts(f"<p>words {unit * times}</p>")

    assert growth(lambda: read(1000), lambda: read(8000), limit=24, rounds=3) < 24


def test_the_words_of_a_shadow_tree_that_was_saved_are_shown() -> None:
    page = b"<p>one<div><template shadowrootmode=open><p>In the shadow.</template></div><template>not shown</template>"
    texts, _ = snapshots.snapshot_texts("a.html", page)
    assert any(locate("In the shadow.", text) for text in texts)
    assert not any(locate("not shown", text) for text in texts)


def test_frames_shadow_trees_and_hidden_words_are_read_as_archiving_tools_save_them() -> None:
    inner = "<iframe srcdoc='<p>In the inner frame.</p>'></iframe>"
    page = (
        '<p>It was <span class="x sf-hidden">never </span>hot.</p>'
        f'<iframe srcdoc="<p>In the frame.</p>{inner}">No.</iframe>'
        '<div><template shadowmode="open"><p>In the shadow.</template></div></body></html><p>After the end.'
    )
    texts, problems = snapshots.snapshot_texts("a.html", page.encode())
    assert problems == []
    for there in ("It was hot.", "In the frame.", "In the inner frame.", "In the shadow.", "After the end."):
        assert any(locate(there, text) for text in texts), there
    for absent in ("It was never hot.", "No."):
        assert not any(locate(absent, text) for text in texts), absent


def test_a_page_that_unpacks_itself_is_read_with_its_frames() -> None:
    packed = io.BytesIO(b"<!DOCTYPE html> <html data-sfz><meta charset=windows-1252><title></title>")
    with zipfile.ZipFile(packed, "a") as out:
        out.writestr("index.html", "<html><meta charset=utf-8><body><p>Größte Hitze.</p></body></html>")
        out.writestr(
            "frames/0/index.html", '<html><body class="x"><p>In the &quot;frame&quot;.</p></body></html>'
        )
    texts, problems = snapshots.snapshot_texts("a.html", packed.getvalue())
    assert problems == []
    assert all(any(locate(there, text) for text in texts) for there in ("Größte Hitze.", 'In the "frame".'))
    _, (problem,) = snapshots.snapshot_texts("a.html", packed.getvalue()[:-40])
    assert problem.code == "B305"
