"""Prints the release notes of a version: its section of CHANGELOG.md, for the page of the release.

Run `python tools/release_notes.py 0.1.0`, or with the tag, `v0.1.0`. It fails if the tag is not the version of the
package, if the section is missing or empty, or if its heading has no date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
PACKAGE_VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


def package_version() -> str:
    """The version in `bindery/__init__.py`, read without importing the package."""
    (version,) = PACKAGE_VERSION.findall((ROOT / "bindery/__init__.py").read_text("utf-8"))
    return str(version)


def notes(changelog: str, version: str) -> str:
    """The section of a version, without its heading.

    Args:
        changelog: text of CHANGELOG.md.
        version: such as `0.1.0`.

    Raises:
        ValueError: the version has no section, no date or no entries.
    """
    headings = list(HEADING.finditer(changelog))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading["version"] != version:
            continue
        if heading["date"] is None:
            raise ValueError(f"the section of {version} has no date")
        text = changelog[heading.end() : following.start() if following else None].strip()
        if not text:
            raise ValueError(f"the section of {version} is empty")
        return text
    raise ValueError(f"CHANGELOG.md has no section for {version}")


def main(arguments: list[str]) -> str | None:
    """Print the notes of the version or tag named; returns a message where there are none."""
    if len(arguments) != 1:
        return "usage: release_notes.py VERSION"
    version = arguments[0].removeprefix("v")
    if version != package_version():
        return f"{version} is not the version of the package, {package_version()}"
    try:
        print(notes((ROOT / "CHANGELOG.md").read_text("utf-8"), version))
    except ValueError as fault:
        return str(fault)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
