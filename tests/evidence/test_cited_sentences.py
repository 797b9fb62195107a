"""Each sentence of a paragraph is compared with the quotations in its own citations."""

from __future__ import annotations

from support.cases import each
from support.project import briefing, graph

from bindery.evidence.cited_material import Shelf
from bindery.evidence.figure_readings import read_figures

SOURCES = {"sources": [{"id": "gibb", "kind": "news", "title": "Notes", "published": "2024-08-02"}]}
LEAD = 'The north lost 1,300 houses [@gibb, "1,300 houses were lost"]. '


@each(
    ("paragraph", "found"),
    [
        (LEAD + 'The pass is open above 12 miles [@gibb, "the pass is closed above 12 miles"].', ["open"]),
        (LEAD + 'The pass is closed above 12 miles [@gibb, "the pass is closed above 12 miles"].', []),
        (LEAD + "The pass is open above 12 miles [@gibb].", []),  # nothing quoted to compare with
    ],
)
def test_a_sentence_has_the_quotations_of_its_own_citations(paragraph: str, found: list[str]) -> None:
    claim = {"id": "toll", "text": "Many died.", "evidence": [{"source": "gibb"}]}
    section = {"id": "north", "title": "The north", "content": [paragraph]}
    made = {
        "heat/briefing.yml": briefing(key_points=[claim], sections=[section]),
        "heat/sources.yml": SOURCES,
    }
    whole = graph(made)
    (register,) = whole.registers.values()
    readings = read_figures(register, Shelf(whole)).readings
    assert [one.words for one in readings if one.contrary.words] == found
