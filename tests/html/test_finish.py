"""A part from before a page's text is what the finished page has, and a page in a frame is the finished page."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bindery.html.csp import AllowedSources
from bindery.html.finish import PageFinisher
from bindery.html.page_frame import PageFrame, mark_of

MARK = "data-0123"
_HTML = st.sampled_from(["\n", "  ", "a", "\u2003", "<p>", f"<p {MARK}>"])
_TEXT = st.sampled_from(
    [
        '<p style="width: 1%">',
        '<b class="a" style="width: 2%">',
        "\n  ",
        "<thead><th>",
        "<script>2</script>",
        "–",
    ]
)
FINISH = PageFinisher(MARK, AllowedSources())


@given(st.lists(_HTML, max_size=9).map("".join))
def test_a_part_is_what_the_finished_page_has(part: str) -> None:
    page = f"<html><head></head><body>[{part}]<article>\n  <p></article></body></html>"
    found = FINISH.whole(page)
    assert f"[{FINISH.part(part)}]" in found
    assert "<article>\n  <p></article>" in found


@given(st.lists(_HTML, max_size=9).map("".join), st.lists(_TEXT, max_size=9).map("".join))
def test_a_framed_page_is_the_finished_page(part: str, text: str) -> None:
    page = (
        f"<html><head>\n<meta charset=x>\n <script {MARK}>1</script>{{title}}\n  </head>\n <body>\n {{part}} <b>"
        f"{{part}}\n\n  <article>\n  {{text}}</article>\n <style {MARK}>p {{{{}}}}</style></body></html>"
    )
    marks = {name: mark_of(name) for name in ("title", "part", "text")}
    frame = FINISH.frame(page.format(**marks), "text")
    assert frame == PageFrame.from_json(json.loads(json.dumps(frame.as_json())))
    fills = {"title": "T", "part": FINISH.part(part), "text": text}
    assert FINISH.framed(frame, fills) == FINISH.whole(page.format(title="T", part=part, text=text))
