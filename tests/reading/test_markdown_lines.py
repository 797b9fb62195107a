"""How lists, code, quotations, tables and line ends are read, however they are indented and joined."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.reading.markdown import parse_markdown
from bindery.reading.markdown_lines import regular_lines


def shape(source: str) -> str:
    """The elements and words of a text in short: `ul(li(a) li(b))`."""
    html = re.sub(r" data-[a-z]+=\"\d+\"| style=\"[^\"]*\"", "", parse_markdown(source).html)
    html = re.sub(r"<(br|hr)>", r"\1 ", html)
    html = re.sub(r"<([\w-]+)[^>]*>", r"\1(", re.sub(r"</[\w-]+>", ") ", html))
    html = re.sub(r"\s+", " ", html)
    return re.sub(r"\s*([()])\s*", r"\1", html).replace(")", ") ").replace(" )", ")").strip()


READ = {
    "- a\n  - b\n    - c\n- d": "ul(li(aul(li(bul(li(c)))))li(d))",
    "- a\n    - b\n        - c\n- d": "ul(li(aul(li(bul(li(c)))))li(d))",
    "- a\n\t- b": "ul(li(aul(li(b))))",
    "* a\n  + b": "ul(li(aul(li(b))))",
    "1. a\n   - b\n2. c": "ol(li(aul(li(b)))li(c))",
    "1. a\n  - b\n2. c": "ol(li(aul(li(b)))li(c))",
    "- a\n  1. b\n  2. c": "ul(li(aol(li(b)li(c))))",
    "- a\n - b\n- c": "ul(li(a)li(b)li(c))",
    "  - a\n  - b": "ul(li(a)li(b))",
    "- a\n- b\n1. c\n2. d": "ul(li(a)li(b))ol(li(c)li(d))",
    "1) a\n2) b": "ol(li(a)li(b))",
    "3. a\n4. b": "ol(li(a)li(b))",
    "text\n- a\n- b": "p(text)ul(li(a)li(b))",
    "text\n1. a": "p(text)ol(li(a))",
    "In\n2024. Then": "p(In 2024. Then)",
    "- a\n  more\n- b": "ul(li(a more)li(b))",
    "- a\nmore\n- b": "ul(li(a more)li(b))",
    "- a\n\n  para\n\n- b": "ul(li(p(a)p(para))li(p(b)))",
    "- a\n\ntext": "ul(li(a))p(text)",
    "- a\n\n  para\n  - b": "ul(li(p(a)p(para)ul(li(b))))",
    "- a\n\n      code": "ul(li(apre(code(code))))",
    "- a\n\n        code": "ul(li(apre(code(code))))",
    "- a\n  ```\n  x\n  ```\n- b": "ul(li(p(a)pre(code(x)))li(p(b)))",
    "- ```\n  x\n  ```": "ul(li(pre(code(x))))",
    "- - -": "hr",
    "-5 degrees": "p(-5 degrees)",
    "+49 30 is a number": "p(+49 30 is a number)",
    "*a*\n*b*": "p(em(a)em(b))",
    "```\nx\n```\ntext": "pre(code(x))p(text)",
    "text\n```\nx\n\n\ny\n```": "p(text)pre(code(x y))",
    "~~~~\n~~~\nx\n~~~~": "pre(code(~~~ x))",
    "```py\n- x\n# y\n[^1]: z\n```": "pre(code(- x &#35; y[^1]: z))",
    "```\n```": "pre(code())",
    "> ```\n> x\n> ```\n> y": "blockquote(pre(code(x))p(y))",
    "> a\nb\n> c": "blockquote(p(a b c))",
    "> > a": "blockquote(blockquote(p(a)))",
    "text\n> a": "p(text)blockquote(p(a))",
    "- a\n  > b": "ul(li(p(a)blockquote(p(b))))",
    "    code\n\n    more": "pre(code(code more))",
    "text\n    more": "p(text more)",
    "a\\\nb": "p(abr b)",
    "a  \nb": "p(abr b)",
    "a\\\\\nb": "p(a\\ b)",
    "a\\": "p(a\\)",
    "t\n: d": "dl(dt(t)dd(d))",
    "t\n:   d\n\n    e\n\nf": "dl(dt(t)dd(p(d)p(e)))p(f)",
    "t\nu\n: d\n: e": "dl(dt(t)dt(u)dd(d)dd(e))",
    "x\n| a | b |\n|---|---|\n| c | d |\n\ny": "p(x)table(thead(tr(th(a)th(b)))tbody(tr(td(c)td(d))))p(y)",
    "a | b\n-|-\nc | d": "table(thead(tr(th(a)th(b)))tbody(tr(td(c)td(d))))",
    "- x\n\n  | a |\n  |---|\n  | b |": "ul(li(p(x)table(thead(tr(th(a)))tbody(tr(td(b))))))",
    "# a\ntext": "h2(a)p(text)",
    "#a": "p(#a)",
    "a[^1]\n\n[^1]: b\n    c\n\n    d": "p(abindery-note())ol(li(p(b c)p(d)))",
    "a[^1]b[^2]\n\n[^2]: c\n[^1]: d": "p(abindery-note()bbindery-note())ol(li(p(d))li(p(c)))",
    "a[^n]\n\n[^n]: - b\n    - c": "p(abindery-note())ol(li(ul(li(b)li(c))))",
}


@each("written", READ, ids=repr)
def test_how_it_is_read(written: str) -> None:
    assert parse_markdown(written).faults == ()
    assert shape(written).replace(" ", "") == READ[written].replace(" ", "")


def test_a_text_in_windows_line_ends_loses_nothing() -> None:
    assert "b" in shape("- a\r\n  - b")


@given(st.text("-*+1.)#> `~|:[^]\\\t\nab", max_size=80))
def test_no_letter_is_lost(written: str) -> None:
    found = regular_lines(written)
    parts = [found.text, *(f"{code.language}{code.text}" for code in found.code)]
    parts += [words for pair in (*found.footnotes.items(), *found.abbreviations.items()) for words in pair]
    if not found.faults:
        assert all("".join(parts).count(letter) >= written.count(letter) for letter in "ab")
