"""Names in a text that may be meant for sources are found in every form, with those that no text should have."""

from __future__ import annotations

import pytest

from bindery.build.interface import names_in

_NAMES = {
    "a citation": ("Words [@okafor-2024] and more.", {"okafor-2024"}),
    "a named source": ("@okafor-2024 says so.", {"okafor-2024"}),
    "braces, as in BibTeX": ("[@{okafor}]", {"okafor"}),
    "two in one pair of brackets": ("[@one; see @two, p. 4]", {"one", "two"}),
    "a mail address": ("write to desk@example.org", set()),
    "angle brackets": ("see <okafor>", {"okafor"}),
    "a slip without its sign": ("Words [okafor-2024].", {"okafor-2024"}),
    "the words of a link": ("[okafor-2024](https://example.org)", set()),
    "one word in brackets": ("[sic]", set()),
    "a role": ("cite:okafor and {cite:p}`x`", {"okafor", "p"}),
    "a longer word": ("recite:okafor", set()),
    "nothing": ("Plain words.", set()),
}


@pytest.mark.parametrize(("text", "names"), _NAMES.values(), ids=_NAMES)
def test_names_are_found_in_every_form(text: str, names: set[str]) -> None:
    assert names_in(text) == names
