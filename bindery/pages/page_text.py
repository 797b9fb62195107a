"""The text of a page: its template rendered, then the footnotes, meanings and preview notes that the template asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

    from bindery.pages.context import PageContext

_FOOTNOTES = "parts/footnotes.html.j2"  # the template of the footnotes of a section
_MARKS = "parts/meanings_of_marks.html.j2"  # and of what the marks of quotations mean
_MEANINGS = "parts/meanings.html.j2"  # the template of the list of what the statuses of a page mean
_DRAFT = (
    "parts/draft_words.html.j2"  # the template of the line that says that the words of the page are a draft
)
_NOTES = "parts/notes.html.j2"  # the template of the preview notes at the end of a page

_EXPLAINED = re.compile(r'(<span class="bd-check[^>]*?) title="([^"]*)"')


def explained_once(text: str) -> str:
    """The text of a long page, in which each mark of a quotation is explained only where it first stands.

    A page with hundreds of explanations takes long to become usable: the theme prepares a tooltip for each of them.
    """
    known: set[str] = set()

    def first(found: re.Match[str]) -> str:
        if found[2] in known:
            return found[1]
        known.add(found[2])
        return found[0]

    return _EXPLAINED.sub(first, text)


def page_text(
    environment: Environment, template: str, names: Mapping[str, Any], context: PageContext
) -> tuple[str, str]:
    """The text of a page, and what belongs at its end: footnotes not listed yet, what statuses mean, and preview notes.

    Args:
        environment: the Jinja environment with the site's templates.
        template: name of the page's template.
        names: the names that the template uses.
        context: the page.

    Raises:
        Exception: a template is code of the project and may raise anything.
    """
    text = environment.get_template(template).render(names)
    end = ""
    if left := context.footnotes.take():  # the project's own template does not list them
        end += "\n\n" + environment.get_template(_FOOTNOTES).render(names, listed=left)
    notes = environment.get_template(_NOTES).render(names, notes=context.notes) if context.notes else ""
    if context.meanings:
        end += "\n\n" + context.alike(_MEANINGS, used=frozenset(context.meanings))
    if context.word_lists:
        lists = tuple(sorted(filter(None, context.word_lists - {"unchecked"})))
        compared = context.word_lists != {"unchecked"}
        end += "\n\n" + context.alike(_MARKS, lists=lists, compared=compared)
    if context.wording.is_draft:
        end += "\n\n" + environment.get_template(_DRAFT).render(names)
    if notes:
        end += "\n\n" + notes
    return text, end
