"""Shard files: a part of the work on a site, made on one machine and joined with the other parts on another.

A shard is a zip file with a manifest, and what was made of some briefings. It holds JSON and the files of the site; no
code in it is run. Its hashes find what was torn or changed by accident. They cannot find an attacker, who would
calculate them again: whoever can write your shards can write your site.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bindery.build import last_build
from bindery.build.program import Program, this_program
from bindery.build.work import FinishedWork
from bindery.model.names import NO_BRIEFING, SitePath, Slug
from bindery.pages.render import Page
from bindery.pages.site_parts import SiteParts
from bindery.reading.inputs import Inputs
from bindery.text.problems import Problem

FORMAT: Literal["bindery-shard/1"] = "bindery-shard/1"
MOST = 1000  # shards of one site
_MANIFEST, _PAGES, _PARTS, _FILES = "manifest.json", "pages.json", "parts.json", "files/"
_LARGEST = 1 << 31  # bytes of everything in a shard, unpacked
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold
_SETTINGS, _TEMPLATES = "settings", "templates"


class ShardManifest(BaseModel):
    """What a shard is a part of, and what it holds.

    Attributes:
        format: name and version of this format.
        shard: its number, from 1.
        of: how many shards the site has.
        program: what made it.
        options: options of the build, by name.
        inputs: SHA-256 of the files of each briefing, of the files that belong to none, of the templates and of the
            settings.
        briefings: names of the briefings that it holds.
        read: names of the briefings that were read for it.
        content: SHA-256 of each file in it, by its path there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["bindery-shard/1"] = FORMAT
    shard: int = Field(ge=1)
    of: int = Field(ge=1, le=MOST)
    program: Program
    options: Mapping[str, bool]
    inputs: Mapping[str, str]
    briefings: list[str]
    read: list[str]
    content: Mapping[str, str]

    @property
    def called(self) -> str:
        """The shard in words."""
        return f"shard {self.shard} of {self.of}"


class ShardError(Exception):
    """Shards cannot be joined.

    Attributes:
        problems: what is wrong with them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("the shards cannot be joined")
        self.problems = tuple(problems)


class Shard:
    """A shard that was read and is whole.

    Attributes:
        path: path of its file, for messages.
        manifest: what it is a part of.
        work: what it holds.
    """

    def __init__(self, path: str, manifest: ShardManifest, work: FinishedWork) -> None:
        self.path, self.manifest, self.work = path, manifest, work


def shard_name(number: int, of: int) -> str:
    """The name of a shard's file, such as `shard-03-of-10.zip`: in order of their names, shards are in order."""
    return f"shard-{number:0{len(str(of))}}-of-{of}.zip"


def facts_of(inputs: Inputs) -> dict[str, str]:
    """The hashes of everything that pages are made from, by what it is. The day of a build is in no page."""
    style = inputs.style.name, sorted((slug, repr(found)) for slug, found in inputs.style.briefings.items())
    settings = inputs.own_templates, inputs.drafts, inputs.directory_urls, inputs.imprint, style
    return {
        **{f"briefing {slug}": found for slug, found in last_build.hashes(inputs.files).items()},
        _TEMPLATES: _hash(repr(sorted(inputs.templates.items())).encode("utf-8", "backslashreplace")),
        _SETTINGS: _hash(repr(settings).encode("utf-8", "backslashreplace")),
    }


def shard_bytes(
    shard: tuple[int, int], inputs: Inputs, options: Mapping[str, bool], work: FinishedWork
) -> bytes:
    """A shard as the bytes of its file; equal work gives equal bytes.

    Args:
        shard: its number, from 1, and how many there are.
        inputs: the whole project.
        options: options of the build, by name.
        work: what the shard holds.
    """
    content = {
        _PAGES: _json([asdict(page) for page in work.pages]),
        _PARTS: _json(work.parts.as_json()),
        **{f"{_FILES}{path}": data for path, data in sorted(work.files.items())},
    }
    manifest = ShardManifest(
        shard=shard[0],
        of=shard[1],
        program=this_program(),
        options=options,
        inputs=facts_of(inputs),
        briefings=sorted(work.briefings),
        read=sorted(work.read),
        content={name: _hash(data) for name, data in content.items()},
    )
    found = manifest.model_dump(mode="json")
    sealed = {**found, "sha256": _seal(found)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in {_MANIFEST: _json(sealed), **content}.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED, 1)
    return packed.getvalue()


def read_shards(paths: Sequence[Path]) -> list[Shard]:
    """The shards of a site, in order.

    Args:
        paths: their files.

    Raises:
        ShardError: one is missing, given twice, not whole, or not of the same site and program as the others.
        OSError: a file cannot be read.
    """
    found: list[Shard] = []
    problems: list[Problem] = []
    for path in paths:
        read = _read(path)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found.append(read)
    if not problems:  # otherwise a shard would also be reported as missing
        problems = [*_of_other_splits(found)] or [*_incomplete(found)]
    if problems:
        raise ShardError(problems)
    return sorted(found, key=lambda shard: shard.manifest.shard)


def other_inputs(shards: Iterable[Shard], inputs: Inputs) -> Iterator[Problem]:
    """A problem for each shard that was made from other inputs than those that are here.

    Args:
        shards: the shards.
        inputs: the whole project, as it is here.
    """
    here = facts_of(inputs)
    for shard in shards:
        there = shard.manifest.inputs
        differing = sorted(key for key in {*here, *there} if here.get(key) != there.get(key))
        if differing:
            yield Problem(
                "B653",
                f"{shard.manifest.called} was made from other inputs: {_in_words(differing[0], here, there)}",
                path=shard.path,
                help="make all shards from one commit with the same options and settings, and join them in that commit",
            )


def _in_words(key: str, here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What differs between two inputs, in words."""
    if key == _SETTINGS:
        return "the settings in mkdocs.yml, the site's address or an option differ"
    if key == _TEMPLATES:
        return "the templates differ"
    slug = key.removeprefix("briefing ")
    if slug == NO_BRIEFING:
        return "files in briefings/ that belong to no briefing differ"
    if key not in here:
        return f"it knows the briefing `{slug}`, which is not here"
    return f"the files of `{slug}` differ" if key in there else f"it does not know the briefing `{slug}`"


def _of_other_splits(shards: Sequence[Shard]) -> Iterator[Problem]:
    """A problem for each shard of another number of shards than the first."""
    for shard in shards[1:]:
        first = shards[0].manifest
        if shard.manifest.of != first.of:
            yield Problem(
                "B655",
                f"this is {shard.manifest.called}, and {shards[0].path} is {first.called}",
                path=shard.path,
                help="join only shards that have the same number after the stroke in `--shard k/n`",
            )


def _incomplete(shards: Sequence[Shard]) -> Iterator[Problem]:
    """A problem for each shard that is given twice, and one for all that are missing."""
    known: dict[int, Shard] = {}
    for shard in shards:
        first = known.setdefault(shard.manifest.shard, shard)
        if first is not shard:
            yield Problem(
                "B651",
                f"{shard.manifest.called} is given twice: {first.path} is it, too",
                path=shard.path,
                help="name each shard once; delete old shards before you make new ones",
            )
    of = shards[0].manifest.of if shards else 0
    missing = [number for number in range(1, of + 1) if number not in known]
    if missing:
        listed = ", ".join(map(str, missing))
        words = (
            f"shard {listed} of {of} is missing"
            if len(missing) == 1
            else f"shards {listed} of {of} are missing"
        )
        yield Problem(
            "B650",
            words,
            help=f"make it with `bindery build --shard {missing[0]}/{of}`, or look why its machine did not hand it over",
        )


def _read(path: Path) -> Shard | Problem:
    """A shard, or what is wrong with its file."""
    if not path.is_file():  # to open a pipe would wait for ever
        return _damaged(path, "it is not a file")
    try:
        with zipfile.ZipFile(path) as archive:
            manifest, content = _content(archive)
        return Shard(str(path), manifest, _work(manifest, content))
    except _OtherVersionError as error:
        return Problem(
            "B652",
            f"this shard was made {error}",
            path=str(path),
            help="install the same versions on every machine, from one lock file, and make the shards again",
        )
    except _DamageError as error:
        reason = str(error)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        reason = "it is not a whole zip file"
    except (
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        RuntimeError,
    ):  # a zip file can ask for a password
        reason = "what it holds does not have the form of a shard"
    return _damaged(path, reason)


def _damaged(path: Path, reason: str) -> Problem:
    return Problem(
        "B654",
        f"this is not a whole shard as it was made: {reason}",
        path=str(path),
        help="make the shard again with `bindery build --shard k/n`, or copy it again from where it was made",
    )


class _OtherVersionError(Exception):
    """A shard was made by another program than the one that runs; the message says how they differ."""


class _DamageError(Exception):
    """A shard is not as it was made; the message says how."""


def _content(archive: zipfile.ZipFile) -> tuple[ShardManifest, dict[str, bytes]]:
    """The manifest of a shard, and everything that it lists.

    Raises:
        _DamageError: the shard is not as it was made.
        _OtherVersionError: another program made it.
    """
    if sum(info.file_size for info in archive.infolist()) > _LARGEST:
        raise _DamageError("it is too large")
    names = archive.namelist()
    if _MANIFEST not in names:
        raise _DamageError("it has no manifest")
    found = json.loads(archive.read(_MANIFEST))
    seal = found.pop("sha256", "")
    if seal != _seal(found):
        raise _DamageError("its manifest was changed")
    _refuse_other_version(found)
    try:
        manifest = ShardManifest.model_validate_json(json.dumps(found))
    except ValidationError as error:
        raise _DamageError("its manifest does not have the form of one") from error
    if manifest.shard > manifest.of:
        raise _DamageError("its manifest does not have the form of one")
    if sorted(names) != sorted([_MANIFEST, *manifest.content]):
        raise _DamageError("files were added to it or removed")
    content = {name: archive.read(name) for name in manifest.content}
    changed = next((name for name, data in content.items() if _hash(data) != manifest.content[name]), "")
    if changed:
        raise _DamageError(f"{changed} in it was changed")
    return manifest, content


def _refuse_other_version(manifest: Mapping[str, Any]) -> None:
    """Stop where another program made a shard, before anything of it is read whose form may be another.

    Raises:
        _OtherVersionError: another program made it.
        ValueError: it does not say which program made it.
    """
    if manifest["format"] != FORMAT:
        raise _OtherVersionError(f"in the format {manifest['format']}, and this version reads {FORMAT}")
    if difference := Program.model_validate(manifest["program"]).difference(this_program()):
        raise _OtherVersionError(difference)


def _work(manifest: ShardManifest, content: Mapping[str, bytes]) -> FinishedWork:
    """What a shard holds.

    Raises:
        _DamageError: it names a file outside the site.
        ValueError, TypeError, LookupError: it has another form.
    """
    pages = tuple(_page(found) for found in json.loads(content[_PAGES]))
    files = {
        SitePath(name.removeprefix(_FILES)): data for name, data in content.items() if name.startswith(_FILES)
    }
    outside = next((path for path in (*files, *(page.path for page in pages)) if not _is_inside(path)), "")
    if outside:
        raise _DamageError(f"{outside} in it is outside the site")
    return FinishedWork(
        briefings=frozenset(map(Slug, manifest.briefings)),
        read=frozenset(map(Slug, manifest.read)),
        pages=pages,
        files=files,
        parts=SiteParts.from_json(json.loads(content[_PARTS])),
    )


def _page(found: dict[str, Any]) -> Page:
    if not isinstance(found["path"], str) or not isinstance(found["markdown"], str):
        raise TypeError
    return Page(**found)


def _is_inside(path: str) -> bool:
    """Whether a path leads into the site on every operating system."""
    parts = PurePosixPath(path).parts
    odd = not path or path.startswith("/") or any(mark in path for mark in "\\:\0")
    return not odd and "/".join(parts) == path and ".." not in parts


def _json(found: object) -> bytes:
    """As JSON; a file name can hold bytes that are not UTF-8."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _seal(manifest: Mapping[str, Any]) -> str:
    return _hash(_json(dict(sorted(manifest.items()))))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


__all__ = [
    "MOST",
    "Shard",
    "ShardError",
    "facts_of",
    "other_inputs",
    "read_shards",
    "shard_bytes",
    "shard_name",
]
