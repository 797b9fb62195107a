"""Makes one shard of a site, and hands the work in all its shards to the process that puts the site together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bindery.build import outputs, shard, work
from bindery.build.groups import briefing_files, tied_groups
from bindery.build.outputs import OutputError
from bindery.build.shard import Shard, ShardError
from bindery.build.work import FinishedWork
from bindery.edition import Scope, compile, map_here  # noqa: A004
from bindery.model.names import Slug
from bindery.pages.site_parts import SiteParts
from bindery.reading.inputs import Inputs
from bindery.site import mkdocs_build
from bindery.site.bodies import BodySettings
from bindery.site.publishable import BriefingsError
from bindery.site.settings import load_settings
from bindery.system import disk, progress, workers
from bindery.text.problems import Problem


class MadeShard(NamedTuple):
    """A shard that was written.

    Attributes:
        path: its file.
        size: bytes of the file.
        briefings: number of its briefings.
        pages: number of its pages, without those of claims.
    """

    path: Path
    size: int
    briefings: int
    pages: int


def make_shard(
    root: Path, number: tuple[int, int], target: Path, options: Mapping[str, bool | str]
) -> MadeShard:
    """Make one shard of a project, and write its file.

    A site whose pages MkDocs has to make one by one, because of its own templates or plugins, has empty shards: all of
    it is made where they are joined.

    Args:
        root: the project's folder.
        number: number of the shard, from 1, and how many there are.
        target: its file, whose name ends with `.zip`, or a folder for it.
        options: options of the build, by name.

    Raises:
        BriefingsError: the project has errors, or warnings in a strict build.
        OutputError: the file may not be written there.
        SiteError: mkdocs.yml cannot be used.
        OSError: the system refused.
    """
    file = target if target.suffix.lower() == ".zip" else target / shard.shard_name(*number)
    outputs.refuse_shard(file, load_settings(root).sources)
    inputs, settings, strict = mkdocs_build.read_project_inputs(root, **dict[str, Any](options))
    share = workers.map_in_two if workers.has_no_threads() else map_here
    done = FinishedWork()
    if settings:
        groups = tied_groups(briefing_files(inputs.files)).groups
        order = work.orders(inputs, groups, number[1], settings)[number[0] - 1]
        done = work.finish(order, progress.step, share)
    problems: Sequence[Problem] = done.problems(inputs)
    if _stops(problems, strict=strict):  # it may come from what was not read
        problems = compile(inputs, progress.step, scope=lambda *_: Scope(frozenset(), SiteParts())).problems
    if _stops(problems, strict=strict):
        raise BriefingsError(tuple(problems))
    progress.step("bundling")
    data = shard.shard_bytes(number, inputs, settings, options, done)
    disk.write(file, data)
    made = [record for record in done.records if record.body]
    return MadeShard(file, len(data), len(made), sum(len(record.pages) for record in made))


def _stops(problems: Sequence[Problem], *, strict: bool) -> bool:
    return any(
        problem.severity == "error" or (strict and problem.severity == "warning") for problem in problems
    )


class Joining:
    """Takes the bodies of a project from its shards.

    Args:
        shards: all of its shards.
    """

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards

    def __call__(
        self, inputs: Inputs, groups: Sequence[Sequence[Slug]], settings: BodySettings
    ) -> Iterator[FinishedWork]:
        """The work in the shards; that of another day is left out, since problems can depend on the day.

        Raises:
            ShardError: they were made from other inputs than those that are here.
        """
        del groups
        wrong = list(shard.other_inputs(self._shards, inputs, settings))
        if wrong:
            raise ShardError(wrong)
        return (one.work for one in self._shards if one.manifest.day == str(inputs.today))


def shard_files(paths: Sequence[Path]) -> list[Path]:
    """The files of shards; a folder stands for all shards in it, at any depth.

    Args:
        paths: files and folders.

    Raises:
        OutputError: a folder has no shard in it.
    """
    found: list[Path] = []
    for path in paths:
        within = sorted(path.rglob("shard-*.zip")) if path.is_dir() else [path]
        if not within:
            raise OutputError(
                f"there is no shard in {path}; `bindery build --shard k/n --out {path}` makes one"
            )
        found += within
    return found


__all__ = ["Joining", "MadeShard", "make_shard", "shard_files"]
