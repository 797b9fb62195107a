"""Scales of likelihood, from the TOML files next to this one: what each word means, in per cent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from bindery.text.kept_values import table_in
from bindery.text.shipped_data import shipped_folder


@dataclass(frozen=True)
class ScaleStep:
    """A step of a scale.

    Attributes:
        low: the lowest likelihood that the words mean, in per cent.
        high: the highest likelihood that they mean, in per cent.
        words: the words for this step, one for each row of the scale.
    """

    low: int
    high: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class LikelihoodScale:
    """A scale of likelihood.

    Attributes:
        title: the name of the scale.
        steps: the steps, from the least likely to the most likely.
        rows_may_mix: whether one text may use words from different rows.
        ambiguous: the words of the scale that also have another meaning in prose, such as `remote`.
    """

    title: str
    steps: tuple[ScaleStep, ...]
    rows_may_mix: bool
    ambiguous: frozenset[str]

    @cached_property
    def words(self) -> Mapping[str, ScaleStep]:
        """The step of each word, by the word."""
        return MappingProxyType({word: step for step in self.steps for word in step.words})

    def step(self, word: str) -> ScaleStep:
        """The step of a word, which may be in any form that `pattern` finds."""
        return self.words[self._forms[word.lower()]]

    def row(self, word: str) -> int:
        """The row of the scale that a word is in, counted from 0."""
        base = self._forms[word.lower()]
        return self.words[base].words.index(base)

    @cached_property
    def _forms(self) -> dict[str, str]:
        """The word for each of its forms, adverbs included: probable, probably; almost certain, almost certainly."""
        found: dict[str, str] = {}
        for word in self.words:
            found[word] = word
            if word.endswith("certain"):
                found[f"{word}ly"] = word
            elif word.endswith("ble"):
                found[f"{word[:-1]}y"] = word
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds the words of the scale in prose. It prefers longer words."""
        longest_first = sorted(self._forms, key=len, reverse=True)
        words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    def found_in(self, text: str) -> list[str]:
        """The words of the scale that a text contains, in reading order and as written there."""
        return [" ".join(match.group().split()) for match in self.pattern.finditer(text)]

    def is_ambiguous(self, word: str) -> bool:
        """Whether a word also has another meaning in prose."""
        return self._forms[word.lower()] in self.ambiguous


def _read(text: str) -> LikelihoodScale:
    data = table_in(text)
    steps = tuple(ScaleStep(step["low"], step["high"], tuple(step["words"])) for step in data["steps"])
    return LikelihoodScale(data["title"], steps, data["rows_may_mix"], frozenset(data["ambiguous"]))


SCALES: dict[str, LikelihoodScale] = {
    file.name.removesuffix(".toml"): _read(file.read_text("utf-8"))
    for file in sorted(shipped_folder(__name__).iterdir(), key=lambda file: file.name)
    if file.name.endswith(".toml")
}
WORDS: dict[str, None] = {word: None for scale in SCALES.values() for word in scale.words}
