"""Jinja, set up so that no template has to remember to escape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cached_property
from types import FunctionType, MethodType
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
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from bindery.model.field_types import Markdown
from bindery.text.escape import escaped
from bindery.text.problems import Problem
from bindery.text.span import Text

_LOADED = "template:"  # what the name of a template's file begins with in a traceback


class UnrenderedError(TypeError):
    """A template shows an author's Markdown as if it were plain text."""


def _finalize(value: Any) -> str:
    """What an expression of a template becomes on the page: escaped text, by its type."""
    if type(value) is Markup:  # as nearly half of all are
        return value
    if isinstance(value, Markdown):
        message = "an author's Markdown must pass `prose(...)` before it is shown"
        raise UnrenderedError(message)
    return escaped(value)


class _Generator(CodeGenerator):
    """Writes what `_finalize` gives as it is; Jinja would ask of each text whether it is escaped, and twice."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002  Jinja's names
        self.write(finalize.src)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Hands nothing over but the arguments: no function of ours asks for a loop's variables."""
        alone = frame.copy()
        alone.loop_frame = alone.block_frame = False
        super().visit_Call(node, alone, forward_caller=forward_caller)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")


class _Context(Context):
    """What a template knows, made at each `include`: what hardly any of them asks for is made when it is asked for."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> None:
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self.exported_vars = set()
        self.name = name
        self.blocks = {key: [block] for key, block in blocks.items()}
        self.globals = globals or {}

    @cached_property
    def eval_ctx(self) -> nodes.EvalContext:  # type: ignore[override]
        """Whether text is escaped here."""
        return nodes.EvalContext(self.environment, self.name)

    @cached_property
    def globals_keys(self) -> set[str]:  # type: ignore[override]
        """The names that every template knows."""
        return set(self.globals)

    def call(self, __called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Calls what a template calls; a plain function or method at once."""
        kind = type(__called)
        if kind is not MethodType and (kind is not FunctionType or hasattr(__called, "jinja_pass_arg")):
            return super().call(__called, *args, **named)
        try:
            return __called(*args, **named)
        except StopIteration:
            return self.environment.undefined("a function of this template found nothing")


class _Template(Template):
    """Joins what every template knows and what a page knows by one copy."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  Jinja's names
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """What the template knows."""
        known = (vars or {}) if shared else {**self._known, **(vars or {})}
        if locals:
            known = {**known, **{name: value for name, value in locals.items() if value is not missing}}
        return _Context(self.environment, known, self.name, self.blocks, self.globals)

    @cached_property
    def _known(self) -> dict[str, Any]:
        return dict(self.globals)


class _Environment(Environment):
    """Keeps each template that it has loaded; Jinja's own cache asks more questions each time."""

    code_generator_class = _Generator
    context_class = _Context
    template_class = _Template

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


def template_problem(error: Exception, name: str, templates: Mapping[str, str]) -> Problem:
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
        help="docs/how-to/templates.md lists what a template may use; deleting your copy brings ours back",
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


__all__ = ["TemplateError", "UnrenderedError", "environment", "template_problem"]
