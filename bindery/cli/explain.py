"""The commands that explain: what a problem means, and which fields a briefing may have."""

from __future__ import annotations

import re
from pathlib import Path

import click

from bindery.exports import json_schema
from bindery.model import manual
from bindery.system import disk
from bindery.text.problems import nearest
from bindery.text.report import printable


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain the problem with this CODE, and how to fix it."""
    known = problem_texts()
    wanted = code.upper()
    if wanted not in known:
        near = nearest(wanted, known)
        raise click.UsageError(
            f"no problem has the code {printable(code)}" + (f"; did you mean {near}?" if near else ""),
        )
    click.echo(known[wanted])


@click.command(name="schema")
@click.argument("name", type=click.Choice(list(json_schema.MODELS)), default="briefing")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write all schemas to this folder."
)
@click.option("--reference", is_flag=True, help="Print the reference for authors instead, as Markdown.")
def schema_command(name: str, out: Path | None, *, reference: bool) -> None:
    """Print the JSON Schema of a briefing, a list of sources, or the data that a site publishes."""
    if reference:
        click.echo(manual.manual_text(), nl=False)
        return
    if out is None:
        click.echo(json_schema.schema_text(name), nl=False)
        return
    for path, data in json_schema.schema_files().items():
        disk.write(out / Path(path).name, data)


def problem_texts() -> dict[str, str]:
    """The text under each heading of docs/reference/problems.md, with the heading, by the code of the problem."""
    text = disk.shipped("docs/reference/problems.md").read_text("utf-8")
    found: dict[str, str] = {}
    for part in re.split(r"^(?=### B\d{3})", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        body = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
        found[title[4:8]] = f"{re.sub(r' *{#.*}', '', title[4:])}\n{body.rstrip()}"
    return found
