"""Fixes for faults of Material and Python-Markdown in every page: exact strings, so that tests notice when they change."""

from __future__ import annotations

import re

_DRAWER = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
_SEARCH = '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
_BUTTON = '<label class="md-header__button md-icon" for="__drawer">'

# HTML does not allow `autocomplete` on a checkbox, but on the form that it belongs to. Without it, a browser that
# restores forms would reopen a page with the drawer open.
_FORM = '<form id="__toggles" autocomplete="off" hidden></form>'

FIXES = (
    # The drawer's checkbox moves into the header and gets the name of what it opens. There bindery.css makes it
    # reachable by keyboard. Material hides it before the page, where only a tap or click on its label works.
    (_DRAWER, _FORM),
    (_BUTTON, _DRAWER.replace('autocomplete="off"', 'form="__toggles" aria-labelledby="__nav"') + _BUTTON),
    (_SEARCH, _SEARCH.replace('autocomplete="off"', 'form="__toggles"')),
    # The search is not a dialog: it is part of the header of every page, does not trap focus and has no name.
    # It contains a search landmark.
    (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search">',
    ),
    # The script sets the address of the button that shares a search; the policy forbids a `javascript:` address.
    ('<a href="javascript:void(0)"', '<a href="#__search"'),
    # If a form is named `search`, Material loads the search index with every page. Our search.js loads the index
    # when a reader opens the search.
    (
        '<form class="md-search__form" name="search">',
        '<form class="md-search__form">',
    ),
)
"""Pairs of what Material writes, once in each page, and its replacement."""

ARTICLE = "<article"  # begins a page's text; what needs most of the fixes is before it

SWITCHING = (
    "[data-md-color-switching] *,[data-md-color-switching] :after,[data-md-color-switching] :before"
    "{transition-duration:0s!important}"
)
"""A rule for all elements. Material's script turns it on and off on every page that opens."""

# In the drawer, the title of the table of contents is a label that closes it. On a page without that checkbox, the
# label would point to nothing.
CONTENTS = '<label class="md-nav__title" for="__toc">'
LISTED = 'id="__toc"'
CONTENTS_ALONE = '<label class="md-nav__title">'

# Python-Markdown writes table headers in the first row only, without saying that they head columns.
_HEADERS = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_HEADER = re.compile(r"<th(?=>| style=)")

# A browser may fetch the page that `rel="next"` names, which no reader asked for and the policy forbids.
# For an element marked as the repository link, Material asks GitHub for its stars; without the mark it is a plain link.
_PREFETCH = re.compile(r'<link rel="(?:prev|next)"[^>]*>')
_STARRED, _UNSTARRED = ' data-md-component="source">', ">"

# A comment in a stylesheet. Strings are matched first, so that text in a string that looks like a comment stays.
_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)

# Material makes a tooltip of each title, which takes a phone long on a page of hundreds of headings. A name is enough.
_HEADING_LINK, _NAMED_LINK = ' title="Permanent link">&para;</a>', ' aria-label="Permanent link">&para;</a>'
_CODE_BLOCK = re.compile(r"(<pre[^>]*>(?:<span></span>)?<code)(?![^>]*tabindex)")
_INDENT = re.compile(r"\n\s*")


def fix_page(html: str) -> str:
    """A page that Material made, as valid HTML with a name for every control that needs one."""
    # White space before the article is never visible.
    frame, mark, words = html.partition(ARTICLE)
    for stock, fixed in FIXES:
        frame = frame.replace(stock, fixed, 1)
    frame = fix_contents(frame, frame)
    frame = _PREFETCH.sub("", frame).replace(_STARRED, _UNSTARRED)
    return fix_text(without_indents(frame) + mark + words)


def fix_contents(contents: str, navigation: str) -> str:
    """A table of contents whose title is a label for the drawer's checkbox only where the page has that checkbox.

    Args:
        contents: the table of contents, or all that comes before a page's text.
        navigation: the navigation, which has the checkbox, or all that comes before a page's text.
    """
    return contents if LISTED in navigation else contents.replace(CONTENTS, CONTENTS_ALONE)


def without_indents(html: str) -> str:
    """HTML from before a page's text without the white space at the beginnings of lines."""
    return _INDENT.sub("\n", html)


def fix_text(html: str) -> str:
    """A page's text with the fixes that apply to it: headings' links, tables whose headers say what they head, code that keys can scroll."""
    html = html.replace(_HEADING_LINK, _NAMED_LINK)
    if "<pre" in html:
        html = _CODE_BLOCK.sub(r'\1 tabindex="0"', html)
    if "<thead>" not in html:
        return html
    return _HEADERS.sub(lambda row: _HEADER.sub('<th scope="col"', row.group()), html)


def without_switching(css: str) -> str:
    """Material's stylesheet of colours without the rule that makes a browser style each page twice more when it opens.

    The rule stops transitions of colours while a reader changes from light to dark; they now run.
    """
    return css.replace(SWITCHING, "")


def without_comments(css: str) -> str:
    """A stylesheet without comments and indents, which makes it a tenth smaller."""
    return _INDENT.sub("\n", _COMMENT.sub(lambda match: match.group(1) or "", css)).strip() + "\n"
