"""The text of a page: its template rendered, then the footnotes, meanings and preview notes that the template asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

    from bindery.pages.context import PageContext

_FOOTNOTES = "parts/footnotes.html.j2"  # the template of the footnotes of a section
_MEANINGS = "parts/meanings.html.j2"  # the template of the list of what the statuses of a page mean
_DRAFT = (
    "parts/draft_words.html.j2"  # the template of the line that says that the words of the page are a draft
)
_NOTES = "parts/notes.html.j2"  # the template of the preview notes at the end of a page


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
    if context.meanings:
        end += "\n\n" + environment.get_template(_MEANINGS).render(names, used=context.meanings)
    if context.wording.is_draft:
        end += "\n\n" + environment.get_template(_DRAFT).render(names)
    if context.notes:
        end += "\n\n" + environment.get_template(_NOTES).render(names, notes=context.notes)
    return text, end
