"""The page that a preview shows in place of one that cannot be made: what is wrong, where, and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bindery.pages.templating import environment
from bindery.text.escape import escape
from bindery.text.problems import Problem, in_order
from bindery.text.report import printable, source_excerpt, summary
from bindery.text.span import Span

TEMPLATE = "preview/problems.html.j2"


def problem_page_html(
    title: str, lead: str, problems: Iterable[Problem], templates: Mapping[str, str], own: str
) -> str:
    """The page.

    Args:
        title: what cannot be shown.
        lead: what becomes of it.
        problems: what keeps it from being shown; there may be none.
        templates: text of each template, by name.
        own: where the stylesheet of the preview lies, up to its name.
    """
    found = in_order(problems)
    told = [_told(problem) for problem in found]
    label = f"Preview · {summary(found)}" if found else "Preview"
    made = environment(templates).get_template(TEMPLATE)
    return made.render(title=printable(title), lead=printable(lead), label=label, problems=told, own=own)


def _told(problem: Problem) -> dict[str, Any]:
    before, marked, after = map(_as_typed, source_excerpt(problem.span) if problem.span else ("", "", ""))
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": _worded(problem.message),
        "place": _place(problem.span) if problem.span else printable(problem.path),
        "line": problem.span.line if problem.span else 0,
        "before": before.lstrip(),  # a narrow window has no room for the indent
        "marked": marked,
        "after": after,
        "related": [(_place(span), _worded(words)) for span, words in problem.related],
        "help": [_worded(line) for line in problem.help.splitlines()],
    }


def _place(span: Span) -> str:
    return f"{printable(span.text.path)}:{span.line}:{span.column}"


def _worded(text: str) -> Markup:
    """A message, in which what stands between backticks is something to type."""
    parts = list(map(escape, printable(text).split("`")))
    whole = len(parts) % 2 == 1  # else one has no fellow
    marked = (
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )
    return Markup("").join(marked) if whole else Markup("`").join(parts)


def _as_typed(text: str) -> Markup:
    """A text with every blank that it has."""
    return Markup(" ").join(map(escape, text.split(" ")))


__all__ = ["TEMPLATE", "problem_page_html"]
