"""The commands. The module of a command is loaded only when it runs."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from bindery.system import atomic, compiled_code, garbage_collector, installation, quick_exit
from bindery.system.clock import DayError
from bindery.system.terminal import exit_interrupted, fault_from, restart_in_utf8
from bindery.text.report import printable

_COMMANDS = {
    "build": "build:build",
    "check": "check:check",
    "coverage": "evidence:coverage_command",
    "diff": "evidence:diff_command",
    "draft": "draft:draft",
    "explain": "explain:explain",
    "new": "new:new",
    "impact": "evidence:impact_command",
    "import": "import_references:import_command",
    "join": "join:join",
    "links": "links:links",
    "lsp": "lsp:lsp",
    "pages": "pages:pages",
    "quote": "quote:quote",
    "review": "review:review",
    "schema": "explain:schema_command",
    "seal": "seal:seal",
    "serve": "serve:serve",
    "snapshot": "snapshot:snapshot",
    "sources": "quote:sources",
    "translations": "translations:translations_command",
    "verify": "verify:verify_command",
}
"""The module and function of each command, as `module:function`."""
_PLUGIN_SWITCH = "PYDANTIC_DISABLE_PLUGINS"  # other packages' plugins must not affect how data is read
_LONG_RUNNING = {"lsp", "serve"}  # commands that run until the user stops them


class _Commands(click.Group):
    """The group of commands, which reports errors of the system without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click names its arguments
        """The names of the commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Loads the command with this name; None if there is none."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        collect = (
            garbage_collector.collect_sometimes
            if cmd_name in _LONG_RUNNING
            else garbage_collector.collect_seldom
        )
        collect()  # before the module is loaded, which makes many objects
        compiled_code.install()
        _refuse_plugins()
        found: click.Command = getattr(_import(f"bindery.cli.{module}"), name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command, and reports errors of the system or the environment as messages."""
        _refuse_conflict()
        try:
            return super().invoke(ctx)
        except DayError as error:
            raise click.UsageError(printable(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has closed it; click handles this
                raise
            raise fault_from(error) from error
        except KeyboardInterrupt as stop:
            exit_interrupted(stop)
        finally:
            garbage_collector.freeze_objects()  # so that no time is spent on collecting objects at exit


def _import(name: str) -> ModuleType:
    """Imports one of our modules, without garbage collection: nothing that it loads is ever freed."""
    if name not in sys.modules:
        with garbage_collector.no_collection():
            import_module(name)
    return sys.modules[name]


def _refuse_conflict() -> None:
    """Stops if another project's files are in our package, since no result could then be trusted."""
    if wrong := installation.conflict():
        raise click.ClickException(wrong)


def _refuse_plugins() -> None:
    """Keeps pydantic from looking for plugins, and from loading the slow module that would look for them."""
    if os.environ.setdefault(_PLUGIN_SWITCH, "__all__") == "__all__":
        finder = ModuleType("pydantic.plugin._loader")
        vars(finder)["get_plugins"] = tuple
        sys.modules.setdefault(finder.__name__, finder)


def _show_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        _refuse_conflict()
        click.echo(installation.version_line())
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and the folder of the package, and exit.",
)
def main() -> None:
    """Publish sourced briefings: every statement can be followed to the source it rests on."""
    restart_in_utf8()
    click.get_current_context().with_resource(atomic.stoppable())


def run_command() -> None:
    """The program `bindery`: a command, and the end of the process."""
    quick_exit.run_to_exit(main)


__all__ = ["main", "run_command"]

if __name__ == "__main__":
    main()
