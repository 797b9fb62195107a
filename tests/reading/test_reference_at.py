"""What is named at a place of a file is known, also while the file is half typed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.reading.declared_ids import declared_ids
from bindery.reading.reference_at import reference_keys, thing_at, thing_before

# The text up to the cursor, and what is typed there: its kind and its letters.
TYPED = {
    "summary: Cities are hot [@gib": ("source", "gib"),
    "summary: Cities are hot [@": ("source", ""),
    "summary: As @{gibb-20": ("source", "gibb-20"),
    "summary: It says so [-@gibb": ("source", "gibb"),
    "summary: hot [@one; see @tw": ("source", "tw"),
    "summary: mail desk@exam": None,
    "summary: escaped \\@gib": None,
    "summary: as in [#hot": ("claim", "hot"),
    "summary: as in [#": ("claim", ""),
    "summary: as in [see #ho": ("claim", "ho"),
    "summary: as in [#one; #tw": ("claim", "tw"),
    "summary: a # comment": None,
    "evidence:\n  - source: gib": ("source", "gib"),
    'evidence:\n  - source: "gib': ("source", "gib"),
    "evidence:\n  - {source: gib": ("source", "gib"),
    "evidence:\n  - {stance: disputes, origin: off": ("origin", "off"),
    "key_points: [hot, wa": ("claim", "wa"),
    "key_points:\n  - hot\n  - wa": ("claim", "wa"),
    "key_points:\n- hot\n\n# more\n- wa": ("claim", "wa"),
    "claims:\n  - id: one\n    made_by:\n      - gibb-2023\n      - ": ("source", ""),
    "claims:\n  - id: one\n    made_by: [": ("source", ""),
    "explain: [who": ("entity", "who"),
    "title: gib": None,
    "sections:\n  - id: why\n    content:\n      - gib": None,
    "key_points:\n  - hot\nsummary: x\n  - wa": None,
    "": None,
}


@each("text", TYPED)
def test_what_is_being_typed_is_known(text: str) -> None:
    found = thing_before(text, len(text))
    assert (found and (found.kind, found.id)) == TYPED[text]
    if found:
        assert text[found.start : found.end] == found.id


@each(
    ("text", "marked", "wanted"),
    [
        ("summary: hot [@gibb-2023, p. 4]", "gibb-2023", ("source", "gibb-2023")),
        ("summary: hot @gibb-2023--so", "gibb-2023", ("source", "gibb-2023--so")),
        ("summary: gibb-2023 says", "gibb-2023", None),
        ("summary: [#hotter]", "hotter", ("claim", "hotter")),
        ("    origin: office # x", "office", ("origin", "office")),
        ("made_by: [one, two]", "two", ("source", "two")),
    ],
)
def test_what_is_under_the_cursor_is_known(text: str, marked: str, wanted: tuple[str, str] | None) -> None:
    for offset in range(text.index(marked), text.index(marked) + len(marked)):
        found = thing_at(text, offset)
        assert (found and (found.kind, found.id)) == wanted, offset


def test_the_keys_are_those_of_the_format() -> None:
    keys = reference_keys()
    assert {key: keys[key] for key in ("source", "made_by", "origin", "claim", "claims", "based_on")} == {
        "source": "source", "made_by": "source", "origin": "origin", "claim": "claim", "claims": "claim",
        "based_on": "claim",
    }  # fmt: skip
    assert (keys["explain"], keys["towns"], keys["key_points"]) == ("entity", "entity", "claim")
    assert "title" not in keys


FILE = """\
title: Heat
claims:
  - id: hotter
    evidence:
      - source: gibb
        note: "id: not-this"
  - {id: warmer, text: It is}
  -
    id: nights
key_points:
  - hotter
  - id: point
    text: x
sections:
  - title: Why
    id: why
    content:
      - text: [
      - id: block
entities:
- id: who
  name: WHO
sources: [{id: one, kind: news}, {kind: news, id: 'two'}]
origins:
  - id: "office
"""


def test_ids_are_found_in_a_half_typed_file() -> None:
    found = [(one.kind, one.id) for one in declared_ids(FILE)]
    assert found == [
        ("claim", "hotter"), ("claim", "warmer"), ("claim", "nights"), ("claim", "point"), ("section", "why"),
        ("entity", "who"), ("source", "one"), ("source", "two"), ("origin", "office"),
    ]  # fmt: skip
    assert all(FILE[one.start :].startswith(one.id) for one in declared_ids(FILE))


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab:-@#[]{}\"' \n,;id"), max_size=80), st.integers(0, 80))
def test_any_text_can_be_read(text: str, offset: int) -> None:
    list(declared_ids(text))
    thing_at(text, min(offset, len(text)))
