"""A text such as sources have, and quotations from it: exact, reset by a typographer, with one word changed, stitched."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache

from support.project import ROOT

ARTICLE = ROOT / "briefings/mkdocs-and-material/snapshots/material-mkdocs-2-analysis.txt"
NAMES = [
    "Gibb",
    "Kurram",
    "Dawn",
    "Parachinar",
    "Sindh",
    "Fatima",
    "O'Neill",
    "Jean-Luc",
    "Ångström",
    "Müller",
    "Naïma",
    "سرحد",
]
FIGURES = [
    "1,524",
    "−5%",
    "-12",
    "$3.5bn",
    "€40",
    "56%",
    "2.5",
    "+8",
    "10–15%",
    "12:30",
    "1/3",
    "±4",
    "~900",
    "980",
    "1,200,000",
    "7‰",
    "24°C",
    "£9,000",
]
WORDS = [
    "rose",
    "fell",
    "stayed",
    "can't",
    "won't",
    "not",
    "never",
    "non-violent",
    "un-Islamic",
    "co-operative",
    "didn’t",
    "anti-war",
    "again",
]
OTHER = ["bureau", "whisper", "elsewhere", "Karachi", "Smith", "77,777", "seldom", "purple"]


@cache
def article() -> str:
    """A real article, and sentences full of figures, names and negations."""
    draw = random.Random(7)  # noqa: S311  a fixed sequence, not a secret
    said = [
        f"{draw.choice(NAMES)} said that {draw.choice(FIGURES)} {draw.choice(WORDS)}, and “{draw.choice(WORDS)} in"
        f" {draw.choice(FIGURES)} of {draw.choice(NAMES)}” ({draw.choice(FIGURES)}) – so {draw.choice(WORDS)}."
        for _ in range(150)
    ]
    lines = ARTICLE.read_text("utf-8").replace("[...]", "…").split("\n\n")  # in a quotation it means a gap
    draw.shuffle(said)
    return "\n\n".join(part for pair in zip(lines, said, strict=False) for part in pair)


def true(number: int, seed: int) -> Iterator[list[str]]:
    """Runs of its words, which white space separates."""
    draw = random.Random(seed)  # noqa: S311
    words = article().split()
    while number:
        start = draw.randrange(len(words))
        run = words[start : start + draw.choice((1, 2, 3, 5, 8, 13, 21))]
        if any(c.isalnum() for c in " ".join(run)):
            number -= 1
            yield run


def stands(words: list[str]) -> bool:
    """Whether these words follow one another in it, found without the code under test."""

    def bare(run: list[str]) -> str:
        return " ".join(run).strip(" .,;:!?()“”\"'’").replace("’", "'").replace("“", '"').replace("”", '"')

    return (
        bare(words) in _plain()
        and re.search(rf"(?<!\S)[(“\"]*{re.escape(bare(words))}[.,;:!?)”\"]*(?!\S)", _plain()) is not None
    )


@cache
def _plain() -> str:
    return " ".join(article().split()).replace("’", "'").replace("“", '"').replace("”", '"')


RESETTERS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace(" ", "\n   "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("“", '"').replace("”", "„"),
    lambda text: text.replace("'", "’").replace("’", "‛"),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text.replace("-", "\u2010"),
    lambda text: text.replace("ü", "u\u0308").replace("Å", "A\u030a").replace("ï", "i\u0308"),
    lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00"),
    lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u00ad", text),
    lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u200b", text),
)


def reset(number: int, seed: int) -> Iterator[str]:
    """Exact quotations with only the differences that the rule allows."""
    draw = random.Random(seed)  # noqa: S311
    for run in true(number, seed):
        text = " ".join(run)
        for change in draw.sample(RESETTERS, draw.randint(1, 3)):
            text = change(text)
        yield text


def _digit(word: str, draw: random.Random) -> str:
    places = [n for n, c in enumerate(word) if c.isdigit()]
    if not places:
        return word
    at = draw.choice(places)
    return word[:at] + draw.choice([c for c in "0123456789" if c != word[at]]) + word[at + 1 :]


def _sign(word: str, draw: random.Random) -> str:
    if not any(c.isdigit() for c in word):
        return word
    bare = word.strip("−-+±~$€£%‰°C")
    return draw.choice(
        (bare, f"-{bare}", f"+{bare}", f"{bare}%", f"−{bare}", bare.split(",")[-1], bare.split(".")[0])
    )


def _negation(word: str, draw: random.Random) -> str:
    for negated, plain in (
        ("non-", ""),
        ("un-", ""),
        ("anti-", ""),
        ("n't", ""),
        ("n’t", ""),
        ("'t", ""),
        ("not", "now"),
    ):
        if negated in word:
            return word.replace(negated, plain)
    return draw.choice((f"non-{word}", f"un{word}", f"not {word}", f"{word} not"))


def _name(word: str, draw: random.Random) -> str:
    return draw.choice([name for name in NAMES if name not in word]) if word[:1].isupper() else word


def _other(word: str, draw: random.Random) -> str:
    return draw.choice([other for other in OTHER if other != word])


CHANGES = (_digit, _sign, _negation, _name, _other)


def changed(number: int, seed: int) -> Iterator[str]:
    """Quotations with one word, digit, sign, name or negation changed; in the middle and at the edges."""
    draw = random.Random(seed)  # noqa: S311
    runs = true(number * 50, seed)
    while number:
        run = next(runs)
        at = draw.choice((0, len(run) - 1, draw.randrange(len(run))))
        new = draw.choice(CHANGES)(run[at], draw)
        made = [*run[:at], *new.split(), *run[at + 1 :]]
        if new != run[at] and any(c.isalnum() for c in new) and not stands(made):
            number -= 1
            yield " ".join(made)


def stitched(number: int, seed: int) -> Iterator[str]:
    """Quotations put together from two places."""
    draw = random.Random(seed)  # noqa: S311
    words = article().split()
    while number:
        one, other = draw.randrange(len(words)), draw.randrange(len(words))
        made = words[one : one + draw.randint(1, 9)] + words[other : other + draw.randint(1, 9)]
        if not stands(made):
            number -= 1
            yield " ".join(made)
