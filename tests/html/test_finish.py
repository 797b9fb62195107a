"""A page finished in parts has the same bytes as one finished as a whole."""

from __future__ import annotations

from functools import partial

from hypothesis import example, given
from hypothesis import strategies as st

from bindery.html import material_fixes
from bindery.html.csp import AllowedSources
from bindery.html.finish import PageFinisher, join_parts
from bindery.html.page_parts import text_signs
from bindery.site.frames import PageFrame, split_at_marks

MARK = "data-0123"
FINISH = PageFinisher(MARK, AllowedSources())
FRAME = f"""<!doctype html>
<html>
  <head><meta charset="utf-8">
    <title>\ue000title\ue001 - Site</title>
      \ue000share\ue001
\ue000feeds\ue001  <script {MARK}>a()</script>
  </head>
  <body>
    {"".join(stock for stock, _ in material_fixes.FIXES)}
    <nav>  \ue000nav\ue001  </nav>
    \ue000toc\ue001
    <article> \ue000trail\ue001
      \ue000content\ue001
    </article>
    <script {MARK}>b()</script>
  </body>
</html>
"""
# What could bear on what stands elsewhere, and white space at every edge.
PIECES = [
    "\n",
    "  ",
    "\n\n  ",
    "\t",
    "a",
    "<p>",
    "é",
    "\u2003",
    '"',
    "<article",
    "</head>",
    "<head>",
    "<thead><th>",
    "<em>",
]
PIECES += [
    "</thead>",
    f"<script {MARK}>c()",
    "</script>",
    "<script>d()",
    f"<style {MARK}>",
    "</style>",
    "script",
]
PIECES += [
    f'<script {MARK} type="application/ld+json">{{}}</script>',
    '<b style="width: 3%">',
    "<b",
    ' style="',
]
PIECES += [
    material_fixes.CONTENTS,
    material_fixes.LISTED,
    '<link rel="prev" href="x">',
    *(stock for stock, _ in material_fixes.FIXES),
]
added = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
plain = st.lists(
    st.sampled_from(["\n", "  ", " \n", "a", "<p>", material_fixes.CONTENTS, material_fixes.LISTED]),
    max_size=4,
).map("".join)


def same(fills: list[str]) -> bool:
    """Whether a page was finished by pieces; that it is the same page is asserted."""
    frame = split_at_marks(FRAME)
    finished = split_at_marks(FINISH.whole(FRAME))
    done = FINISH.text(fills[-1], text_signs(fills[-1]))
    if done is None:
        return False
    text, style = done
    added = FINISH.added(fills[: frame.before], [*fills[frame.before : -1], text], text)
    if added is None:
        return False
    whole = FINISH.whole(frame.filled(dict(zip(frame.names, fills, strict=True))))
    html = finished.completed(added, partial(FINISH.dressed, style=style))
    assert html == whole
    return True


@given(st.lists(added, min_size=7, max_size=7))
@example(["", "", "", "", "", "", "<thead>\n<th>x</th></thead>"])
@example(["", f'\n<script {MARK} type="application/ld+json">\n  {{}}</script>', "", "", "", "", ""])
def test_no_words_make_a_page_another_than_it_is_as_a_whole(fills: list[str]) -> None:
    same(fills)


@given(st.lists(plain, min_size=7, max_size=7))
def test_a_page_of_plain_words_is_finished_by_pieces(fills: list[str]) -> None:
    assert same(fills)


def test_a_page_with_a_style_or_a_script_of_its_own_is_finished_as_a_whole() -> None:
    for part in (f"<script {MARK}>c()</script>", f"<style {MARK}>b</style>", "<script>"):
        assert not same(["", part, "", "", "", "", ""])
        assert not same(["", "", "", "", "", "", part])
    assert not same(["", '<b style="width: 3%">', "", "", "", "", ""])


def test_styles_of_elements_and_heads_of_tables_in_a_text_are_put_right_with_it_alone() -> None:
    table = '<table><thead><tr><th style="text-align: right">x</th></tr></thead></table>'
    for text in ('<b style="width: 3%">a</b><i class="b" style="width: 4%; left: 2%">c</i>', table):
        assert same(["a", "b", "", "<p>", "", "", text])
        assert FINISH.text(text, text_signs(text)) != (text, "")


@given(st.lists(st.text("a \n\t\u2003"), max_size=5))
def test_white_space_goes_across_the_edges_of_parts(parts: list[str]) -> None:
    assert join_parts(map(cured, parts)) == cured("".join(parts))


def cured(text: str) -> str:
    found = material_fixes.fix_part(text, listed=True)
    assert found is not None
    return found


def test_a_frame_is_put_together_as_it_was_parted() -> None:
    frame = split_at_marks("a\ue000x\ue001<article\ue000y\ue001")
    assert frame == PageFrame(("a", "<article", ""), ("x", "y"))
    assert frame.before == 1
    assert frame.filled({"x": "1", "y": "2"}) == frame.completed(["1", "2"]) == "a1<article2"
