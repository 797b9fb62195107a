"""A seal is a list of files with the SHA-256 of each, as `sha256sum` writes it; and what no longer agrees with one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

NAME = "SHA256SUMS"
LARGEST = 16 << 20  # bytes of a seal that is read: some 100,000 files
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\(.?)")
_ORDER = ("unsafe", "changed", "missing", "added")

What = Literal["unsafe", "changed", "missing", "added"]


class ChecksumError(Exception):
    """A seal that cannot be read; the message says why."""


@dataclass(frozen=True)
class Finding:
    """One way in which files are not as they were sealed.

    Attributes:
        what: whether the file was changed, is missing or was added; `unsafe` is an entry of an archive that
            could do harm where it is unpacked.
        name: of the file, as it was found: it may hold any character.
        why: a few words more, where there is more to say.
    """

    what: What
    name: str
    why: str = ""

    def __str__(self) -> str:
        """As it is told, but for the characters that a terminal must not be given."""
        return f"{self.what}: {self.name}" + (f" ({self.why})" if self.why else "")


def checksum_list(files: Mapping[str, bytes]) -> bytes:
    """The seal of some files by their names: lines in the order of the names, for `sha256sum --check`."""
    return checksum_text({name: sha256(data).hexdigest() for name, data in files.items()})


def checksum_text(hashes: Mapping[str, str]) -> bytes:
    """The seal of files whose SHA-256 is known, as hexadecimal digits; a seal never lists itself."""
    lines = [_line(name, digest) for name, digest in sorted(hashes.items()) if name != NAME]
    return "".join(lines).encode("utf-8", "surrogateescape")


def _line(name: str, digest: str) -> str:
    """One line; a name that would break it is escaped as `sha256sum` does, and a stroke before it says so."""
    safe = re.sub(r"[\\\n\r]", lambda match: _ESCAPES[match.group()], name)
    return f"{'' if safe == name else chr(92)}{digest}  {safe}\n"


def read_checksums(data: bytes) -> dict[str, str]:
    """The SHA-256 of each file that a seal lists, by its name; raises `SealError` when it is no seal."""
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ChecksumError(f"line {number} of {NAME} is not what `sha256sum` writes")
        name = _unescaped(match[3]) if match[1] else match[3]
        if name in found:
            raise ChecksumError(f"line {number} of {NAME} lists a file a second time")
        found[name] = match[2]
    return found


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), name)


def findings(sealed: Mapping[str, str], there: Mapping[str, str], why: Mapping[str, str]) -> list[Finding]:
    """How files differ from what was sealed.

    Args:
        sealed: the SHA-256 that each file had.
        there: the SHA-256 that each file has; empty for what has none, such as a link.
        why: what is to be said of a file that is not as it was, by its name, where there is something.
    """
    changed = [Finding("changed", n, why.get(n, "")) for n in sealed if n in there and there[n] != sealed[n]]
    missing = [Finding("missing", name) for name in sealed if name not in there]
    added = [Finding("added", name, why.get(name, "")) for name in there if name not in sealed]
    return in_order([*changed, *missing, *(finding for finding in added if finding.name != NAME)])


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Findings by kind, the gravest first, then by name."""
    return sorted(found, key=lambda finding: (_ORDER.index(finding.what), finding.name, finding.why))
