"""Checks of image files: each is there, is an image, and is what its name promises."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.model.names import Slug
from bindery.reading.image_files import ENDINGS, NAMES, ImageError, image_facts
from bindery.reading.project import FOLDER, ParsedBriefing, Project
from bindery.text.problems import Problem, did_you_mean
from bindery.text.span import Span

MOST_PIXELS = 50_000_000  # of an image: unpacked, each takes four bytes of a reader's memory
TOO_MANY_PIXELS = "B630"
_FILES = ("file", "dark")  # the keys of an image block that name a file


def check_images(project: Project) -> list[Problem]:
    """The problems of all images, and of the blocks that name them."""
    named: dict[tuple[Slug, str], Span] = {}
    problems: list[Problem] = []
    for parsed in project.briefings.values():
        for file, span in _named_images(parsed):
            if (parsed.slug, file) in project.pictures:
                named.setdefault((parsed.slug, file), span)
            elif f"{FOLDER}/{parsed.slug}/{file}" not in project.refused:
                problems.append(_missing(file, parsed, project, span))
    for (slug, file), data in sorted(project.pictures.items()):
        if slug not in project.briefings:
            continue
        place = named.get((slug, file))
        problems += _file_problems(file, data, place, "" if place else f"{FOLDER}/{slug}/{file}")
    return problems


def _named_images(parsed: ParsedBriefing) -> Iterator[tuple[str, Span]]:
    """The image files that the blocks of a briefing name, each with where it is named."""
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            image = block.of("image")
            for key in _FILES if image else ():
                if file := getattr(image, key):
                    yield (
                        str(file),
                        parsed.document.span("sections", index, "content", number, "image", key),
                    )


def _missing(file: str, parsed: ParsedBriefing, project: Project, span: Span) -> Problem:
    existing = [name for slug, name in project.pictures if slug == parsed.slug]
    return Problem(
        "B212",
        f"no image file is called `{file}`",
        span,
        help=did_you_mean(file, existing) or f"put the file into {FOLDER}/{parsed.slug}/images/",
    )


def _file_problems(file: str, data: bytes, span: Span | None, path: str) -> Iterator[Problem]:
    """The problems of one image file.

    Args:
        file: its path in the folder of its briefing.
        data: its content.
        span: where a block names it; None if no block does.
        path: its path in the project, if no block names it.
    """
    try:
        facts = image_facts(data)
    except ImageError as error:
        yield Problem(
            "B232",
            f"`{file}` is {error}",
            span,
            help="save the image again as PNG, JPEG, GIF, WebP or AVIF",
            path=path,
        )
        return
    ending = file.rpartition(".")[2]
    if ENDINGS.get(ending.lower()) != facts.kind:
        right = next(one for one, kind in ENDINGS.items() if kind == facts.kind)
        yield Problem(
            "B233",
            f"`{file}` is a {NAMES[facts.kind]} image, though its name ends in .{ending}",
            span,
            severity="warning",
            help=f"rename the file so that it ends in .{right}",
            path=path,
        )
    if facts.width * facts.height > MOST_PIXELS:
        yield Problem(
            TOO_MANY_PIXELS,
            f"`{file}` has {facts.width:,} × {facts.height:,} pixels; the limit is {MOST_PIXELS:,} in all",
            span,
            help="save the image with fewer pixels: 2,000 are enough for its longer side",
            path=path,
        )
    if not facts.whole:
        yield Problem(
            "B234",
            f"`{file}` breaks off before its end",
            span,
            severity="warning",
            help="copy or download the file again",
            path=path,
        )


__all__ = ["check_images"]
