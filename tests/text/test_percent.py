"""Text in addresses is written as the standard library writes it."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from bindery.text.escape import percent_encoded

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.characters(max_codepoint=127))


@given(TEXTS, st.sampled_from(["", "/", "/:,;?@", " /:="]))
def test_a_text_is_written_as_by_the_standard_library(text: str, safe: str) -> None:
    assert percent_encoded(text, safe) == quote(text, safe=safe)
