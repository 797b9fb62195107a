"""`python -m bindery` is the command `bindery`."""

from bindery.cli import run_command

run_command()
