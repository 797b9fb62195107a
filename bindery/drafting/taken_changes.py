"""A file with the changes of a review in it, as far as each leaves everything else in the file as it was."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff

from bindery.drafting.word_changes import FileEdit
from bindery.drafting.written_words import WrittenScalar, scalars_in, tokens_of
from bindery.text.span import Text


def taken(file: Text, edits: Sequence[FileEdit]) -> tuple[Text, tuple[FileEdit, ...]]:
    """The file with the changes that can be taken, and those changes.

    A change is left out where another changes the same words, or where the file would be read in another way: for
    example, where a word with a colon would become a key.

    Args:
        file: the file.
        edits: the changes, in any order.
    """
    ordered = sorted(set(edits), key=lambda each: (each.start, each.end))
    apart: list[FileEdit] = []
    for each in ordered:
        if not apart or each.start > apart[-1].end:
            apart.append(each)
    made = _with(file, apart)
    if _as_meant(file, apart, made):
        return made, tuple(apart)
    kept: list[FileEdit] = []
    for each in apart:
        if _as_meant(file, [*kept, each], _with(file, [*kept, each])):
            kept.append(each)
    return _with(file, kept), tuple(kept)


def _with(file: Text, edits: Sequence[FileEdit]) -> Text:
    content, at = "", 0
    for each in edits:
        content += file.content[at : each.start] + each.text
        at = each.end
    return Text(file.path, content + file.content[at:])


def _as_meant(file: Text, edits: Sequence[FileEdit], made: Text) -> bool:
    """Whether the changed file holds the same texts in the same places, but for the words that were changed."""
    before, after = scalars_in(file), scalars_in(made)
    if not after or len(before) != len(after):
        return not edits
    for one, other in zip(before, after, strict=True):
        touching = [each for each in edits if one.span.start <= each.start and each.end <= one.span.end]
        if touching and not other.value.strip():
            return False  # a key without a text would be another kind of change
        if _texts(other.value) != (_texts(_meant(one, touching)) if touching else _texts(one.value)):
            return False
    return True


def _meant(text: WrittenScalar, edits: Sequence[FileEdit]) -> str:
    """What a text should say after the changes."""
    start = text.span.start
    moved = [FileEdit(each.start - start, each.end - start, each.text) for each in edits]
    raw = _with(Text("", text.span.content), moved).content[text.begin :]
    if raw.startswith("'"):
        return raw[1:-1].replace("''", "'")
    return raw[1:-1] if raw.startswith('"') else raw


def _texts(text: str) -> list[str]:
    return [token.text for token in tokens_of(text, marked=True)]


def patch_of(before: Text, after: Text) -> str:
    """The difference of two states of a file as a patch, as `git apply` takes it; empty where there is none."""
    lines = unified_diff(
        before.content.splitlines(keepends=True),
        after.content.splitlines(keepends=True),
        f"a/{before.path}",
        f"b/{before.path}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
