"""Results that take long to find and depend on a few values alone, such as a drawing: an edit finds those of the last one again.

They are kept as JSON, each under the hash of what it was found from. A class of records is a list that begins with its
name; the caller says which classes a result may have.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from markupsafe import Markup

T = TypeVar("T")
_PLAIN = (str, int, float, bool, type(None))
_COLLECTIONS: dict[str, Callable[..., Any]] = {
    "tuple": lambda *items: items,
    "frozenset": lambda *items: frozenset(items),
    "dict": lambda *pairs: dict(pairs),
    "Decimal": Decimal,
    "Fraction": Fraction,
    "Markup": Markup,
}


class KeptResults:
    """The results of the last edit, and those of this one.

    Args:
        data: what `as_bytes` gave for the last edit. What cannot be read is found anew.

    Attributes:
        is_new: whether this edit found a result that the last one did not have.
    """

    def __init__(self, data: bytes = b"{}") -> None:
        self.is_new = False
        self._known: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        with suppress(ValueError, RecursionError):
            known = json.loads(data)
            self._known = known if isinstance(known, dict) else {}

    def result(self, made_from: object, kinds: tuple[type, ...], find: Callable[[], T]) -> T:
        """A result, found now if it is not known. See `kept_result`."""
        key = sha256(repr(made_from).encode("utf-8", "backslashreplace")).hexdigest()
        if key in self._known:
            with suppress(TypeError, ValueError, LookupError, RecursionError, ArithmeticError):
                found: T = _value(self._known[key], {**_COLLECTIONS, **_by_name(kinds)})
                self._used[key] = self._known[key]
                return found
        made = find()
        self._used[key] = _plain(made)
        self.is_new = True
        return made

    def as_bytes(self) -> bytes:
        """The results that this edit used."""
        return json.dumps(self._used, separators=(",", ":")).encode()


_now: list[KeptResults] = []  # the results in use: of the edit that is built, if one is


@contextmanager
def results_kept_in(results: KeptResults) -> Iterator[None]:
    """Take results from those that are kept, and add what is found to them."""
    _now.append(results)
    try:
        yield
    finally:
        _now.pop()


def kept_result(made_from: object, kinds: tuple[type, ...], find: Callable[[], T]) -> T:
    """A result that depends on nothing but a few values, and on the program.

    Args:
        made_from: a name for the kind of result, and the values; what `repr` says of them tells them apart.
        kinds: the classes of records that may be in the result, besides tuples, dictionaries, texts and numbers.
        find: finds the result.
    """
    return _now[-1].result(made_from, kinds, find) if _now else find()


def _plain(value: Any) -> Any:
    """A value as JSON can have it."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is Fraction:
        return [kind.__name__, value.numerator, value.denominator]
    if kind is Decimal or kind is Markup:
        return [kind.__name__, str(value)]
    if kind is dict:
        parts: Iterable[Any] = value.items()
    elif isinstance(value, tuple | frozenset):
        parts = value
    else:
        parts = (getattr(value, field.name) for field in fields(value))
    return [kind.__name__, *map(_plain, parts)]


def _value(data: Any, kinds: dict[str, Callable[..., Any]]) -> Any:
    """The value that `_plain` made into data."""
    if not isinstance(data, list):
        return data
    return kinds[data[0]](*(_value(part, kinds) for part in data[1:]))


@cache
def _by_name(kinds: tuple[type, ...]) -> dict[str, type]:
    return {kind.__name__: kind for kind in kinds}


__all__ = ["KeptResults", "kept_result", "results_kept_in"]
