"""JSON in its canonical form, RFC 8785: equal values are equal bytes, so that a hash or a signature of them means something."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from json.encoder import encode_basestring

MOST = 2**53 - 1  # the largest integer that every reader of JSON keeps exactly
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def canonical_text(value: object) -> str:
    """A value as canonical JSON.

    Args:
        value: texts, integers, truth values, None, and lists, tuples and mappings of them.

    Raises:
        TypeError: there is something else in it; above all a float, whose digits languages write in different ways.
        ValueError: an integer is too large, or a text holds half a character.
    """
    match value:
        case str():  # which most values are
            return _quoted(value)
        case None | bool():
            return json.dumps(value)
        case int():
            if abs(value) > MOST:
                message = f"{value} is too large for JSON to keep: write it as text"
                raise ValueError(message)
            return str(int(value))
        case list() | tuple():
            return f"[{','.join([canonical_text(item) for item in value])}]"
        case dict() | Mapping():  # the first is known at once
            return (
                f"{{{','.join([f'{_quoted(key)}:{canonical_text(value[key])}' for key in _sorted(value)])}}}"
            )
        case _:
            message = f"{value!r} has no canonical form: write it as text"
            raise TypeError(message)


def canonical_bytes(value: object) -> bytes:
    """A value as the bytes of canonical JSON: UTF-8, without white space, without an end of line."""
    return canonical_text(value).encode()


def json_for_script(value: object) -> str:
    """A value as JSON that may stand in a script element of a page, whatever its texts hold.

    Nothing in it begins or ends a tag, a comment or an entity, or breaks a line. It is equal to the canonical form
    for every reader of JSON, but not byte for byte.
    """
    return canonical_text(value).translate(_UNSAFE)


def _quoted(value: str) -> str:
    if not value.isascii():
        value.encode()  # half a character, which UTF-8 cannot have, is an error here
    return encode_basestring(value)  # `json.dumps` would make an encoder for each text


def _sorted(keys: Collection[str]) -> list[str]:
    """Keys in the order of the canonical form; of ASCII alone they are in it anyway."""
    return sorted(keys, key=None if "".join(keys).isascii() else _units)


def _units(key: str) -> bytes:
    """What keys are sorted by: the units of UTF-16, in which JavaScript compares texts."""
    return key.encode("utf-16-be")
