"""Shard files: a part of the work on a site, made on one machine and joined with the other parts on another.

A shard is a zip file with a manifest, and the bodies and records of some briefings, as the store of a project has them.
No code in it is run. Its hashes find what was torn or changed by accident. They cannot find an attacker, who would
calculate them again: whoever can write your shards can write your site.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bindery.build.program import Program, this_program
from bindery.build.records import BriefingRecord
from bindery.build.shard_inputs import difference, facts_of
from bindery.build.work import FinishedWork
from bindery.reading.inputs import Inputs
from bindery.site.bodies import BodySettings, is_inside
from bindery.system import store
from bindery.text.problems import Problem

FORMAT: Literal["bindery-shard/2"] = "bindery-shard/2"
MOST = 1000  # shards of one site
_MANIFEST, _RECORDS, _BODIES = "manifest.json", "records/", "store/"
_LARGEST = 1 << 31  # bytes of everything in a shard, unpacked
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold


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
        day: the day for which it was made, on which the problems in its records depend.
        content: SHA-256 of each file in it, by its path there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["bindery-shard/2"] = FORMAT
    shard: int = Field(ge=1)
    of: int = Field(ge=1, le=MOST)
    program: Program
    options: Mapping[str, bool | str]
    inputs: Mapping[str, str]
    briefings: list[str]
    day: str
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


def shard_bytes(
    shard: tuple[int, int],
    inputs: Inputs,
    made_with: BodySettings | None,
    options: Mapping[str, bool | str],
    work: FinishedWork,
) -> bytes:
    """A shard as the bytes of its file; equal work gives equal bytes.

    Args:
        shard: its number, from 1, and how many there are.
        inputs: the whole project.
        made_with: what its bodies are made with; None where it has none.
        options: options of the build, by name.
        work: what the shard holds.
    """
    content = {
        **{f"{_RECORDS}{record.slug}.json": record.as_bytes() for record in work.records},
        **{f"{_BODIES}{key}": data for key, data in sorted(work.bodies.items())},
    }
    manifest = ShardManifest(
        shard=shard[0],
        of=shard[1],
        program=this_program(),
        options=options,
        inputs=facts_of(inputs, made_with),
        briefings=[record.slug for record in work.records],
        day=str(inputs.today),
        content={name: _hash(data) for name, data in content.items()},
    )
    found = manifest.model_dump(mode="json")
    sealed = {**found, "sha256": _seal(found)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in {_MANIFEST: _json(sealed), **content}.items():
            packing = zipfile.ZIP_STORED if _is_packed(data) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, packing, 1)
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


def other_inputs(
    shards: Iterable[Shard], inputs: Inputs, made_with: BodySettings | None
) -> Iterator[Problem]:
    """A problem for each shard that was made from other inputs than those that are here.

    Args:
        shards: the shards.
        inputs: the whole project, as it is here.
        made_with: what its bodies are made with here.
    """
    here = facts_of(inputs, made_with)
    for shard in shards:
        if differing := difference(shard.manifest.inputs, here):
            yield Problem(
                "B653",
                f"{shard.manifest.called} was made from other inputs: {differing}",
                path=shard.path,
                help="make all shards from one commit with the same options and settings, and join them in that commit",
            )


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
        _DamageError: it names a file outside the site, or something that is not in it.
        ValueError, TypeError, LookupError: it has another form.
    """
    records = tuple(
        BriefingRecord.from_bytes(content[f"{_RECORDS}{slug}.json"]) for slug in manifest.briefings
    )
    bodies = {name.removeprefix(_BODIES): data for name, data in content.items() if name.startswith(_BODIES)}
    for slug, record in zip(manifest.briefings, records, strict=True):
        named = {record.body, record.entry.parts, record.entry.copies} - {""}
        if record.slug != slug or not named <= bodies.keys():
            raise _DamageError(f"what it holds of {slug} is not complete")
        outside = next((path for path in (*record.files, *record.pages) if not is_inside(path)), "")
        if outside:
            raise _DamageError(f"{outside} in it is outside the site")
    if any(store.key_of(data) != key for key, data in bodies.items()):
        raise _DamageError("a body in it has the name of another")
    return FinishedWork(records, bodies)


def _is_packed(data: bytes) -> bool:
    return data[:1] == b"x"  # as zlib begins


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
    "other_inputs",
    "read_shards",
    "shard_bytes",
    "shard_name",
]
