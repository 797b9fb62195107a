"""The page that a preview shows when it cannot show the site: what is wrong, where, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bindery.pages.templating import environment
from bindery.text.escape import escape
from bindery.text.problems import Problem, sorted_problems
from bindery.text.report import most_alike, printable, source_excerpt, summary
from bindery.text.span import Span

TEMPLATE = "preview/problems.html.j2"


def problem_page_html(
    title: str, lead: str, problems: Iterable[Problem], templates: Mapping[str, str], own: str
) -> str:
    """The page as HTML.

    Args:
        title: heading of the page: what cannot be shown.
        lead: sentence below the heading: what happens next.
        problems: the problems that prevent it; there may be none.
        templates: text of each template, by name.
        own: URL of the preview's stylesheet without its file name.
    """
    found = sorted_problems(problems)
    first, more = most_alike(found, lambda problem: problem.code)
    shown = [_shown(problem) for problem in first]
    label = f"Preview · {summary(found)}" if found else "Preview"
    template = environment(templates).get_template(TEMPLATE)
    return template.render(
        title=printable(title),
        lead=printable(lead),
        label=label,
        problems=shown,
        more=list(map(_with_code, more)),
        own=own,
    )


def _shown(problem: Problem) -> dict[str, Any]:
    """A problem as the template shows it."""
    before, marked, after = map(_as_typed, source_excerpt(problem.span) if problem.span else ("", "", ""))
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": _with_code(problem.message),
        "place": _place(problem.span) if problem.span else printable(problem.path),
        "line": problem.span.line if problem.span else 0,
        "before": before.lstrip(),  # a narrow window has no room for the indent
        "marked": marked,
        "after": after,
        "related": [(_place(span), _with_code(words)) for span, words in problem.related],
        "help": [_with_code(line) for line in problem.help.splitlines()],
    }


def _place(span: Span) -> str:
    """A place as `path:line:column`."""
    return f"{printable(span.text.path)}:{span.line}:{span.column}"


def _with_code(text: str) -> Markup:
    """A message as HTML, with the text between backticks as code."""
    parts = list(map(escape, printable(text).split("`")))
    paired = len(parts) % 2 == 1
    marked = (
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )
    return Markup("").join(marked) if paired else Markup("`").join(parts)


def _as_typed(text: str) -> Markup:
    """A text whose spaces all stay visible, as no-break spaces."""
    return Markup(" ").join(map(escape, text.split(" ")))


__all__ = ["TEMPLATE", "problem_page_html"]
