"""What an author most likely meant by a value of the wrong shape: a text for a list, a list for a text, no value at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.model.corrections import number_meant
from bindery.model.field_types import valid_id
from bindery.model.format_model import FormatModel
from bindery.reading.field_tree import required_keys
from bindery.reading.written_lines import example, quoted
from bindery.reading.yaml_tree import Mapping, Node, Scalar, Sequence
from bindery.text.problems import Problem
from bindery.text.span import Span

_DEGREES = re.compile(
    r"(?P<sign>[-+−]?)(?P<whole>\d{1,3})(?:[.,](?P<part>\d+))?\s*°?\s*"
    r"(?:(?P<minutes>\d{1,2})\s*['′’]\s*(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:[\"″”]|''))?)?\s*(?P<side>[NSEWOnsew]?)"
)
_THOUSANDS = re.compile(r"\d{3}")
_LEADING = re.compile(r"[+-]?\d{1,3}")
_COMMENT = re.compile(r"[ \t]*[:-]?[ \t]+(#(?!\s)[^\n]*)")
_COLON = re.compile(r"\s*:")
_TWO = 2  # coordinates of a location
_NORTHERNMOST = 90  # degrees
NO_VALUE = "B113"
LONG_ITEM = 60  # characters of a text that is one item, rather than several with commas between them
_LISTED = re.compile(r"\s*[,;،、，؛]\s*|\s+and\s+|\s*\n\s*(?:- )?")


def location_meant(node: Node) -> str:
    """A location as the format writes it, from whatever has two coordinates; empty when it has not."""
    found = [match for match in _DEGREES.finditer(_coordinates(node)) if match["whole"]]
    if len(found) != _TWO:
        return ""
    numbers = [_decimal(match) for match in found]
    if found[0]["side"].upper() in ("E", "W", "O") or abs(float(numbers[0])) > _NORTHERNMOST:
        numbers.reverse()
    return f"[{numbers[0]}, {numbers[1]}]"


def _coordinates(node: Node) -> str:
    """What is written for a location, with a space between the coordinates."""
    if isinstance(node, Mapping):
        by_key = {entry.key.value.casefold()[:3]: entry.value for entry in node.entries}
        pair = [by_key.get("lat"), by_key.get("lon") or by_key.get("lng")]
        return " ".join(value.value for value in pair if isinstance(value, Scalar))
    if isinstance(node, Sequence):
        items = [item.value for item in node.items if isinstance(item, Scalar)]
        if len(items) == _TWO * _TWO:  # two numbers with decimal commas
            items = [f"{items[0]}.{items[1]}", f"{items[2]}.{items[3]}"]
        return " ".join(items)
    words = re.sub(r",\s|;", " ", node.value)
    return words.replace(",", " ") if words.count(",") == 1 and words.count(".") != 1 else words


def _decimal(match: re.Match[str]) -> str:
    """A coordinate in degrees, with a minus for south and west."""
    minus = match["sign"] in ("-", "−") or match["side"].upper() in ("S", "W")
    if match["minutes"] is None:
        number = f"{match['whole']}.{match['part']}" if match["part"] else match["whole"]
    else:
        degrees = int(match["whole"]) + int(match["minutes"]) / 60 + float(match["seconds"] or 0) / 3600
        number = f"{degrees:.4f}".rstrip("0").rstrip(".")
    return f"-{number}" if minus else number


def list_remedy(key: str, node: Node, item: type[FormatModel] | None) -> str:
    """What to write in place of something that is not a list.

    Args:
        key: the key that should have a list.
        node: what it has.
        item: the model of the items; None when they are texts.
    """
    if isinstance(node, Mapping):
        first = f", as in `- {node.entries[0].key.value}: …`" if node.entries else ""
        return f"begin the first line of each item with `- `{first}"
    words = node.value if isinstance(node, Scalar) else ""
    if item is not None:
        return f"write each item on a line of its own below `{key}:`, as in {_item_example(words, item)}"
    if key == "content" or len(words) > LONG_ITEM:
        shown = example(words if re.match(r"[^\W\d_]", words) else quoted(words), "- ")
        return f"write it on the line below, after `- `{f': {shown}' if shown else ''}"
    parts = [part for part in _LISTED.split(words) if part]
    plain = all(re.fullmatch(r"[\w .()/-]+", part) for part in parts)
    shown = example(f"[{', '.join(parts if plain else map(quoted, parts))}]", f"{key}: ") if parts else ""
    return f"write {shown}" if shown else "write one line for each, beginning with `- `"


def mapping_remedy(key: str | int, node: Node, model: type[FormatModel] | None) -> str:
    """What to write in place of something that is not a mapping.

    Args:
        key: its key, or its index in a list.
        node: what is there.
        model: the model that is expected.
    """
    if isinstance(node, Sequence):
        return (
            f"write the lines below `{key}:` without `- `"
            if isinstance(key, str)
            else "write lines of `key: value`"
        )
    if model is None or not isinstance(node, Scalar):
        return "write lines of `key: value`"
    needed = required_keys(model)
    if isinstance(key, int):
        return f"write {_item_example(node.value, model)}"
    shown = "\n".join(f"  {name}: …" for name in needed)
    first = example(f"{{{needed[0]}: {node.value}}}", f"{key}: ") if len(needed) == 1 else ""
    if first:
        return f"write {first}"
    return f"write below `{key}:` lines such as" + (f"\n{shown}" if shown else " `key: value`")


def _item_example(words: str, model: type[FormatModel]) -> str:
    """An item of a list of mappings, made from the words in its place."""
    needed = required_keys(model) or ["name"]
    value = valid_id(words) if needed[0] in ("id", "source", "claim") else words
    short = value if value and len(value) <= len(value[:40]) else "…"
    rest = f", with {', '.join(f'`{name}:`' for name in needed[1:])} below it" if needed[1:] else ""
    return f"`- {needed[0]}: {short}`{rest}"


def text_remedy(key: str | int, node: Node) -> str:
    """What to write in place of something that is not a text.

    Args:
        key: its key, or its index in a list.
        node: what is there.
    """
    written = node.span.content
    if written[:1] in ("[", "{") and "\n" not in written:
        shown = example("'" + written.replace("'", "''") + "'", f"{key}: " if isinstance(key, str) else "- ")
        return f"if it is a text, put single quotation marks around it{f': {shown}' if shown else ''}"
    if isinstance(node, Mapping):
        return f"write the text itself after `{key}:`, without keys of its own"
    if isinstance(node, Sequence):
        return (
            f"write it as a text: after `{key}: |`, on the lines below; a list within it is part of that text"
        )
    return "write it on this line, or after `|` on the lines below"


def root_remedy(node: Node, model: type[FormatModel] | None) -> str:
    """What to write in a file that is a list or a text as a whole.

    Args:
        node: the whole file.
        model: what the file should have.
    """
    lists = model is not None and not required_keys(model)
    if isinstance(node, Sequence):
        return (
            f"write `{'sources' if lists else 'key_points'}:` in a line above it, and indent the list below"
        )
    if lists:
        return "begin the file with `sources:`, and write the list of sources below it"
    return (
        "begin the file with lines such as `title: Heat`; `bindery explain B007` shows the smallest briefing"
    )


class MissingValues:
    """Explains the keys and list items that have no value.

    Attributes:
        handled: the places of the keys that are part of a value, which a problem of that value explains.
    """

    def __init__(self, empty: list[Scalar], parents: dict[int, Mapping]) -> None:
        """Takes what has no value.

        Args:
            empty: the keys and list items without a value.
            parents: the mapping of each key, by the id of its node.
        """
        self.empty = empty
        self.parents = parents
        self.handled: set[Span] = set()

    def problems(self) -> Iterator[Problem]:
        """A problem for each, except for the further groups of one number."""
        for node in self.empty:
            if node.span in self.handled:
                continue
            parent = self.parents.get(id(node))
            if cut := parent and self._in_braces(node, parent):
                self.handled.add(node.span)
                yield cut
            else:
                yield _commented(node) or _missing_value(node)

    def _in_braces(self, node: Scalar, parent: Mapping) -> Problem | None:
        """The problem of a key in braces that is part of a value: a comma ends values there."""
        if parent.span.content[:1] != "{" or _COLON.match(node.span.text.content, node.span.end):
            return None
        from bindery.reading import sign_mistakes  # noqa: PLC0415  needed only for a file that is wrong

        if found := sign_mistakes.key_without_space(node.value):
            return sign_mistakes.missing_space_problem(node.span, *found)
        at = next(number for number, entry in enumerate(parent.entries) if entry.key is node)
        key, value = parent.entries[at - 1] if at else (node, node)
        if not at or not isinstance(value, Scalar) or not value.plain or not value.value:
            return None
        groups = self._groups(value, [entry.key for entry in parent.entries[at:]])
        end = groups[-1] if groups else node
        span = node.span.text.span(value.span.start, end.span.end)
        digits = "".join([value.value, *(group.value for group in groups)]) if groups else ""
        return _cut_by_comma(span, _joined_remedy(key.value, span.content, digits))

    def _groups(self, value: Scalar, keys: list[Scalar]) -> list[Scalar]:
        """The keys after a value that are further digits of its number, three each; they are then handled."""
        found: list[Scalar] = []
        if _LEADING.fullmatch(value.value):
            empty = {id(node) for node in self.empty}
            for key in keys:
                if not _THOUSANDS.fullmatch(key.value) or id(key) not in empty:
                    break
                found.append(key)
                self.handled.add(key.span)
        return found


def _joined_remedy(key: str, written: str, digits: str) -> str:
    """How to write a value that a comma cut in two.

    Args:
        key: the key of the value.
        written: the whole of it, as written.
        digits: the whole of it without commas, if it is a number whose commas part thousands; otherwise empty.
    """
    if digits:
        return f"write `{key}: {digits}`, without commas"
    number = number_meant(written) if re.fullmatch(r"[\d.,]+", written) else ""
    if number:
        return f"write `{key}: {number}`, with a point before decimals"
    shown = example(quoted(written), f"{key}: ")
    return f"put quotation marks around the whole text{f': {shown}' if shown else ''}"


def _cut_by_comma(span: Span, remedy: str) -> Problem:
    return Problem("B034", "within braces, a comma ends the value, so this is read as two", span, help=remedy)


def _commented(node: Scalar) -> Problem | None:
    """The problem of a value that is read as a comment."""
    content = node.span.text.content
    match = _COMMENT.match(content, node.span.end) or _COMMENT.match(content, node.span.start)
    if not match:
        return None
    span = node.span.text.span(*match.span(1))
    shown = example(quoted(match[1].rstrip()))
    return _missing_value(
        node,
        span,
        f"`#` begins a comment: put quotation marks around the value{f', as in {shown}' if shown else ''}",
    )


def _missing_value(node: Scalar, span: Span | None = None, remedy: str = "") -> Problem:
    return Problem(
        NO_VALUE,
        "a value is missing here",
        span or node.span,
        help=remedy or "write a value on this line, or indented below it; or delete the key",
    )


def without_empty_parts(problems: list[Problem], wrong: list[Span]) -> list[Problem]:
    """The problems except for missing values within something that is wrong as a whole.

    Args:
        problems: the problems.
        wrong: the places of what is of the wrong shape, and of keys that are not allowed.
    """
    return [
        problem
        for problem in problems
        if problem.code != NO_VALUE
        or not problem.span
        or not any(span.start <= problem.span.start < span.end for span in wrong)
    ]
