"""What Material and Python-Markdown leave wrong in every page, put right: exact strings, so that a change is noticed."""

from __future__ import annotations

import re

_DRAWER = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
_SEARCH = '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
_BUTTON = '<label class="md-header__button md-icon" for="__drawer">'

# A checkbox may not say `autocomplete`, but the form that it belongs to may; without it a browser that keeps the
# state of forms would open a page again with the drawer out.
_FORM = '<form id="__toggles" autocomplete="off" hidden></form>'

FIXES = (
    # The drawer's checkbox goes into the header and has the name of what it opens: bindery.css shows it to a
    # keyboard there, and opens the drawer by it. Material hides it before the page, and only a finger opens it.
    (_DRAWER, _FORM),
    (_BUTTON, _DRAWER.replace('autocomplete="off"', 'form="__toggles" aria-labelledby="__nav"') + _BUTTON),
    (_SEARCH, _SEARCH.replace('autocomplete="off"', 'form="__toggles"')),
    # The search is no dialog: it stands in the header of every page, keeps no focus and has no name. In it is a
    # landmark that says what it is.
    (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search">',
    ),
    # The address of the button that shares a search is its script's to give; one that runs is refused by the policy.
    ('<a href="javascript:void(0)"', '<a href="#__search"'),
    # Where a form is called `search`, Material loads the search index with every page. Our search.js loads it when
    # a reader turns to the search.
    (
        '<form class="md-search__form" name="search">',
        '<form class="md-search__form">',
    ),
)
"""What Material writes, once a page, and what it should write."""

# The title of the contents closes them in the drawer. On a page that the drawer does not list, it labels a checkbox
# that is not there.
CONTENTS = '<label class="md-nav__title" for="__toc">'
LISTED = 'id="__toc"'
CONTENTS_ALONE = '<label class="md-nav__title">'

# Python-Markdown does not say that the headers of a table head columns; it writes none but in the first row.
_HEADERS = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_HEADER = re.compile(r"<th(?=>| style=)")

# For a link to the page after this one a browser fetches that page, which nobody asked for and a policy forbids.
# For a mark that a repository stands behind, Material asks GitHub for its stars; without it, it is a link.
_ASKING = re.compile(r'<link rel="(?:prev|next)"[^>]*>')
_STARRED, _PLAIN = ' data-md-component="source">', ">"

# What one part of a page cannot be cured of without regard to the others.
_ONCE = (
    *(stock for stock, _ in FIXES),
    "<article",
    "<thead>",
    '<link rel="prev"',
    '<link rel="next"',
    _STARRED,
)

# A comment of a stylesheet; a string is matched first, so that what looks like one within it stays.
_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def fix_page(html: str) -> str:
    """A page as Material made it, valid and with a name for everything that has to have one."""
    frame, mark, words = html.partition(
        "<article"
    )  # before it stands what is cured, and no white space shows
    for stock, cured in FIXES:
        frame = frame.replace(stock, cured, 1)
    if LISTED not in frame:
        frame = frame.replace(CONTENTS, CONTENTS_ALONE)
    frame = _ASKING.sub("", frame).replace(_STARRED, _PLAIN)
    return fix_text(_INDENT.sub("\n", frame) + mark + words)


def fix_text(html: str) -> str:
    """What of that can be in a page's text."""
    if "<thead>" not in html:
        return html
    return _HEADERS.sub(lambda row: _HEADER.sub('<th scope="col"', row.group()), html)


def fix_part(part: str, *, listed: bool) -> str | None:
    """A part of a page, of what stands before its text, by itself; None where it holds what is cured once a page.

    Args:
        part: it.
        listed: whether the drawer lists the page's contents.
    """
    if any(once in part for once in _ONCE):
        return None
    return _INDENT.sub("\n", part if listed else part.replace(CONTENTS, CONTENTS_ALONE))


def without_comments(css: str) -> str:
    """A stylesheet without what only its authors read: a tenth less for every reader to wait for."""
    return _INDENT.sub("\n", _COMMENT.sub(lambda match: match.group(1) or "", css)).strip() + "\n"
