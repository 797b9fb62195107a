"""What an author typed and YAML does not keep."""

from __future__ import annotations

import yaml
from support.cases import each

from bindery.reading.lost_words import lost_in_scalar
from bindery.text.span import Text

# A text of two lines whose second one begins with `- `, and whether that line may be meant as an item.
LINES = {
    'He said [@s, "four\n    - a little later]"': False,
    '[@s, "ещё четыре\n    - чуть позднее", p. 4].': False,
    "[@s, 'four\n    - later'].": False,
    "«ещё четыре\n    - чуть позднее»": False,
    "„vier\n    - etwas später“": False,
    "“four\n    - later”": False,
    "Boats:\n    - one": True,
    'It is "closed"\n    - one': True,
    "«closed»\n    - one": True,
    'A mark of 5" is open\n    - one': True,
    "[@s]\n    - one": True,
}


@each("written", LINES)
def test_a_dash_within_a_quotation_is_no_item(written: str) -> None:
    text = Text("a.yml", written)
    value = yaml.safe_load("|\n  " + written.replace("\n", "\n  "))
    codes = [problem.code for problem in lost_in_scalar(text.span(0, len(written)), value, None)]
    assert codes == (["B027"] if LINES[written] else [])
