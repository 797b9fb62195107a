"""Canonical JSON (RFC 8785): equal values give equal bytes, so that they can be hashed and signed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from json.encoder import encode_basestring

MOST = 2**53 - 1  # the largest integer that every JSON parser keeps exactly (RFC 7493, section 2.2)
_UNSAFE_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def canonical_text(value: object) -> str:
    """A value as canonical JSON. Strings in it, which most values are, are written without a call for each.

    Args:
        value: strings, integers, booleans, None, and lists, tuples and mappings of them. The keys are strings.

    Raises:
        TypeError: the value contains any other type, such as a float. Programming languages write the digits of a
            float in different ways.
        ValueError: an integer is too large, or a string contains a lone surrogate.
    """
    match value:
        case str():
            return _quoted(value)
        case None | bool():
            return json.dumps(value)
        case int():
            if abs(value) > MOST:
                message = f"{value} is too large for JSON: write it as a string"
                raise ValueError(message)
            return str(int(value))
        case list() | tuple():
            return (
                f"[{','.join([_quoted(one) if type(one) is str else canonical_text(one) for one in value])}]"
            )
        case dict() | Mapping():  # `dict` is quicker to test than `Mapping`
            pairs = [
                f"{_key(key)}:{_quoted(one) if type(one := value[key]) is str else canonical_text(one)}"
                for key in _sorted(value)
            ]
            return f"{{{','.join(pairs)}}}"
        case _:
            message = f"{value!r} has no canonical form: write it as a string"
            raise TypeError(message)


def canonical_bytes(value: object) -> bytes:
    """A value as canonical JSON in UTF-8, without white space and without a final line feed.

    Takes and raises the same as `canonical_text`.
    """
    return canonical_text(value).encode()


def json_for_script(value: object) -> str:
    """A value as JSON that is safe inside a `<script>` element, for any strings in it.

    The characters `<`, `>`, `&` and the line separators of JavaScript are escaped, so the text cannot open or close
    a tag, a comment or an entity. A JSON parser reads the same value from it as from the canonical form, but the bytes
    differ.
    """
    return canonical_text(value).translate(_UNSAFE_IN_SCRIPT)


def _quoted(value: str) -> str:
    if not value.isascii():
        value.encode()  # raises an error for a lone surrogate, which UTF-8 cannot encode
    return encode_basestring(value)  # `json.dumps` would create an encoder for each string


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return _quoted(key)


def _sorted(keys: Collection[str]) -> list[str]:
    """Keys in the order of RFC 8785. ASCII keys need no sort key: their code points have the same order."""
    return sorted(keys, key=None if "".join(keys).isascii() else _utf16_units)


def _utf16_units(key: str) -> bytes:
    """The sort key of a key: its UTF-16 code units, which JavaScript compares strings by."""
    return key.encode("utf-16-be")
