"""A process that ends quickly loses nothing: what it printed, what it does at its end, its code, and its errors."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import atexit, sys, threading, time
from bindery.system.quick_exit import run_to_exit

def program():
    atexit.register(lambda: print("at its end"))
    threading.Thread(target=lambda: (time.sleep(0.05), print("a thread"))).start()
    print("printed")
    {end}

run_to_exit(program)
"""


@pytest.mark.parametrize(
    ("end", "code", "said"),
    [
        ("sys.exit()", 0, ""),
        ("sys.exit(0)", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('a message')", 1, "a message"),
        ("pass", 0, ""),
        ("1 / 0", 1, "ZeroDivisionError"),
        ("sys.stdout.close(); sys.exit(2)", 2, "I/O operation on closed file"),
    ],
)
def test_a_quick_exit_loses_nothing(end: str, code: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(end=end)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert said in done.stderr
    if "close" not in end:
        assert done.stdout == "printed\na thread\nat its end\n"


def test_nothing_is_freed_after_a_quick_exit() -> None:
    last = "type('Last', (), {'__del__': lambda _: print('freed')})()"
    kept = PROGRAM.format(end=f"sys.kept = {last}; sys.exit(0)")
    done = subprocess.run([sys.executable, "-c", kept], capture_output=True, text=True, check=True)
    assert "freed" not in done.stdout
