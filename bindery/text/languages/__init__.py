"""The words of each language that the checks read: one file for each language, in sections that are read one by one."""

from __future__ import annotations

from functools import cache
from typing import Any

from bindery.text.kept_values import table_in
from bindery.text.shipped_data import shipped_folder

NO_SPACES = frozenset({"zh", "ja"})
"""Languages that put no space between words."""


_SAME = {"no": "nb", "nn": "nb", "bs": "hr", "iw": "he", "in": "id"}  # codes of languages that share a file


def code_of(language: str) -> str:
    """The code of a language in its tag: `en` for `en-GB`."""
    code = language.split("-", maxsplit=1)[0].lower()
    return _SAME.get(code, code)


@cache
def codes_with(section: str) -> tuple[str, ...]:
    """The code of each language whose file has a section, sorted."""
    return tuple(code for code in _codes() if section_text(code, section))


@cache
def _codes() -> tuple[str, ...]:
    """The code of each language that has a file, sorted."""
    names = (file.name for file in shipped_folder(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def section(code: str, name: str) -> dict[str, Any]:
    """A section of the file of a language; empty where there is none. A list that goes on after a comma is one line."""
    return {
        key: value.replace(",\n", ", ") if isinstance(value, str) else value
        for key, value in table_in(section_text(code, name)).items()
    }


def section_text(code: str, name: str) -> str:
    """A section as it is written, without its first line: each is read alone, since most uses need one of them."""
    after = _text(code).partition(f"\n[{name}]\n")[2]
    return after.partition("\n[")[0]


@cache
def _text(code: str) -> str:
    file = shipped_folder(__name__).joinpath(f"{code}.toml")
    return file.read_text("utf-8") if code in _codes() else ""
