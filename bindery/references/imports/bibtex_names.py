"""Reads the names of authors and editors in BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from bindery.references.imports import names
from bindery.references.imports.entry import ImportedName
from bindery.references.imports.latex import decoded

_OTHERS = re.compile(r"[,\s]*(?:\{?\bet\.?\s*al\b\.?\}?|\bu\. ?a\.|\bи др\.|等|\.\.\.|…)\s*$", re.IGNORECASE)
_ROLE = re.compile(r"[,\s]*\((?:eds?|editors?|hrsg|hg|orgs?|coords?)\.?\)\s*$", re.IGNORECASE)
_BY_KEY = re.compile(
    r"\s*\"?(family|given|prefix|suffix|useprefix|(?:family|given|prefix|suffix)-i|id|hash)\s*=",
    re.IGNORECASE,
)
_KEY = re.compile(r"^\s*\"?([A-Za-z-]+)\s*=\s*(.*?)\"?\s*$", re.DOTALL)
_INITIAL = re.compile(r"(?:[^\W\d_]\.?[ ~-]?){1,3}")
_WORD = re.compile(r"\S+")
_MOST_PARTS = 3  # family, suffix, given


def read_names(written: str, notes: list[str]) -> tuple[ImportedName, ...]:
    """The names in a field of names.

    Args:
        written: the text of the field.
        notes: what is not plain is added here, one sentence each.
    """
    found: list[ImportedName] = []
    for name in _separated(
        re.sub(r"\b(?:and\s+)+(?=and\s)|^\s*and\s", "", written, flags=re.IGNORECASE), notes
    ):
        alone = _ROLE.sub("", _OTHERS.sub("", name))
        if alone != name and _OTHERS.search(name):
            notes.append("it has more authors, which it does not name (`et al.`)")
        if name.strip("{} ").lower() == "others":
            notes.append("it has more authors, which it does not name (`and others`)")
        elif alone.strip("{}, "):
            found += _name(alone.strip(), notes)
    return tuple(name for name in found if name.name)


def _separated(written: str, notes: list[str]) -> Iterator[str]:
    """Each name of a field; some authors put semicolons, `&` or commas where BibTeX has `and`."""
    for part in split_multiple_persons_names(" ".join(written.split())):
        pieces = [piece for piece in _split(part, r";|\s(?:\\&|&)\s") if piece.strip()]
        if len(pieces) > 1 and names.is_body(part) and ";" not in part:
            pieces = [part]  # Institute for Peace & Security
        if len(pieces) > 1:
            notes.append("its authors are not separated by `and`; check them")
        for piece in pieces:
            yield from _without_commas(piece.strip(), notes)


def _without_commas(part: str, notes: list[str]) -> list[str]:
    """The names in a part of a field that has more commas than a name has."""
    pieces = [piece.strip() for piece in _split(part, ",") if piece.strip()]
    suffixed = any(names.SUFFIX.fullmatch(piece.strip("{}")) for piece in pieces[1:])
    enough = len(pieces) >= _MOST_PARTS or (part.endswith(",") and len(pieces) > 1)
    if not enough or _BY_KEY.match(part) or (len(pieces) == _MOST_PARTS and suffixed):
        return [part]
    found = _of_pieces(pieces)
    if found:
        notes.append("its authors are not separated by `and`; check them")
    return found or [part]


def _of_pieces(pieces: list[str]) -> list[str]:
    """The names in the pieces between commas, if they can be told: A Okafor, J Berg, or Okafor, A., Berg, J."""
    if all(len(_WORD.findall(piece)) > 1 and "{" not in piece for piece in pieces):
        return pieces
    if len(pieces) % 2 == 0 and all(_INITIAL.fullmatch(piece) for piece in pieces[1::2]):
        return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    return []


def _split(text: str, pattern: str) -> list[str]:
    """A text split at a pattern, but not in braces."""
    pieces, depth, start = [], 0, 0
    for match in re.finditer(rf"\\[{{}}]|[{{}}]|(?P<cut>{pattern})", text):
        depth += (match[0] == "{") - (match[0] == "}")
        if match["cut"] and depth <= 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _name(written: str, notes: list[str]) -> list[ImportedName]:
    """The name, in a list; an empty list for a name without letters."""
    if _BY_KEY.match(written):
        return [_by_key(written, notes)]
    inner = _inner(written)
    if inner is not None:
        name = decoded(inner, notes).strip()
        short = names.uninverted(name, notes) if "." in name and "," not in name else None
        if short:
            return [short]
        if names.is_inverted_person(name):
            notes.append(f"`{name}` was read as a person, although it is in braces")
            return [names.inverted(name, notes)]
        return [ImportedName(name) if names.is_short_unspaced(name) else names.body(name)]
    plain = decoded(written, notes)
    if "," not in plain:
        return [_without_comma(written, plain, notes)]
    if "," not in _emptied(written):
        return [names.body(plain)]
    if len(_split(written, ",")) > 2 or names.is_body(plain):  # noqa: PLR2004  family and given
        return [names.inverted(plain, notes)]
    parts = parse_single_name_into_parts(written, strict=False)
    given, family = (decoded(" ".join(words), notes) for words in (parts.first, [*parts.von, *parts.last]))
    return [names.person(given, family) if given else names.body(family)]


def _without_comma(written: str, plain: str, notes: list[str]) -> ImportedName:
    """The name in a text without a comma: `Given von Family`, a body, or a single name."""
    short = names.uninverted(plain, notes)
    if short:
        return short
    parts = parse_single_name_into_parts(written, strict=False)
    given, family = (decoded(" ".join(words), []) for words in (parts.first, [*parts.von, *parts.last]))
    if names.is_body(plain) or names.ends_as_body(plain):
        notes.append(f"`{plain}` was read as an organisation: its words are those of one")
        return names.body(plain)
    if re.fullmatch(r"0\d{3}", family):  # dblp adds it to tell persons of one name apart
        given, _, family = given.rpartition(" ")
    *words, last = plain.split() or [""]
    if len(words) > 1 and names.SUFFIX.fullmatch(last):
        return names.person(" ".join(words[:-1]), words[-1], last)
    if not family.isascii() and not re.search(r"[A-Za-zÀ-ɏ]", family):
        return ImportedName(plain)  # BibTeX's rule for the family name does not hold in other scripts
    return names.person(given, family)


def _by_key(written: str, notes: list[str]) -> ImportedName:
    """The name in BibLaTeX's extended format: `family=Berg, given=Jan, prefix=van den`."""
    parts: dict[str, str] = {}
    for piece in _split(written, ","):
        match = _KEY.match(piece)
        if match:
            parts[match[1].lower()] = decoded(match[2], notes)
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    if not parts.get("given") and not parts.get("prefix") and " " in family:
        return names.body(family)
    return names.person(parts.get("given", ""), family, parts.get("suffix", ""))


def _inner(written: str) -> str | None:
    """The text in the one pair of braces that holds a whole name; None if there is no such pair."""
    inner = None
    while written.startswith("{") and written.rstrip(",").endswith("}"):
        text = written.rstrip(",")
        depth = 0
        for at, char in enumerate(text):
            depth += (char == "{") - (char == "}")
            if depth == 0 and at < len(text) - 1:
                return inner
        written = inner = text[1:-1].strip()
        if written.startswith("\\"):
            return None  # a letter such as {\'E} is not the whole name
    return inner


def _emptied(written: str) -> str:
    """A name without what it has in braces."""
    return re.sub(r"\{[^{}]*\}", "", written)
