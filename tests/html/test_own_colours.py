"""Colours that a project's own styles set win over ours, as Material documents."""

from __future__ import annotations

from support.cases import each

from bindery.html.own_colours import leave_colours

LIGHT = '[data-md-color-scheme="default"][data-md-color-primary="custom"]'
DARK = '[data-md-color-scheme="slate"][data-md-color-primary="custom"]'
OURS = f"""
:root, [data-md-color-scheme="default"] {{ --bd-ink: #111; --md-default-fg-color: #111; }}
{LIGHT} {{ --md-primary-fg-color: #fff; --md-primary-bg-color: #000; }}
{DARK} {{ --md-primary-fg-color: #222; --md-primary-bg-color: #eee; }}
body, body[data-md-color-scheme][data-md-color-primary] {{ --md-accent-fg-color: var(--bd-link); --md-footer-bg-color: #f0f }}
[data-md-color-primary="custom"] .md-header {{ border: 0; }}
@media screen {{ [data-md-color-primary="custom"] .md-search {{ color: var(--md-primary-fg-color); }} }}
@media print {{ body {{ --md-accent-fg-color: #000; }} }}
"""
HEADER = '[data-md-color-primary="custom"] .md-header'


@each(
    ("project", "gone", "kept"),
    [
        # Material's documented forms of a main colour, for both schemes.
        (
            ":root { --md-primary-fg-color: #7a1f5c; }",
            ["#fff", "#222", "#eee", HEADER, ".md-search"],
            ["#111"],
        ),
        (":root > * { --md-primary-fg-color: red }", ["#fff", "#222"], ["#111", "#f0f"]),
        ('[data-md-color-scheme="slate"] { --md-primary-fg-color: red }', ["#222", "#eee"], ["#fff", "#000"]),
        ("[data-md-color-scheme=slate]{--md-primary-fg-color:red}", ["#222"], ["#fff", HEADER]),
        ("[data-md-color-scheme=default]{--md-primary-fg-color:red}", ["#fff"], ["#222", HEADER]),
        ("@media screen { :root { --md-primary-fg-color: red } }", ["#fff", "#222"], ["#f0f"]),
        # Another variable alone: its own declaration goes, and nothing else.
        (":root { --md-accent-fg-color: red }", ["--md-accent-fg-color: var"], ["#fff", HEADER, "#f0f"]),
        (":root { --md-primary-bg-color: red }", ["#eee"], ["#fff", "#222", HEADER]),
        ("body { --md-default-fg-color: red }", ["--md-default-fg-color: #111"], ["--bd-ink: #111"]),
        # Nothing of Material's: a use, a comment, another name, no CSS at all.
        (".x { color: var(--md-primary-fg-color) }", [], [OURS]),
        ("/* :root { --md-primary-fg-color: red } */", [], [OURS]),
        (":root { --my-primary-fg-color: red }", [], [OURS]),
        ("} not { css", [], [OURS]),
        ("", [], [OURS]),
    ],
)
def test_what_the_project_sets_is_left_to_it(project: str, gone: list[str], kept: list[str]) -> None:
    """Ours goes for what the project sets, in the schemes that it sets it for, and stays for the rest."""
    found = leave_colours(OURS, [project])
    screen, _, paper = found.partition("@media print")
    assert [word for word in gone if word in screen] == []
    assert [word for word in kept if word not in found] == []
    assert "--md-accent-fg-color: #000" in paper


def test_a_colour_for_one_scheme_keeps_ours_in_the_other() -> None:
    found = leave_colours(OURS, ["[data-md-color-scheme=slate] { --md-accent-fg-color: red; }"])
    assert (
        'body[data-md-color-scheme="default"][data-md-color-primary]{--md-accent-fg-color: var(--bd-link)}'
        in found
    )
    assert "body[data-md-color-scheme][data-md-color-primary] { --md-footer-bg-color: #f0f }" in found


def test_a_main_colour_for_one_scheme_keeps_our_header_in_the_other() -> None:
    found = leave_colours(OURS, ["[data-md-color-scheme=slate] { --md-primary-fg-color: red; }"])
    assert f'[data-md-color-scheme="default"]{HEADER}' in found
