"""A part from before a page's text is what the finished page has, and a frame is put together as it was parted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bindery.html.csp import AllowedSources
from bindery.html.finish import PageFinisher
from bindery.site.frames import PageFrame, split_at_marks

MARK = "data-0123"
FINISH = PageFinisher(MARK, AllowedSources())


@given(st.lists(st.sampled_from(["\n", "  ", "a", "\u2003", "<p>", f"<p {MARK}>"]), max_size=9).map("".join))
def test_a_part_is_what_the_finished_page_has(part: str) -> None:
    page = f"<html><head></head><body>[{part}]<article>\n  <p></article></body></html>"
    found = FINISH.whole(page)
    assert f"[{FINISH.part(part)}]" in found
    assert "<article>\n  <p></article>" in found


def test_a_frame_is_put_together_as_it_was_parted() -> None:
    frame = split_at_marks("a\ue000x\ue001<article\ue000y\ue001")
    assert frame == PageFrame(("a", "<article", ""), ("x", "y"))
    assert frame.filled({"x": "1", "y": "2"}) == "a1<article2"
