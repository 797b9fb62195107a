"""The checksum list SHA256SUMS: the SHA-256 of each file, in the format of `sha256sum`, and how files differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

MARK = ".bindery-site"  # a file that says that Bindery built a folder
NAME = "SHA256SUMS"
UNLISTED = frozenset(
    {NAME, "SEALS.json", "SEALS.tsr"}
)  # which a list cannot name: seals are signatures of the list
LARGEST = 16 << 20  # bytes of a checksum list: enough for some 100,000 files
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_PLAIN_LINES = re.compile(r"^([0-9a-f]{64}) [ *](.+)$", re.MULTILINE)
_SPECIAL = re.compile(r"[\\\n\r]")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\(.?)")
_ORDER = ("unsafe", "changed", "missing", "added")

What = Literal["unsafe", "changed", "missing", "added"]


class ChecksumError(Exception):
    """A checksum list cannot be read; the message says why."""


@dataclass(frozen=True)
class Finding:
    """One difference between files and their checksum list.

    Attributes:
        what: whether the file was changed, is missing or was added; `unsafe` is an entry of a zip that could do harm
            when the zip is unpacked.
        name: name of the file, as it was found: it may hold any character.
        why: more detail; may be empty.
    """

    what: What
    name: str
    why: str = ""

    def __str__(self) -> str:
        """The finding in words; characters that a terminal must not receive are still in it."""
        return f"{self.what}: {self.name}" + (f" ({self.why})" if self.why else "")


def checksum_list(files: Mapping[str, bytes]) -> bytes:
    """The checksum list of files, given their bytes by name: lines in the order of the names, for `sha256sum --check`."""
    return checksum_text({name: sha256(data).hexdigest() for name, data in files.items()})


def checksum_text(hashes: Mapping[str, str]) -> bytes:
    """The checksum list of files, given their SHA-256 in hexadecimal digits by name. The list never lists itself or its seals."""
    names = sorted([name for name in hashes if name not in UNLISTED])  # most are in order, which is soon seen
    if _SPECIAL.search("".join(names)):
        lines = [_line(name, hashes[name]) for name in names]
    else:
        lines = [f"{hashes[name]}  {name}\n" for name in names]
    return "".join(lines).encode("utf-8", "surrogateescape")


def _line(name: str, digest: str) -> str:
    """One line of the list. Line breaks and backslashes in a name are escaped; a backslash before the hash says so."""
    safe = _SPECIAL.sub(lambda match: _ESCAPES[match.group()], name)
    return f"{'' if safe == name else chr(92)}{digest}  {safe}\n"


def read_checksums(data: bytes) -> dict[str, str]:
    """The SHA-256 of each file in a checksum list, by name.

    Raises:
        ChecksumError: it is not in the format of `sha256sum`.
    """
    text = data.decode("utf-8", "surrogateescape")
    plain = {name: digest for digest, name in _PLAIN_LINES.findall(text)}
    if len(plain) == text.count("\n") and text.endswith("\n"):
        return plain  # each line is of the plain kind, and none names a file again
    found: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ChecksumError(f"line {number} of {NAME} is not in the format of `sha256sum`")
        name = _unescaped(match[3]) if match[1] else match[3]
        if name in found:
            raise ChecksumError(f"line {number} of {NAME} lists the same file again")
        found[name] = match[2]
    return found


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), name)


def findings(listed: Mapping[str, str], there: Mapping[str, str], why: Mapping[str, str]) -> list[Finding]:
    """How files differ from a checksum list.

    Args:
        listed: the SHA-256 of each file in the list, by name.
        there: the SHA-256 of each file now; empty for anything that has none, such as a link.
        why: more detail about a file that differs, by name; not every file needs any.
    """
    changed = [Finding("changed", n, why.get(n, "")) for n in listed if n in there and there[n] != listed[n]]
    missing = [Finding("missing", name) for name in listed if name not in there]
    added = [Finding("added", name, why.get(name, "")) for name in there if name not in listed]
    return sorted_findings(
        [*changed, *missing, *(finding for finding in added if finding.name not in UNLISTED)]
    )


def sorted_findings(found: Iterable[Finding]) -> list[Finding]:
    """Findings sorted by kind, the most serious first, then by name."""
    return sorted(found, key=lambda finding: (_ORDER.index(finding.what), finding.name, finding.why))
