"""Which texts have markup that is not read, where it is marked, and which honest texts only look like that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.reading.markdown import parse_markdown

HONEST = [
    "x < y and y > z, 3<4, a <b and c> d, <3, <unintelligible>, <name>",
    "It costs $5 and $6, US$5 or A$6 million, $5-$6, 5$, $PATH and $HOME, from $5 to 6$ a head.",
    "The cheap ($) and the dear ($$$), $$ to $$$, $AAPL and $MSFT.",
    "See https://example.org/a_b?x=1&y=$2$ and <https://example.org/<x>.",
    "10^6 and 10^3-10^6, x^2 + y^2, ^_^, 3~5 days, ~5 and ~6, 3~5天，7~9天, 周一~周五，周六~周日, Mon~Fri,Sat~Sun",
    "`<b>` and ``{{ x }}`` and `$x^2$` and `[[x]]` and `==x==` in code",
    r"\<b> and \$x^2\$ and \{{ x }} and \[[x]] and \[^1] and \~~x and \:smile:",
    "    <b>x</b> {{ x }}\n\n    $x^2$",
    "```html\n<b>{{ x }} $x^2$ [[y]] ==z==</b>\n<!-- x -->\n```",
    '[@a, "the <b> of $x^2$ and {{ x }} and [[y]]"] and [@a, p. 4]',
    "At 10:30:45 and 1:2:3, see note:this:that, a::b, C++ and C#, i++ and ++i, a == b, a===b",
    "The {set} of {a, b}, {1, 2}, a{b}c, f(x) = {x: 1}, 50 %, 5 %% of it, C:\\temp\\new and \\\\server\\share",
    "He said [sic] [that] the [city] was [...] hot, see [1] and [2].",
    "It isn't 'so' but ''; the '80s and '90s, rock 'n' roll, 6' 2'' tall, 5'' and 6''",
    "p < 0.05** and p < 0.1*, 5* hotels, 4**, 2 * 3 * 4, a*b*c, * * *",
    "[words][1] and [word][] and [1].\n\n[1]: https://example.org\n[word]: https://example.org/w",
    "Dear all!!! Really??? Yes: a, b; c... -- and --- and ++ and ==",
    "| a == b | ==\n| --- | --- |\n| $5 | {x} |",
    "## A heading {#with-id}\n\nAnother\n=======\n\nThird {#third}\n---",
    "- [ ] to do\n- [x] done\n- [link](https://example.org)",
    "5 > 4\n\n> quoted\n\nMail <desk@example.org> or me@example.org.",
]
REFUSED = [
    ("It is <SUP>so</SUP>.", "B130", "<SUP>so"),
    ("- one\n- two <br/> three", "B130", "<br/>"),
    ("`<b>` and <b>x</b>", "B130", "<b>x"),
    ("A </div> alone", "B130", "</div>"),
    ('An <a\nhref="x">link</a>', "B130", "<a"),
    ("My <my-element> here", "B130", "<my-element>"),
    ('<foo bar="x">', "B130", '<foo bar="x">'),
    ("<?php x ?>", "B130", "<?php"),
    ("| a |\n| - |\n| <i>x</i> |", "B130", "<i>x"),
    ("a <!-- b\n\nc --> d", "B131", "<!-- b"),
    ("a <!-- b", "B131", "<!--"),
    ("> quote %%hidden words%%", "B131", "%%hidden words%%"),
    ("The $x$ and $n$-th", "B132", "$x$"),
    ("So $a+b$ holds", "B132", "$a+b$"),
    ("$$\n\\sum_i x_i\n$$", "B132", "$$"),
    ("\\[ E = mc^2 \\]", "B132", "\\[ E = mc^2 \\]"),
    ("See \\cite{key}", "B393", "\\cite{key}"),
    ("\\begin{align} x \\end{align}", "B132", "\\begin{align}"),
    ("النص {{قالب}} هنا", "B134", "{{قالب}}"),
    ("见[[维基]]。", "B134", "[[维基]]"),
    ("::: {.callout-note}\nx\n:::", "B134", "::: {.callout-note}"),
    (":::{note}\nx\n:::", "B134", ":::{note}"),
    ("- item\n\n  !!! warning\n      x", "B134", "!!! warning"),
    ("> [!WARNING]\n> x", "B134", "> [!WARNING]"),
    ("{% include x %}", "B134", "{% include x %}"),
    ("Text{: .lead }", "B134", "{: .lead }"),
    ("A ==marked word== here", "B134", "==marked word=="),
    ("Great :+1: and :thumbs_up: here", "B134", ":thumbs_up:"),
    ("[words][nowhere]", "B147", "[words][nowhere]"),
    ("[words][]", "B147", "[words][]"),
    ("[//]: # (a hidden remark)", "B147", "[//]:"),
    ("**bold without end", "B146", "**"),
    ("~~struck without end", "B146", "~~"),
]


@each("written", HONEST)
def test_honest_text_is_read(written: str) -> None:
    assert [(fault.code, fault.needle) for fault in parse_markdown(written).faults] == []


@each(("written", "code", "needle"), REFUSED)
def test_markup_is_refused_where_it_is(written: str, code: str, needle: str) -> None:
    found = [(fault.code, fault.needle) for fault in parse_markdown(written).faults]
    assert found[:1] == [(code, needle)]


@each(("written", "code", "needle"), REFUSED)
def test_the_same_in_code_is_shown(written: str, code: str, needle: str) -> None:
    del code, needle
    assert parse_markdown(f"~~~\n{written}\n~~~").faults == ()


def test_a_mark_is_at_the_right_one_of_several() -> None:
    faults = parse_markdown("`<b>` <b>, <bx>, and again <b>.").faults
    assert [(fault.needle, fault.occurrence) for fault in faults] == [("<b>", 1), ("<b>", 2)]


@given(st.text("<>!-[]{}()$^~=+:*_`#|\\ \nab1/\"'%&;.@", max_size=60))
def test_nothing_crashes(written: str) -> None:
    for fault in parse_markdown(written).faults:
        assert fault.message
        assert fault.remedy
