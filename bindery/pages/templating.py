"""Sets up Jinja so that templates escape everything by default, and report errors with file and line.

The subclasses of Jinja's own classes are hand-written because Jinja's classes as they are make rendering slower by about
a third.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cached_property, lru_cache
from keyword import iskeyword
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
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, markup_join
from jinja2.utils import missing
from markupsafe import Markup

from bindery.model.field_types import Markdown
from bindery.text.escape import escaped
from bindery.text.problems import Problem
from bindery.text.span import Text

_FILE_PREFIX = "template:"  # prefix of a template's file name in a traceback


class UnrenderedError(TypeError):
    """A template shows an author's Markdown as if it were plain text."""


def _finalize(value: Any) -> str:
    """The escaped text of an expression's value.

    Raises:
        UnrenderedError: the value is Markdown that was not rendered.
    """
    if type(value) is str:
        return _escaped_text(value)
    if type(value) is Markup:
        return value
    if isinstance(value, Markdown):
        message = "an author's Markdown must pass `prose(...)` before it is shown"
        raise UnrenderedError(message)
    return (
        _escaped_text(str(value))
        if isinstance(value, str) and not isinstance(value, Markup)
        else escaped(value)
    )


_escaped_text = lru_cache(maxsize=4096)(escaped)  # the pages of a site show the same words again and again


class _Generator(CodeGenerator):
    """Writes code that does in place what Jinja has a function do for each name, attribute, value and included template."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002  Jinja's names
        """Outputs HTML as it is, and the result of `_finalize` for all else; Jinja would escape again."""
        self.write("(_value if type(_value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        self.write(f") is Markup else {finalize.src}_value))")

    def enter_frame(self, frame: Frame) -> None:
        """Looks for each name of the context in its two dictionaries."""
        loads, context = frame.symbols.loads, self.get_context_ref()
        for target, (action, name) in loads.items():
            if action == VAR_LOAD_RESOLVE:
                self.writeline(f"{target} = {context}.vars.get({name!r}, missing)")
                self.writeline(f"if {target} is missing: {target} = {context}.parent.get({name!r}, missing)")
        others = {target: load for target, load in loads.items() if load[0] != VAR_LOAD_RESOLVE}
        frame.symbols.loads = others
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Gets an attribute; Jinja's function is called only if there is none, for a key of a mapping."""
        self.write("(_value if (_value := getattr((_owner := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr(_owner, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Calls a function as it is: none of ours needs the names of the template, nor a loop's variables."""
        if (
            forward_caller
            or node.dyn_args
            or node.dyn_kwargs
            or any(iskeyword(one.key) for one in node.kwargs)
        ):
            alone = frame.copy()
            alone.loop_frame = alone.block_frame = False
            super().visit_Call(node, alone, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """Tests in place whether a name is defined, as included templates often do; Jinja would call a function."""
        if node.name != "defined" or not isinstance(node.node, nodes.Name):
            super().visit_Test(node, frame)
            return
        name = frame.symbols.ref(node.node.name)
        self.write(f"({name} is not missing and not isinstance({name}, Undefined))")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Joins texts without Jinja's search for HTML among plain ones."""
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Joins the pieces of an included template at once; Jinja would pass on each by itself."""
        if (
            node.ignore_missing
            or not node.with_context
            or isinstance(node.template, nodes.Tuple | nodes.List)
        ):
            super().visit_Include(node, frame)
            return
        self.newline(node)
        self.start_write(frame)
        self.write("environment.included(")
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)})")
        self.end_write(frame)


class LightContext(Context):
    """The names that a template can use, made at each `include`; rarely needed attributes are made on first use."""

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
        self.blocks = {key: [block] for key, block in blocks.items()} if blocks else {}
        self.globals = {} if globals is None else globals

    @cached_property
    def eval_ctx(self) -> nodes.EvalContext:  # type: ignore[override]
        """Jinja's evaluation context, which says whether text is escaped."""
        return nodes.EvalContext(self.environment, self.name)

    @cached_property
    def globals_keys(self) -> set[str]:  # type: ignore[override]
        """The names that every template can use."""
        return set(self.globals)


class _Template(Template):
    """A template that merges the global names with those of a page in a single copy."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  Jinja's names
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """The context with the names that the template can use; the parameters are Jinja's."""
        known = (vars or {}) if shared else {**self._own_globals, **(vars or {})}
        if locals:
            known = {**known, **{name: value for name, value in locals.items() if value is not missing}}
        return LightContext(self.environment, known, self.name, self.blocks, self.globals)

    def within(self, outer: LightContext, local: Mapping[str, Any]) -> LightContext:
        """The context where another template includes this one.

        The names of the page are shared, since there are many; only those that templates have set are copied.

        Args:
            outer: the context of the other template.
            local: the names that it has set at this point.
        """
        made = LightContext(self.environment, outer.parent, self.name, self.blocks, self.globals)
        made.vars = names = outer.vars.copy()
        for name, value in local.items():
            if value is not missing:
                names[name] = value
        return made

    @cached_property
    def _own_globals(self) -> dict[str, Any]:
        return dict(self.globals)


class _Environment(Environment):
    """Keeps each loaded template in a dictionary; Jinja's own cache checks more on each use."""

    code_generator_class = _Generator
    context_class = LightContext
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, Template] = {}

    @staticmethod
    def joined(parts: tuple[Any, ...]) -> str:
        """The parts of a text joined; if one of them is HTML, the others are escaped."""
        for part in parts:
            if type(part) is not str and (hasattr(part, "__html__") or not isinstance(part, str)):
                return markup_join(parts)
        return "".join(parts)

    def included(self, name: str, outer: LightContext, local: Mapping[str, Any]) -> str:
        """The text of a template that another one includes.

        Args:
            name: its name.
            outer: the context of the other template.
            local: the names that the other template has set at this point.
        """
        template = self.loaded.get(name) or self.get_template(name)
        return "".join(template.root_render_func(template.within(outer, local)))  # type: ignore[attr-defined]

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """Returns the template with this name, and loads it the first time."""
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self.loaded:
            self.loaded[name] = super().get_template(name, parent)
        return self.loaded[name]


def environment(
    templates: Mapping[str, str], compiled: BytecodeCache | None = None, **names: Any
) -> Environment:
    """Makes the environment in which all pages are rendered.

    Args:
        templates: text of each template, by name.
        compiled: the cache of compiled templates; None for no cache.
        names: the values and functions that every template can use.
    """

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (templates[name], f"{_FILE_PREFIX}{name}", lambda: True) if name in templates else None

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
    """The problem to report for an error in a template, with the template's file and line.

    Args:
        error: what Jinja or the template raised.
        name: name of the template that was rendered, used if the error names none.
        templates: text of each template, by name.
    """
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
    """The line and name of the innermost template in a traceback, which Jinja rewrites to point into templates."""
    line, where = 1, name
    frame = error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file.startswith(_FILE_PREFIX):
            line, where = frame.tb_lineno, file.removeprefix(_FILE_PREFIX)
        frame = frame.tb_next
    return line, where


__all__ = ["LightContext", "TemplateError", "UnrenderedError", "environment", "template_problem"]
