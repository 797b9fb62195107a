"""The names that things go by: in a row of words, which things are named, and what else they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class AliasIndex:
    """Some things, each with all its names, every name a row of words."""

    def __init__(self, things: Iterable[Iterable[Sequence[str]]]) -> None:
        self.words: list[tuple[str, ...]] = []
        self.beginning: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, named in enumerate(things):
            names = [tuple(name) for name in named if name]
            self.words.append(tuple(dict.fromkeys(word for name in names for word in name)))
            for name in names:
                self.beginning.setdefault(name[0], []).append((name, number))

    def __bool__(self) -> bool:
        """Whether there is any name."""
        return bool(self.beginning)

    def named(self, text: Sequence[str]) -> list[int]:
        """The numbers of the things that a row of words names, each once, as they first come up."""
        found: dict[int, None] = {}
        for at, word in enumerate(text):
            for name, number in self.beginning.get(word, ()):
                if tuple(text[at : at + len(name)]) == name:
                    found.setdefault(number)
        return list(found)

    def others(self, text: Sequence[str]) -> list[str]:
        """The words of all names of the things that a row of words names."""
        return list(dict.fromkeys(word for number in self.named(text) for word in self.words[number]))
