"""Square brackets of the source are its words, in a text and in its fingerprint; an editor's stand for others."""

from __future__ import annotations

import pytest
from support.cases import each

from bindery.evidence import shortening
from bindery.evidence.fingerprints import read_fingerprint, write_fingerprint
from bindery.text.quote_parts import divide
from bindery.text.tokens import Searchable, SearchableText, locate

SOURCE = (
    "The valley [pop. 300] of Aru, and [the minister] said [sic] that Beru is large. "
    "Later the valley, and then Aru [not Beru], was flooded. He went[3] home yesterday."
)
FOUND = (
    "The valley [pop. 300] of Aru",
    "The valley [pop. 300]",
    "[pop. 300] of Aru",
    "and [the minister] said [sic] that",
    "The valley […] of Aru",
    "The valley [...] of Aru, and […] said",
    "Aru [not Beru], was flooded",
    "Beru is [very] large",
    "Beru [a town] is large",
    "Later [on] the valley",
    "He went[3] home",
    "He went home",
    "He [then] went",
    "Beru is [a] [very] large",
)
NOT_FOUND = (
    "The valley [pop. 200] of Aru",
    "The valley [pop. 300] Aru",
    "The valley [a place] of Aru",
    "The valley [pop. 200]",
    "[pop. 200] of Aru",
    "and [the ministers] said [sic] that",
    "[the minister] said that",
    "and [he] said",
    "Aru [Beru], was flooded",
    "The valley [pop. 300] was flooded",
    "Beru [sic] is large",
    "He went[3] yesterday",
    "Aru [very far], and",
    "and Aru [not Bera]",
    "[no minister] said",
    "The valley [] of Aru",
    "He went[3] home[]",
    "Beru is [sic] [very] large",
    "Later the [sic] [sic] valley",
    "Beru is large [not] [the minister]",
    "[a man] [sic] Later the valley",
)


def witnesses(text: str) -> tuple[Searchable, Searchable]:
    made = SearchableText.of(text)
    record = {
        "source": "s",
        "snapshot": "s.txt",
        "sha256": "0",
        "bytes": 1,
        "date": "2026-01-01",
        "tool": "t",
    }
    read, problems = read_fingerprint(
        "s", write_fingerprint({**record, "language": "en"}, (made.reading,)), "s"
    )
    assert read, problems
    return made, read.prints[0]


@each("quote", [*FOUND, *NOT_FOUND])
def test_the_sources_own_brackets_are_compared(quote: str) -> None:
    for witness in witnesses(SOURCE):
        assert (locate(quote, witness) is not None) is (quote in FOUND)


def test_brackets_of_the_source_leave_nothing_out() -> None:
    for witness in witnesses("The bill [which was not passed by the upper house] became law. It is old."):
        quote = "The bill [which was not passed by the upper house] became law"
        judged = shortening.judge(quote, witness, "en")
        assert judged is not None
        assert judged.omissions == ()


def test_the_place_with_the_same_brackets_is_found() -> None:
    text = SearchableText.of("Aru fell [a]. " * 3 + "Beru rose [b]. Aru fell [b].")
    found = locate("Aru fell [b]", text)
    assert found is not None
    assert found.start > locate("Beru rose", text).start  # type: ignore[union-attr]


def test_a_quotation_is_divided_at_its_brackets() -> None:
    parts, separators = divide("[He] went[3] home […] [and] slept.")
    assert parts == ["went[3] home", "slept."]
    assert [separator.brackets for separator in separators] == [("[He]",), ("[…]", "[and]"), ()]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("[T]he crane was sold", True),
        ("[i]n May, the crane", True),
        ("[T]he crane […] sold", True),
        ("[h]e crane was sold", False),
        ("the crane wa[s] sold", False),
        ("[t]he Crane was sold", False),
    ],
)
def test_a_letter_in_brackets_may_have_another_case(quote: str, *, found: bool) -> None:
    assert (locate(quote, SearchableText.of("In May, the crane was sold.")) is not None) == found


def test_a_letter_in_brackets_of_the_source_itself_is_found() -> None:
    assert locate("[T]he crane was sold", SearchableText.of("It says: “[T]he crane was sold.”"))
