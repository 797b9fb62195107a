"""Which package runs, and whether another project of the same name has overwritten some of its files.

On PyPI, `bindery` is an unrelated project whose package has the same import name as ours. If both are installed, pip
writes them into one folder, and `bindery/__init__.py` is that of the project that was installed last.
"""

from __future__ import annotations

import os

import bindery
from bindery.text.report import printable

_DISTRIBUTION = "bindery-briefings"  # not read from `bindery`, which may be the other project


def version_line() -> str:
    """Version, distribution and folder of the package that runs, in one line."""
    return f"bindery {bindery.__version__} ({_DISTRIBUTION}, from {printable(_folder())})"


def conflict() -> str:
    """What is wrong, and what to do, if another project's files are in our package; empty if they are not."""
    if getattr(bindery, "DISTRIBUTION", "") == _DISTRIBUTION:
        return ""
    return (
        f"another project named `bindery` has overwritten files in {printable(_folder())}; "
        f"run pip uninstall bindery, then pip install --force-reinstall --no-deps {_DISTRIBUTION}"
    )


def _folder() -> str:
    """The folder of the package."""
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  as text, for a message
