"""Whether the reference pages of the docs name every command, option and setting there is, and examples are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import yaml
from pydantic import TypeAdapter
from support.cases import each
from support.project import MKDOCS, Site

from bindery.cli import main
from bindery.model import blocks, briefing, manual, source
from bindery.model.manual_examples import EXAMPLES
from bindery.site.settings import BinderyConfig

REFERENCE = Path(__file__).parents[2] / "docs/reference"


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Each command below a group, with its full name: `snapshot add`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield " ".join((*names, name)), command


COMMANDS = dict(commands(main))
TEXT = (REFERENCE / "commands.md").read_text("utf-8")
SECTIONS = {
    re.sub(r"( \[?[A-Z|]+\]?)+$", "", heading): body
    for heading, body in re.findall(
        r"^## `bindery ([^`]+)`[^\n]*\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL
    )
}


def test_the_page_of_commands_has_a_section_for_each() -> None:
    assert sorted(SECTIONS) == sorted(COMMANDS)


@each("name", COMMANDS)
def test_each_section_names_the_options_of_its_command(name: str) -> None:
    options = {
        flag
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for flag in parameter.opts
    }
    rows = re.findall(r"^\| (`-.*?) \|", SECTIONS[name], re.MULTILINE)
    assert {flag for row in rows for flag in re.findall(r"(?<!\w)--?[a-zA-Z][\w-]*", row)} == options


def test_the_page_of_settings_has_a_row_for_each() -> None:
    text = (REFERENCE / "settings.md").read_text("utf-8").split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [name for name, _ in BinderyConfig._schema]


@each("anchor", EXAMPLES)
def test_an_example_of_the_format_is_valid_and_shown_once(anchor: str) -> None:
    kind = anchor.removeprefix("block-")
    models = {name.lower(): model for name, model in {**vars(source), **vars(briefing)}.items()}
    model = blocks.KINDS[kind] if anchor.startswith("block-") else models[kind]
    written = yaml.load(EXAMPLES[anchor], yaml.BaseLoader)  # noqa: S506  it makes text only
    TypeAdapter(model).validate_python(written)
    assert manual.manual_text().count(f"\n```yaml\n{EXAMPLES[anchor]}```\n") == 1


def test_a_section_with_sections_is_one_link_on_other_pages_and_lists_every_level_on_its_own(
    tmp_path: Path,
) -> None:
    site = Site(tmp_path).newsroom().write("docs/deep.md", "# Deep\n").write("docs/deeper.md", "# Deeper\n")
    nav = "nav: [about.md, {One: [{Two: [deeper.md]}, deep.md]}]\n"
    site.write("mkdocs.yml", MKDOCS + nav).build()

    def links(page: str) -> list[tuple[str, str]]:
        found = site.page(page).first("nav", id="__nav").all("a")
        return [(link.text, link.attributes["href"]) for link in found]

    assert links("about/")[-2:] == [("About us", "./"), ("One", "../deeper/")]
    assert links("heat/")[-1:] == [("One", "../deeper/")]
    assert links("deeper/")[-2:] == [("Deeper", "./"), ("Deep", "../deep/")]
    assert links("deep/")[-2:] == [("Deeper", "../deeper/"), ("Deep", "./")]
