"""A field of a source is changed in the author's file, and everything else stays as it was written."""

from __future__ import annotations

import pytest
from support.cases import each

from bindery.references.append_yaml import AppendError, read_source_list
from bindery.references.edit_yaml import with_field

ARCHIVED = "https://web.archive.org/web/20261129120000/https://example.org/a?b=1,2#c"
FILES = {
    "block": "# ours\nsources:\n  - id: one\n    kind: news # yes\n    url: https://example.org/1 # old\n    title: 'T'\n\n  - id: two\n    kind: news\n",
    "keys in another order": "sources:\n- title: >-\n    A\n    B\n  kind: news\n  id: one\n# end\n",
    "flow": "sources: [{id: one, kind: news, url: 'https://example.org/1'}, {id: two, kind: news}] # flow\n",
    "archive as a list": "sources:\n  - id: one\n    archive:\n      - https://example.org/old # first\n    kind: news\n",
    "archive in brackets": "sources:\n  - id: one\n    archive: [https://example.org/old]\n    kind: news\n",
    "empty brackets": "sources:\n  - id: one\n    archive: []\n    kind: news\n",
    "state": 'sources:\n  - {id: two, kind: news}\n  - id: one\n    kind: news\n    state: "live" # checked in May\n',
    "windows": "\ufeffsources:\r\n  - id: one\r\n    kind: news\r\n    url: https://example.org/1\r\n",
    "no line end": "sources:\n  - id: one\n    kind: news",
    "with passages": "sources:\n  - id: one\n    kind: news\n    passages:\n      - id: p\n        quote: |\n          state: dead\n",
}  # fmt: skip


@each("name", FILES)
def test_a_field_is_changed_and_the_rest_stays(name: str) -> None:
    data = FILES[name].encode()
    before = read_source_list("s.yml", data)
    for key, value in (("archive", ARCHIVED), ("state", "dead"), ("url", "https://example.org/new")):
        new = with_field("s.yml", data, "one", key, value)
        after = read_source_list("s.yml", new)
        one = next(source for source in after.sources if source.id == "one")
        was = next(source for source in before.sources if source.id == "one")
        assert getattr(one, key) == ((*was.archive, ARCHIVED) if key == "archive" else value)
        assert one.model_copy(update={key: None}) == was.model_copy(update={key: None})
        kept = [line for line in FILES[name].splitlines() if key not in line and "{" not in line]
        lines = new.decode().splitlines()
        assert [line for line in kept if line not in lines] == []
        assert FILES[name].count("#") <= new.decode().count("#")
        assert with_field("s.yml", new, "one", key, value) == new
        assert ("\r\n" in FILES[name]) == ("\r\n" in new.decode())


def test_what_cannot_be_changed_safely_is_left_alone() -> None:
    for text, source in (("sources: [}", "one"), ("sources:\n  - id: one\n    kind: news\n", "two")):
        with pytest.raises(AppendError):
            with_field("s.yml", text.encode(), source, "state", "dead")
