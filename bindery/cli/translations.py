"""`bindery translations`: which text of the original each part of a translation translates."""

from __future__ import annotations

from pathlib import Path

import click

from bindery.cli.options import root_option
from bindery.evidence import translations
from bindery.model.names import Slug
from bindery.reading import yaml_tree
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.project import FOLDER, read_project
from bindery.system import disk
from bindery.text.problems import did_you_mean

_KEY = "original_hash"
_AFTER = ("original", "translation_of", "id")  # the key that the hash is written after


@click.group()
def translations_command() -> None:
    """Says which text of the original a translation translates."""


@translations_command.command()
@click.argument("briefing")
@root_option
def update(briefing: str, root: Path) -> None:
    """Write into BRIEFING which text of its original each claim and section translates now.

    Run it when you have compared the two. Nothing else in the file changes.
    """
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    parsed = project.briefings.get(Slug(briefing))
    if parsed is None:
        near = did_you_mean(briefing, project.briefings)
        raise click.UsageError(f"no briefing is called `{briefing}`" + (f"; {near}" if near else ""))
    original = translations.original_of(parsed, project.briefings)
    if original is None:
        raise click.UsageError(
            f"`{briefing}` names no original: add `translation_of: NAME` to its briefing.yml"
        )
    parts = translations.translated_parts(parsed, original)
    path = root / FOLDER / briefing / "briefing.yml"
    changed = with_hashes(parsed, parts)
    count = sum(part.noted != part.original.hash for part in parts if part.original)
    if count:
        new = path.with_name(f".{path.name}.new")  # so that the file is never half written
        new.write_bytes(changed.encode())
        new.replace(path)
    noun = "part" if count == 1 else "parts"
    click.echo(f"{briefing}: {count} {noun} updated, {len(parts) - count} as before")


def with_hashes(parsed: ParsedBriefing, parts: list[translations.TranslatedPart]) -> str:
    """The text of a translation's file with the hash of each part's original.

    Args:
        parsed: the translation.
        parts: its parts, each with the part that it translates.
    """
    text = parsed.document.root.span.text.content
    edits: list[tuple[int, int, str]] = []
    for part in parts:
        node = yaml_tree.node_at(parsed.document.root, part.part.path)
        if part.original and isinstance(node, yaml_tree.Mapping) and part.noted != part.original.hash:
            edits.append(_edit(node, part.original.hash, text))
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _edit(node: yaml_tree.Mapping, value: str, text: str) -> tuple[int, int, str]:
    """The characters to replace in a mapping, and what to put in their place."""
    known = node.value(_KEY)
    if known:
        return known.span.start, known.span.end, f'"{value}"'
    key, after = next(
        (key, there) for name in _AFTER if (key := node.key(name)) and (there := node.value(name))
    )
    if text[node.span.start] == "{":
        return after.span.end, after.span.end, f', {_KEY}: "{value}"'
    line_end = text.find("\n", after.span.end)
    end = len(text) if line_end < 0 else line_end
    return end, end, f'\n{" " * (key.span.column - 1)}{_KEY}: "{value}"'
