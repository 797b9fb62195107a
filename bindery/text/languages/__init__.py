"""The words of each language that the checks read: one file for each language, in sections that are read one by one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

NO_SPACES = frozenset({"zh", "ja"})
"""Languages that put no space between words."""


def code_of(language: str) -> str:
    """The code of a language in its tag: `en` for `en-GB`."""
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def codes_with(section: str) -> tuple[str, ...]:
    """The code of each language whose file has a section, sorted."""
    names = (file.name for file in resources.files(__name__).iterdir())
    codes = (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple(sorted(code for code in codes if section_text(code, section)))


@lru_cache(maxsize=128)
def section(code: str, name: str) -> dict[str, Any]:
    """A section of the file of a language; empty where there is none."""
    return tomllib.loads(section_text(code, name))


def section_text(code: str, name: str) -> str:
    """A section as it is written, without its first line: each is read alone, since most uses need one of them."""
    after = _text(code).partition(f"\n[{name}]\n")[2]
    return after.partition("\n[")[0]


@lru_cache(maxsize=32)
def _text(code: str) -> str:
    file = resources.files(__name__).joinpath(f"{code}.toml")
    return file.read_text("utf-8") if code.isalpha() and file.is_file() else ""
