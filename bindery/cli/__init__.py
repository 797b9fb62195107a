"""The commands. The module of a command is loaded only when it runs."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from bindery.system import atomic, garbage_collector, installation
from bindery.system.clock import DayError
from bindery.system.terminal import exit_interrupted, fault_from, restart_in_utf8
from bindery.text.report import printable

_FOUND = {
    "build": "build:build",
    "check": "check:check",
    "coverage": "evidence:coverage_command",
    "diff": "evidence:diff_command",
    "explain": "explain:explain",
    "new": "new:new",
    "impact": "evidence:impact_command",
    "import": "import_references:import_command",
    "pages": "pages:pages",
    "schema": "explain:schema_command",
    "serve": "serve:serve",
    "snapshot": "snapshot:snapshot",
    "verify": "verify:verify_command",
}
"""The module and the name of each command."""
_PLUGINS = (
    "PYDANTIC_DISABLE_PLUGINS"  # those of others that look on while data is read: nothing may depend on them
)
_LASTING = {"serve"}  # those that go on until they are ended


class _Commands(click.Group):
    """The commands, none of which answers a fault of the machine with a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click names its arguments
        """Their names."""
        return sorted(_FOUND)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in _FOUND:
            return None
        module, _, name = _FOUND[cmd_name].partition(":")
        found: click.Command = getattr(_loaded(f"bindery.cli.{module}"), name)
        (garbage_collector.collect_sometimes if cmd_name in _LASTING else garbage_collector.collect_seldom)()
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Runs one, and tells of what the system or the environment refuses."""
        _refuse_conflict()
        try:
            return super().invoke(ctx)
        except DayError as error:
            raise click.UsageError(printable(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read our output has gone; click knows what to do
                raise
            raise fault_from(error) from error
        except KeyboardInterrupt as stop:
            exit_interrupted(stop)
        finally:
            garbage_collector.freeze_objects()  # what is left goes with the process: nobody need look through it before


def _loaded(name: str) -> ModuleType:
    """A module of ours. Nothing that is loaded is ever to be thrown away, so that nobody need look whether it may be."""
    if name not in sys.modules:
        with garbage_collector.no_collection():
            import_module(name)
    return sys.modules[name]


def _refuse_conflict() -> None:
    """Stops if another project's files are in our package: nothing could be relied on."""
    if wrong := installation.conflict():
        raise click.ClickException(wrong)


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
    os.environ.setdefault(
        _PLUGINS, "__all__"
    )  # to look for one, pydantic reads what every package says of itself
    click.get_current_context().with_resource(atomic.stoppable())


__all__ = ["main"]

if __name__ == "__main__":
    main()
