"""Splits files in which each line begins with a tag, as PubMed and Web of Science write them, into records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from re import Pattern


@dataclass
class TaggedRecord:
    """A record.

    Attributes:
        line: the line on which it begins, from 1.
        values: the values of each tag, in their order; the lines of one value are joined.
    """

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *tags: str) -> str:
        """The first value that is not empty, of the first tag that has one."""
        return next((value for tag in tags for value in self.values.get(tag, ()) if value), "")

    def all(self, *tags: str) -> list[str]:
        """The values of the first of some tags that has any."""
        return next((found for tag in tags if (found := list(filter(None, self.values.get(tag, ()))))), [])


def tagged_records(
    text: str, pattern: Pattern[str], begins: str, *, lists: frozenset[str] = frozenset()
) -> Iterator[TaggedRecord]:
    """The records of a text.

    Args:
        text: the text.
        pattern: what a line with a tag is; its groups are the tag and the value.
        begins: the tag with which a record begins.
        lists: tags whose following lines are values of their own, not the rest of the one above.
    """
    record: TaggedRecord | None = None
    last = ""
    for number, line in enumerate(text.split("\n"), 1):
        match = pattern.fullmatch(line.rstrip())
        if match and match[1] == begins:
            if record:
                yield record
            record = TaggedRecord(number)
        if record is None or not line.strip():
            continue
        if match:
            last = match[1]
            record.values.setdefault(last, []).append(match[2].strip())
        elif line.startswith(" ") and last in lists:
            record.values[last].append(line.strip())
        elif line.startswith(" "):
            record.values[last][-1] = f"{record.values[last][-1]} {line.strip()}"
    if record:
        yield record
