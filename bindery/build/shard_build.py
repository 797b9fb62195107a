"""Makes one shard of a site, and the compiler that puts a site together from all its shards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bindery.build import outputs, shard, work
from bindery.build.outputs import OutputError
from bindery.build.shard import Shard, ShardError
from bindery.build.work import FinishedWork, WorkOrder
from bindery.edition import Compiler, Edition, MapFunction, Scope, compile, map_here  # noqa: A004
from bindery.pages.site_parts import SiteParts
from bindery.reading.inputs import Inputs, ProgressCallback
from bindery.site import mkdocs_build
from bindery.site.plugin import BriefingsError
from bindery.site.settings import load_settings
from bindery.system import disk, progress, workers


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


def make_shard(root: Path, number: tuple[int, int], target: Path, options: Mapping[str, bool]) -> MadeShard:
    """Make one shard of a project, and write its file.

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
    inputs, strict = mkdocs_build.read_project_inputs(root, **options)
    share = workers.map_in_two if workers.has_no_threads() else map_here
    order = work.orders(inputs, number[1])[number[0] - 1]
    done = work.finish(order, progress.step, share)
    if _stops(done, strict=strict):
        done = _finish_with_all(inputs, order, share, strict=strict)
    progress.step("bundling")
    data = shard.shard_bytes(number, inputs, options, done)
    disk.write(file, data)
    return MadeShard(file, len(data), len(done.parts.briefings), len(done.pages))


def _stops(done: FinishedWork, *, strict: bool) -> bool:
    return any(
        problem.severity == "error" or (strict and problem.severity == "warning") for problem in done.problems
    )


def _finish_with_all(inputs: Inputs, order: WorkOrder, share: MapFunction, *, strict: bool) -> FinishedWork:
    """Make a shard from the whole project: a problem that was found may come from what had not been read.

    Raises:
        BriefingsError: the project has errors, or warnings in a strict build.
    """
    checked = compile(inputs, progress.step, scope=lambda *_: Scope(frozenset(), SiteParts()))
    done = FinishedWork(frozenset(), problems=checked.problems)
    if not _stops(done, strict=strict):
        done = work.finish(WorkOrder(inputs, order.briefings), progress.step, share)
    if _stops(done, strict=strict):
        raise BriefingsError(done.problems)
    return done


def joining(shards: Sequence[Shard]) -> Compiler:
    """The compiler that takes the briefings of a project from its shards."""

    def joined(inputs: Inputs, step: ProgressCallback, /, *, share: MapFunction) -> Edition:
        wrong = list(shard.other_inputs(shards, inputs))
        if wrong:
            raise ShardError(wrong)
        return work.compile_elsewhere(inputs, step, share, lambda _: [one.work for one in shards])

    return joined


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


__all__ = ["MadeShard", "joining", "make_shard", "shard_files"]
