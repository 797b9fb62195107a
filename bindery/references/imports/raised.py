"""Digits and signs above and below the line, where plain text has characters for them: CO₂, km²."""

from __future__ import annotations

_SUBSCRIPT = str.maketrans("0123456789+-−=()x", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₓ")
_SUPERSCRIPT = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
# Single letters; words such as *th* stay as they are.
_LETTERS_BELOW = dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_LETTERS_ABOVE = dict(zip("abcdefghijklmnprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))


def subscript(words: str) -> str:
    """A text below the line; as it is when some of its characters have no such form. A point stays: PM₂.₅."""
    return _moved(words, _SUBSCRIPT, _LETTERS_BELOW)


def superscript(words: str) -> str:
    """A text above the line; as it is when some of its characters have no such form."""
    return _moved(words, _SUPERSCRIPT, _LETTERS_ABOVE)


def _moved(words: str, table: dict[int, int], letters: dict[str, str]) -> str:
    words = words.strip()
    if words in ("\\circ", "∘", "o"):
        return "°" if table is _SUPERSCRIPT else words
    if len(words) == 1 and words in letters:
        return letters[words]
    return words.translate(table) if all(ord(char) in table or char in ".," for char in words) else words
