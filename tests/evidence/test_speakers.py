"""Words of another speaker are told apart where a source shows who speaks, and lists are no transcripts."""

from __future__ import annotations

from support import project
from support.cases import each

TALK = "MAYOR: It was not hot.\nNURSE: Two houses burned.\nMAYOR: I saw no fire.\n"
PRESS = "The union said that wages had fallen. The ministry said that wages had risen."
HOURS = "Monday: closed all day\nTuesday: open until noon\nFriday: open until nine\n"


def _codes(text: str, quote: str, claim: str) -> list[str]:
    """The codes of the problems of a briefing whose only claim has one quotation."""
    files = {
        "heat/snapshots/one.txt": text.encode(),
        "heat/sources.yml": {"sources": [{"id": "one", "kind": "report", "title": "One", "language": "en"}]},
        "heat/briefing.yml": {
            "title": "Heat",
            "summary": "It was hot [@one].",
            "date": "2024",
            "language": "en",
            "key_points": [{"id": "hot", "text": claim, "evidence": [{"source": "one", "quote": quote}]}],
            "sections": [{"id": "heat", "title": "Heat", "content": [{"claim": "hot"}]}],
        },
    }
    found = project.edition(files, templates=project.BARE).problems
    return [problem.code for problem in found if problem.code == "B348"]


@each(
    ("text", "quote", "claim", "wrong"),
    [
        (TALK, "Two houses burned.", "The mayor said that houses burned.", True),
        (TALK, "Two houses burned.", "The nurse said that houses burned.", False),
        (TALK, "Two houses burned.", "Mrs Gibb said that houses burned.", False),
        (TALK, "Two houses burned.", "Houses burned.", False),
        (TALK, "It was not hot. […] Two houses burned.", "There was a fire.", True),
        (TALK, "It was not hot. NURSE: Two houses burned.", "There was a fire.", False),
        (TALK, "It was not hot. […] I saw no fire.", "There was no fire.", False),
        (PRESS, "The ministry said that wages had risen.", "The union said that wages had risen.", True),
        (PRESS, "The ministry said that wages had risen.", "The ministry said that wages had risen.", False),
        (PRESS, "The ministry said that wages had risen.", "Officials said that wages had risen.", False),
        (HOURS, "closed all day […] open until nine", "The shop has hours.", False),
    ],
)
def test_the_speaker_of_quoted_words(text: str, quote: str, claim: str, *, wrong: bool) -> None:
    assert _codes(text, quote, claim) == ["B348"] * wrong
