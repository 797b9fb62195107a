"""Which program did a part of the work, so that parts of one site are never made by two different programs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bindery import __version__
from bindery.provenance.made_from import installed_packages

_PACKAGE = Path(__file__).resolve().parents[1]


class Program(BaseModel):
    """A program that makes pages.

    Attributes:
        version: its version.
        code: SHA-256 of its modules; line ends do not count, since git may change them.
        packages: version of each package whose output is in a page, by name.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True)

    version: str
    code: str
    packages: Mapping[str, str]

    def difference(self, here: Program) -> str:
        """How the program here differs from this one, in words; empty where it does not."""
        if self.version != here.version:
            return f"by Bindery {self.version}, and this is Bindery {here.version}"
        if self.code != here.code:
            return f"by other code of Bindery {self.version} than there is here"
        for name in sorted({*self.packages, *here.packages}):
            theirs, ours = (of.packages.get(name, "missing") for of in (self, here))
            if theirs != ours:
                return f"with {name} {theirs}, and here it is {ours}"
        return ""


@cache
def this_program() -> Program:
    """The program that runs."""
    digest = sha256()
    for path in sorted(_PACKAGE.rglob("*.py"), key=lambda path: path.relative_to(_PACKAGE).as_posix()):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return Program(version=__version__, code=digest.hexdigest(), packages=installed_packages())


__all__ = ["Program", "this_program"]
