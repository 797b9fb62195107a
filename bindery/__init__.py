"""Bindery binds every statement of a briefing to the sources it rests on, and the pages into a site."""

from collections.abc import Callable
from importlib import import_module

DISTRIBUTION = "bindery-briefings"  # the name on PyPI, where `bindery` is another project
__version__ = "0.1.0"


def lazily(room: str, names: dict[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a room: imports a module when one of its names is first used (PEP 562).

    A room's `__init__` so offers its few public names without making the program load the whole room when it starts.

    Args:
        room: dotted name of the sub-package, such as `bindery.evidence`.
        names: for each public name, the module of the room that defines it.
    """

    def find(name: str) -> object:
        if name not in names:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{names[name]}"), name)

    return find


__all__ = ["DISTRIBUTION", "__version__", "lazily"]
