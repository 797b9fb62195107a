"""Finds which people, places and terms a text names, and by what other names they are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class AliasIndex:
    """An index of things by their names.

    Args:
        things: for each thing its names, each of which is a sequence of words.

    Attributes:
        words: for each thing the words of all its names.
        beginning: for each first word of a name, the names and the numbers of their things.
    """

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
        """The numbers of the things that a text names, in the order in which they first appear.

        Args:
            text: the words of the text.
        """
        found: dict[int, None] = {}
        for at, word in enumerate(text):
            for name, number in self.beginning.get(word, ()):
                if tuple(text[at : at + len(name)]) == name:
                    found.setdefault(number)
        return list(found)

    def others(self, text: Sequence[str]) -> list[str]:
        """The words of all names of the things that a text names.

        Args:
            text: the words of the text.
        """
        return list(dict.fromkeys(word for number in self.named(text) for word in self.words[number]))
