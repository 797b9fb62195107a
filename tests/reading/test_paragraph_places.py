"""The place of each paragraph in its file: the right one of those that begin alike, whatever marks it has."""

from __future__ import annotations

from support.cases import each

from bindery.reading.markdown import parse_markdown
from bindery.reading.paragraph_places import paragraph_places
from bindery.reading.yaml_tree import Mapping, Scalar, parse_yaml
from bindery.text.span import Text

CASES = {
    "bold": ("|\n  Words [@a].\n\n  No **source** here.\n", ["4: No **source** here."]),
    "alike": ("|\n  No source [@a].\n\n  No source here.\n\n  No source there.\n", ["4: No source here.", "6: No source there."]),
    "a heading with the same word": ("|\n  ## A second heading\n\n  - second\n", ["4: second"]),
    "a heading of the same words": ("|\n  ## Second\n\n  Second\n", ["4: Second"]),
    "a link": ("|\n  See [No](https://example.org/No) [@a].\n\n  [No](https://example.org/No) source.\n",
               ["4: [No](https://example.org/No) source."]),
    "emphasis within a word": ("|\n  un**believ**able\n", ["2: un**believ**able"]),
    "a list": ("|\n  - one [@a]\n  - one\n  - one more\n", ["3: one", "4: one more"]),
    "a numbered list": ("|\n  1. one\n  2. one\n", ["2: one", "3: one"]),
    "a nested list": ("|\n  - outer [@a]\n      - inner\n      - inner [@a]\n", ["3: inner"]),
    "a quotation": ("|\n  > No source.\n", ["2: No source."]),
    "a definition": ("|\n  Term\n  :   No source.\n", ["3: No source."]),
    "code": ("|\n  `x`\n\n  `x` [@a]\n\n  `x` again\n", ["2: `x`", "6: `x` again"]),
    "entities": ("|\n  &amp; so on [@a]\n\n  &lt;b&gt; so on\n", ["4: b&gt; so on"]),
    "folded": (">\n  No source here,\n  nor there.\n\n\n  No source here, nor there.\n",
               ["2: No source here,", "6: No source here, nor there."]),
    "single marks": ("'It''s **no** source.'\n", ["1: It''s **no** source."]),
    "double marks": ('"No source [@a].\\n\\nNo \\"source\\" here."\n', ['1: No \\"source\\" here.']),
    "without marks": ("It's **no**\n  source.\n", ["1: It's **no**"]),
    "Cyrillic": ("|\n  Слова [@a].\n\n  **Слова** без.\n", ["4: **Слова** без."]),
    "Chinese": ("|\n  字 [@a]。\n\n  字没有来源。\n", ["4: 字没有来源。"]),
    "Arabic": ("|\n  كلمات [@a].\n\n  كلمات بلا مصدر.\n", ["4: كلمات بلا مصدر."]),
    "a number": ("|\n  1524 [@a]\n\n  15\n", ["4: 15"]),
}  # fmt: skip


@each(("written", "expected"), CASES.values())
def test_a_paragraph_without_a_source_is_found_where_it_is(written: str, expected: list[str]) -> None:
    root, _ = parse_yaml(Text("briefing.yml", f"text: {written}"))
    assert isinstance(root, Mapping)
    node = root.value("text")
    assert isinstance(node, Scalar)
    prose = parse_markdown(node.value)
    places = paragraph_places(prose, node.span)
    found = [places[number] for number in prose.bare]
    assert [
        f"{place.line}: {place.content}".removesuffix("'").removesuffix('"') for place in found
    ] == expected
