"""Random edits of a made-up newsroom, each built from the last site and from nothing, which must be the same bytes.

    python tests/site_wide/edits/torture.py [--rounds 200] [--seed 1]

Prints how many rounds were built from the last site and how many from nothing, and every difference.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]  # tests/, and what they test

from site_wide.edits.whole_editor import WholeEditor  # noqa: E402
from site_wide.edits.wide_editor import DAYS  # noqa: E402
from site_wide.test_incremental import Pair  # noqa: E402

from bindery.build import workspace  # noqa: E402
from bindery.cli import build as building  # noqa: E402
from bindery.search import parts, shards  # noqa: E402

SMALL = (parts.UNIT, shards.WHOLE)  # bytes of a unit of the search index, and of the index of a small site
LARGE = (1_500, 2_000)  # the same, so that our site counts as a large one


def main() -> int:
    """Runs the rounds; returns 1 where a site was not the same."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=200, help="number of rounds (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="begin of the chance (default: 1)")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311  not for security; the same rounds each time
    ways: Counter[str] = Counter()
    stock = building._update

    def counted(*given: Any) -> Any:
        try:
            made = stock(*given)
        except workspace.RebuildError:
            ways["from nothing, after a look"] += 1
            raise
        ways["from the last site"] += 1
        return made

    vars(building)["_update"] = counted
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for game in range(-(-asked.rounds // 25)):
            options = () if game % 4 == 3 else ("--website-only",)
            parts.UNIT, shards.WHOLE = LARGE if game % 2 == 0 else SMALL
            os.environ["SOURCE_DATE_EPOCH"] = str(DAYS[0])
            pair = Pair(Path(folder) / str(game), *options)
            editor = WholeEditor(pair.warm, chance)
            refused = pair.build()
            for number in range(min(25, asked.rounds - 25 * game)):
                names = [editor.edit() for _ in range(chance.choice([1, 1, 1, 2]))]
                try:
                    code = pair.build()
                    ways["refused"] += bool(code)
                    refused = editor.keep() if not code else refused + 1
                    if refused > 1:  # what stops each build would make the rest of the rounds the same
                        editor.restore()
                except AssertionError as error:
                    wrong += 1
                    print(f"game {game}, round {number}, {', '.join(names)}: {str(error)[:900]}", flush=True)
            shutil.rmtree(pair.warm.root.parent)
            print(f"game {game}: {dict(ways)}", file=sys.stderr, flush=True)
    print(f"{asked.rounds} rounds, seed {asked.seed}: {wrong} differences")
    for way, number in sorted(ways.items()):
        print(f"{number:5} {way}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
