"""`bindery review`: what reviewers wrote and changed in a Word document of a briefing, at its place in the briefing's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bindery.cli.options import root_option
from bindery.drafting.review_marks import Remark, Review, read_review
from bindery.drafting.taken_changes import patch_of, taken
from bindery.drafting.word_changes import FileEdit, Places, ReviewedWords, WordChange, edit_of
from bindery.drafting.written_words import CITATION, Written, written_in
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.limits import TooLargeError
from bindery.model.names import Slug
from bindery.paper.place_names import place_name
from bindery.reading.file_bytes import decode_text
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, read_project
from bindery.system import disk
from bindery.text.problems import Problem
from bindery.text.report import printable, printable_lines

if TYPE_CHECKING:
    from bindery.text.span import Text

_FILES = ("briefing.yml", "sources.yml")
_SHOWN = 80  # characters of words that a line quotes


@dataclass
class _Found:
    """What was found at one place.

    Attributes:
        written: the paragraph of the file; None where the briefing has none.
        claim: id of the claim that the paragraph belongs to; empty for none.
        words: the first words of the paragraph.
        remarks: its comments.
        changes: its changes, each with the same change in the file, or None.
    """

    written: Written | None
    claim: str
    words: str
    remarks: list[Remark]
    changes: list[tuple[WordChange, FileEdit | None]] = field(default_factory=list)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@root_option
@click.option("--briefing", help="Name of the briefing's folder.  [default: the name of FILE]")
@click.option(
    "--patch", type=click.Path(path_type=Path), help="Write the changes to this file, for `git apply`."
)
@click.option("--take", is_flag=True, help="Make the changes in the briefing's files.")
def review(file: Path, root: Path, briefing: str | None, patch: Path | None, *, take: bool) -> None:
    """List the comments and tracked changes in FILE, a Word document that the build made of a briefing.

    Each is listed by claim and paragraph, with the file and the line that it is about. --take and --patch take over changed
    words that stand in the briefing as they stood in the document; what they leave is to be changed by hand.
    """
    slug = briefing or file.stem
    inputs = disk.read_inputs(root, drafts=True)
    texts = _texts(inputs, slug)
    marked = _read(file)
    found = list(_places(marked, texts.values(), _claims(inputs, slug)))
    made, kept = _changed(texts, found)
    for line in (*_lines(found, kept), *_elsewhere(marked), _count(found, marked, kept)):
        click.echo(printable_lines(line))
    differing = [path for path in texts if made[path].content != texts[path].content]
    if patch and differing:
        difference = "".join(patch_of(texts[path], made[path]) for path in differing)
        disk.write(patch, _as_ended(difference, inputs.files[differing[0]]))
        click.echo(printable(f"{patch} has the changes: take them with `git apply`"))
    if take and differing:
        for path in differing:
            disk.write(root / path, _as_ended(made[path].content, inputs.files[path]))
        click.echo("the changes are made; run `bindery check`")


def _as_ended(content: str, like: bytes) -> bytes:
    """A text with the line ends of a file."""
    return (content.replace("\n", "\r\n") if b"\r\n" in like else content).encode()


def _texts(inputs: Inputs, slug: str) -> dict[str, Text]:
    """The files of a briefing as texts, by path; ends the command if there is none."""
    texts: dict[str, Text] = {}
    for name in _FILES:
        path = f"{FOLDER}/{slug}/{name}"
        if path in inputs.files and (text := decode_text(path, inputs.files[path])[0]):
            texts[path] = text
    if not texts:
        there = sorted({path.split("/")[1] for path in inputs.files if path.endswith("/briefing.yml")})
        raise click.UsageError(
            printable(f"there is no briefing `{slug}`; name one with --briefing: {', '.join(there)}")
        )
    return texts


def _claims(inputs: Inputs, slug: str) -> dict[str, str]:
    """The ids of a briefing's claims, by the name of their place in a document."""
    project, _ = read_project(inputs)
    briefing = project.briefings.get(Slug(slug))
    claims = briefing.document.value.claims if briefing else ()
    return {place_name(f"_claims--{claim.id}"): claim.id for claim in claims}


def _read(file: Path) -> Review:
    """The review in a document; ends the command if it cannot be read."""
    data = disk.read_regular(file, file.as_posix())
    if isinstance(data, Problem):
        raise click.ClickException(printable(f"{data.message}; {data.help}"))
    try:
        return read_review(data)
    except UnreadableError as error:
        raise click.ClickException(printable(f"{file.name}: {error.message}; {error.remedy}")) from None
    except (TooLargeError, RecursionError) as error:
        said = str(error) if isinstance(error, TooLargeError) else "its parts are too deep in each other"
        raise click.ClickException(printable(f"{file.name}: {said}")) from None


def _places(marked: Review, texts: Iterable[Text], claims: Mapping[str, str]) -> Iterator[_Found]:
    """The paragraphs that have comments or changes, each with its place in the briefing."""
    places = Places([each for text in texts for each in written_in(text)])
    claim = ""
    for paragraph in marked.paragraphs:
        if paragraph.heading:
            claim = ""
        claim = next((claims[name] for name in reversed(paragraph.claims) if name in claims), claim)
        if not paragraph.remarks and not paragraph.changed:
            continue
        passage = ReviewedWords(paragraph)
        written = places.of(passage.old)
        changes = [(each, edit_of(each, passage, written) if written else None) for each in passage.changes()]
        words = passage.before.replace(CITATION, "") or passage.after
        owner = (written.claim if written else "") or claim
        yield _Found(written, owner, words, paragraph.remarks, changes)


def _changed(
    texts: Mapping[str, Text], found: Iterable[_Found]
) -> tuple[dict[str, Text], frozenset[tuple[str, FileEdit]]]:
    """The files with the changes in them, and the changes that could be made, each with the path of its file."""
    wanted: dict[str, list[FileEdit]] = {path: [] for path in texts}
    for place in found:
        if place.written:
            wanted[place.written.file.path] += [edit for _, edit in place.changes if edit]
    made: dict[str, Text] = {}
    kept: set[tuple[str, FileEdit]] = set()
    for path, text in texts.items():
        made[path], edits = taken(text, wanted[path])
        kept |= {(path, edit) for edit in edits}
    return made, frozenset(kept)


def _lines(found: Iterable[_Found], kept: frozenset[tuple[str, FileEdit]]) -> Iterator[str]:
    """A line for each comment and change."""
    for place in found:
        path = place.written.file.path if place.written else ""
        where = f"{path}:{place.written.line}" if place.written else "not in the briefing"
        about = f"claim `{place.claim}`: " if place.claim else ""
        head = f"{where}: {about}"
        for remark in place.remarks:
            yield f"{head}{_remark(remark, place.words)}"
            yield from (f"  answered by {_said(answer)}" for answer in remark.answers)
        for change, edit in place.changes:
            by_hand = "" if (path, edit) in kept else _by_hand(place)
            at = (
                f"{path}:{place.written.file.span(edit.start, edit.end).line}"
                if place.written and edit
                else where
            )
            yield f"{at}: {about}{_change(change)}{by_hand}"


def _by_hand(place: _Found) -> str:
    if place.written is None:
        return f" in “{_short(place.words)}”, words that the briefing's files do not have; change by hand what they are made from"
    return "; make this change by hand: a citation, marks or another change stand in its way"


def _remark(remark: Remark, words: str) -> str:
    on = f" on “{_short(remark.words or words)}”"
    return f"comment by {_author(remark)}{on}: {_text(remark)}"


def _said(remark: Remark) -> str:
    return f"{_author(remark)}: {_text(remark)}"


def _author(remark: Remark) -> str:
    day = f" ({remark.day})" if remark.day else ""
    return f"{remark.author or 'someone without a name'}{day}"


def _text(remark: Remark) -> str:
    return f"{' '.join(remark.text.split()) or 'no words'}{' [marked as done]' if remark.settled else ''}"


def _change(change: WordChange) -> str:
    who = " and ".join(change.authors) or "someone without a name"
    old, new = _short(change.old), _short(change.new)
    if not old:
        return f"{who} added “{new}”"
    return f"{who} changed “{old}” to “{new}”" if new else f"{who} removed “{old}”"


def _short(words: str) -> str:
    """Words for a line, shortened in their middle."""
    words = " ".join(words.split())
    half = _SHOWN // 2
    return words if len(words) <= _SHOWN else f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _elsewhere(marked: Review) -> Iterator[str]:
    for remark in marked.elsewhere:
        yield f"outside the text: comment by {_said(remark)}"


def _count(found: Iterable[_Found], marked: Review, kept: frozenset[tuple[str, FileEdit]]) -> str:
    """The last line: how many there are, and how many changes can be taken."""
    places = list(found)
    remarks = sum(len(place.remarks) for place in places) + len(marked.elsewhere)
    changes = [
        (place.written.file.path if place.written else "", edit)
        for place in places
        for _, edit in place.changes
    ]
    able = sum((path, edit) in kept for path, edit in changes)
    return f"{_many(remarks, 'comment')}, {_many(len(changes), 'change')}; {able} of them can be taken with --take"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
