"""A message about contradicted words names the figure or the word that differs, and its help fits."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.contrary_messages import Qualified, contrary_message


@each(
    ("said", "contrary", "message", "remedy"),
    [
        (
            "38",
            Qualified("an average of 38", "average"),
            "this claim leaves out `average`, what it cites says `an average of 38`",
            "say `average` in your words",
        ),
        (
            "45",
            Qualified("and 45 wounded"),
            "this claim gives `45` for something else than what it cites, `and 45 wounded`",
            "say of `45` what the source says of it",
        ),
        (
            "five ships",
            Qualified("4 ships"),
            "this claim says `five ships`, what it cites says `4 ships`",
            "correct the figure",
        ),
        (
            "killed",
            Qualified("missing"),
            "this claim says `killed`, what it cites says `missing`",
            "correct the words",
        ),
        (
            "3 May",
            Qualified("4 May"),
            "this claim says `3 May`, what it cites says `4 May`",
            "correct the date",
        ),
    ],
)
def test_a_message_names_what_differs(said: str, contrary: Qualified, message: str, remedy: str) -> None:
    made, help_ = contrary_message("en", "claim", said, contrary)
    assert (made, help_.split(",")[0]) == (message, remedy)
