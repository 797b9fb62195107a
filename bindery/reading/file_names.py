"""What an author most likely meant by the name or place of a file that nothing reads."""

from __future__ import annotations

import re

from bindery.text.problems import Problem

BRIEFING, SOURCES = "briefing.yml", "sources.yml"
_NAMES = {
    **dict.fromkeys(("briefing", "briefings", "brief"), BRIEFING),
    **dict.fromkeys(("source", "sources", "references"), SOURCES),
}
# What systems and people add to a name: a second ending, a number, the word copy.
_ADDED = re.compile(
    r"(?:\.(?:txt|bak|old|orig|save|ya?ml|json|docx?|rtf)|[ _-]*(?:\(\d+\)|copy|kopie|copie|v?\d+|final|new))+$",
    re.IGNORECASE,
)
_FOLDERS = {
    **dict.fromkeys(("snapshot", "copies", "sources", "stored"), "snapshots"),
    **dict.fromkeys(("image", "img", "pictures", "photos", "media", "figures"), "images"),
    **dict.fromkeys(("edition", "versions"), "editions"),
    **dict.fromkeys(("map", "geojson", "geo", "gis"), "maps"),
}
_KEPT_IN = (
    (re.compile(r"\.(?:png|jpe?g|gif|webp|avif)$", re.IGNORECASE), "images"),
    (re.compile(r"\.geojson$", re.IGNORECASE), "maps"),
    (
        re.compile(
            r"\.(?:txt|html?|mhtml?|pdf|epub|warc(?:\.gz)?|wacz|eml|vtt|srt|csv|xlsx|json)$", re.IGNORECASE
        ),
        "snapshots",
    ),
)
_EDITION = re.compile(r"\D*(\d{1,6})\D*\.ya?ml(?:\.txt)?", re.IGNORECASE)
_IN_FOLDER, _IN_SUBFOLDER = 2, 3  # parts of the path of a file in a briefing's folder, and one level below


def name_meant(name: str) -> str:
    """`briefing.yml` or `sources.yml`, if a file name most likely means it; otherwise empty."""
    return _NAMES.get(_ADDED.sub("", name.strip()).casefold(), "")


def path_meant(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Where a file that is not read most likely belongs, as parts of a path in `briefings/`; empty if that is not clear.

    Args:
        parts: parts of its path in `briefings/`.
    """
    name = parts[-1]
    meant = name_meant(name)
    if len(parts) == 1:
        return (SOURCES,) if meant == SOURCES else ("NAME", BRIEFING) if meant else ()
    if meant and len(parts) <= _IN_SUBFOLDER:
        return (parts[0], meant)
    if len(parts) == _IN_SUBFOLDER:
        folder = _FOLDERS.get(parts[1].casefold(), parts[1].casefold())
        edition = _EDITION.fullmatch(name)
        if folder == "editions" and edition:
            return (parts[0], folder, f"{int(edition[1])}.yml")
        return (parts[0], folder, name) if folder != parts[1] and folder in _FOLDERS.values() else ()
    if len(parts) == _IN_FOLDER:
        found = next((folder for ending, folder in _KEPT_IN if ending.search(name)), "")
        return (parts[0], found, name) if found else ()
    return ()


def unused_file(path: str, right: str) -> Problem:
    """The warning for a file that nothing reads.

    Args:
        path: path of the file.
        right: the path that was most likely meant; empty if that is not clear.
    """
    return Problem(
        "B011",
        "this file is not used",
        path=path,
        severity="warning",
        help=f"move it to {right}"
        if right
        else "the folder of a briefing may contain briefing.yml, sources.yml, snapshots/SOURCE.pdf and other stored copies, editions/NUMBER.yml, images/* and maps/*.geojson",
    )


def wrong_name(path: str, right: str) -> Problem:
    """The error for a file that is meant as a briefing or as its sources, but is not called so."""
    folder, _, name = right.rpartition("/")
    same = path.rpartition("/")[0] == folder
    also = (
        "; if your system hides the endings of file names, let it show them" if path.endswith(".txt") else ""
    )
    return Problem(
        "B031",
        f"this file is not read, because {'its name is' if same else 'its folder is'} not that of a {name}",
        path=path,
        help=(f"rename it to {name}" if same else f"move it to {right}") + also,
    )
