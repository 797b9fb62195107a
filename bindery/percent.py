"""Text written for a place in an address, as `urllib.parse.quote` writes it; text of ASCII alone, which most is, sooner."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote


def quoted(text: str, safe: str = "") -> str:
    """A text with whatever an address may not hold as `%` and two digits.

    Args:
        text: it.
        safe: characters that stay as they are, beside letters, digits and `_.-~`.
    """
    return text.translate(_table(safe)) if text.isascii() else quote(text, safe=safe)


@cache
def _table(safe: str) -> dict[int, str]:
    written = {code: quote(chr(code), safe=safe) for code in range(128)}
    return {code: other for code, other in written.items() if other != chr(code)}
