"""Jinja, set up so that no template has to remember to escape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from bindery.escape import escape
from bindery.problems import Problem
from bindery.text import Text
from bindery.values import Markdown

_LOADED = "template:"  # what the name of a template's file begins with in a traceback


class UnrenderedError(TypeError):
    """A template shows an author's Markdown as if it were plain text."""


def _finalize(value: Any) -> Any:
    """What an expression of a template becomes on the page: escaped text, by its type."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Markdown):
        message = "an author's Markdown must pass `prose(...)` before it is shown"
        raise UnrenderedError(message)
    return escape(value)


class _Environment(Environment):
    """Keeps each template that it has loaded; Jinja's own cache asks more questions each time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """The template of a name."""
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self.loaded:
            self.loaded[name] = super().get_template(name, parent)
        return self.loaded[name]


def environment(
    templates: Mapping[str, str], compiled: BytecodeCache | None = None, **names: Any
) -> Environment:
    """The environment that all pages are rendered in.

    Args:
        templates: text of each template, by name.
        compiled: what was compiled of them before.
        names: what every template may use.
    """

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (templates[name], f"{_LOADED}{name}", lambda: True) if name in templates else None

    made = _Environment(
        auto_reload=False,  # an environment lives as long as its templates
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=compiled,
    )
    made.globals.update(names)
    return made


def explain(error: Exception, name: str, templates: Mapping[str, str]) -> Problem:
    """An error of a template as a problem with its file and line."""
    if isinstance(error, TemplateSyntaxError):
        return _at_line(
            "B501",
            f"the template cannot be read: {error.message}",
            error.name or name,
            error.lineno,
            templates,
        )
    line, where = _template_line(error, name)
    said = str(error) or type(error).__name__
    kind = "an unknown name" if isinstance(error, UndefinedError) else "an error"
    return _at_line("B502", f"{kind} in the template: {said}", where, line, templates)


def _at_line(code: str, message: str, name: str, line: int, templates: Mapping[str, str]) -> Problem:
    text = Text(f"templates/{name}", templates.get(name, ""))
    if not text.content or line > len(text.line_starts):
        return Problem(code, message, path=text.path, help="look at the template named here")
    start = text.offset(line - 1, 0)
    written = text.line(line)
    indent = len(written) - len(written.lstrip())
    return Problem(
        code,
        message,
        text.span(start + indent, start + len(written)),
        help="docs/templates.md lists what a template may use; deleting your copy brings ours back",
    )


def _template_line(error: Exception, name: str) -> tuple[int, str]:
    """The innermost template line of a traceback: Jinja rewrites it to point into the templates."""
    line, where = 1, name
    frame = error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file.startswith(_LOADED):
            line, where = frame.tb_lineno, file.removeprefix(_LOADED)
        frame = frame.tb_next
    return line, where


__all__ = ["TemplateError", "UnrenderedError", "environment", "explain"]
