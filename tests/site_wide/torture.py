"""The long run: faults, other worlds, random edits and hostile texts, two at a time, and all their tables at the end.

    python tests/site_wide/torture.py [--thorough]

It takes about twenty minutes on two cores; with --thorough some hours. It exits with 1 when any promise was broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What each lane does, one after the other: options of the usual run, and of the thorough one.
LANES = (
    (("hostile", ("--workers", "1"), ("--workers", "1", "--times", "4")),),
    (
        ("faults", ("--tries", "20"), ("--tries", "100")),
        ("sameness", ("--small",), ()),
        ("edits", (), ("--rounds", "1000")),
    ),
)


def run(
    lane: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...], *, thorough: bool
) -> list[tuple[str, str, int]]:
    """What each part of a lane said, and its exit code."""
    done: list[tuple[str, str, int]] = []
    for name, usual, most in lane:
        began = time.monotonic()
        command = [sys.executable, str(HERE / name / "torture.py"), *(most if thorough else usual)]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        print(f"{name}: ended with {ended.returncode} after {time.monotonic() - began:.0f} s", flush=True)
        done.append((name, ended.stdout, ended.returncode))
    return done


def main() -> int:
    """Runs all, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--thorough", action="store_true", help="try several times as much of everything")
    thorough = parser.parse_args().thorough
    with ThreadPoolExecutor(len(LANES)) as pool:
        parts = [part for done in pool.map(lambda lane: run(lane, thorough=thorough), LANES) for part in done]
    for name, said, code in parts:
        print(
            f"\n===== {name}: {'as promised' if code == 0 else 'A PROMISE WAS BROKEN'} =====\n\n{said.strip()}"
        )
    return int(any(code for _, _, code in parts))


if __name__ == "__main__":
    sys.exit(main())
