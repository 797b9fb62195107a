"""Formats the results of the speed benchmark as Markdown tables.

`python benchmarks/report.py benchmarks/speed.json` prints the tables of saved results.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import peers
import targets
from results import Record, Results

BEGIN, END = "<!-- written by make bench -->", "<!-- until here -->"


def tables(raw: Record) -> str:
    """Returns the Markdown that goes between the two comments `BEGIN` and `END` of docs/explanation/speed.md."""
    return "\n\n".join((_circumstances(raw), *(_of_text(Results(raw, text)) for text in _texts(raw))))


def _texts(raw: Record) -> list[str]:
    """Returns the kinds of text that were measured, rich text first."""
    return sorted({one["text"] for one in raw["measured"]}, reverse=True)


def _of_text(results: Results) -> str:
    parts = (
        f"### {results.text.capitalize()} text",
        _cold(results),
        _ratios(results),
        _warm(results),
        _edits(results),
        _more(results),
        _targets(results),
        _failures(results),
    )
    return "\n\n".join(filter(None, parts))


def write(root: Path, raw: Record) -> None:
    """Replaces the tables in docs/explanation/speed.md, and writes every run to benchmarks/speed.json."""
    page = root / "docs/explanation/speed.md"
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = f"{tables(raw)}\n\nEvery run is in `benchmarks/speed.json`."
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
    (root / "benchmarks/speed.json").write_text(json.dumps(raw) + "\n", "utf-8")


def _circumstances(raw: Record) -> str:
    runs = [run for one in raw["measured"] for state in ("cold", "warm") for run in one[state]]
    known = [run for run in runs if run["others"] is not None]
    spent = sum(run["wall"] for run in known)
    others = sum(run["others"] * run["wall"] for run in known)
    busy = f" Other processes used {others / spent:.1f} processors while builds ran." if known else ""
    versions = ", ".join(
        f"{peers.PEERS[key].name} {raw['versions'][key]}" for key in ("hugo", "zensical", "material")
    )
    return (
        f"{raw['started'][:10]}; {raw['machine']}; Python {raw['python']}; {versions}; runs of each build: {raw['runs']}. "
        f"The load average was {raw['load'][0]} at the start and {raw['load'][-1]} at the end.{busy}"
    )


def _seconds_by_size(results: Results, state: str) -> str:
    """Returns a table of the CPU time and elapsed time of builds, by size of the site."""
    rows = [
        (
            peers.PEERS[key].name,
            *(
                _pair(
                    results.cpu(key, pages, state),
                    results.wall(key, pages, state),
                    results.value(key, pages, "failed"),
                )
                for pages in results.sizes
            ),
        )
        for key in results.keys
    ]
    return _table(("", *(f"{pages:,} pages" for pages in results.sizes)), rows)


def _cold(results: Results) -> str:
    intro = "**A full build**: seconds of CPU time, and elapsed seconds in brackets."
    return f"{intro}\n\n{_seconds_by_size(results, 'cold')}"


def _warm(results: Results) -> str:
    intro = "**A build after one edit**, in the same units:"
    return f"{intro}\n\n{_seconds_by_size(results, 'warm')}"


def _edits(results: Results) -> str:
    """Returns a table of builds after each kind of edit, at one size of the site."""
    changes = sorted({change for key in results.keys for change in peers.PEERS[key].edits})
    rows = [
        (
            peers.PEERS[key].name,
            _number(results.wall(key, results.at, "warm"), ".2f"),
            *(_number(results.edited(key, results.at, change), ".2f") for change in changes),
        )
        for key in results.keys
        if peers.PEERS[key].edits
    ]
    intro = f"**A build after an edit of each kind**, at {results.at:,} pages, in seconds:"
    return f"{intro}\n\n{_table(('', 'a word in a paragraph', *changes), rows)}" if rows else ""


def _ratios(results: Results) -> str:
    """Returns a table of the times of full builds, divided by those of Hugo and Zensical."""
    at = results.at
    rows = [
        (
            peers.PEERS[key].name,
            *(
                _ratio(ask(key, at), ask(other, at))
                for ask in (results.cpu, results.wall)
                for other in ("hugo", "zensical")
            ),
        )
        for key in results.keys
    ]
    head = ("", "CPU ÷ Hugo", "CPU ÷ Zensical", "time ÷ Hugo", "time ÷ Zensical")
    return f"**Full builds as ratios**, at {at:,} pages:\n\n{_table(head, rows)}"


def _more(results: Results) -> str:
    """Returns a table of the other costs, at one size of the site."""
    at = results.at
    rows = [
        (
            peers.PEERS[key].name,
            _number(results.value(key, at, "html"), ",.0f"),
            _number(results.waits(key, at), ".2f"),
            _number(results.peak(key, at), ",.0f"),
            _number(results.value(key, at, "output"), ",.1f"),
            _number((results.value(key, at, "packed") or {}).get("section", 0) / 1000 or None, ".1f"),
        )
        for key in results.keys
    ]
    head = ("", "pages", "preview, s", "memory, MB", "site, MB", "section, kB")
    return (
        f"**At {at:,} pages**: number of pages built; time from saving an edit until the preview shows it; peak memory; "
        "size of the site on disk; compressed size of the HTML of a section.\n\n" + _table(head, rows)
    )


def _targets(results: Results) -> str:
    """Returns a table of the targets, and whether each was met."""
    rows = [(one.what, one.wanted, one.found, _kept(one.kept)) for one in targets.judged(results)]
    head = ("target", "limit", "measured", "met")
    name = peers.PEERS[results.ours].name
    return f"**Targets** for “{name}”, in the same run:\n\n{_table(head, rows)}"


def _kept(kept: bool | None) -> str:
    return {True: "yes", False: "**no**", None: "not measured"}[kept]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"| --- |{' --: |' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _pair(cpu: float | None, wall: float | None, failed: str | None = None) -> str:
    if cpu is None:
        return "failed" if failed else "–"
    return f"{_seconds(cpu)}\N{NO-BREAK SPACE}({_seconds(wall)})"


def _seconds(value: float | None) -> str:
    """Returns seconds with about three significant figures; more would be noise."""
    return "–" if value is None else f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"  # noqa: PLR2004


def _ratio(value: float | None, other: float | None) -> str:
    return "–" if value is None or not other else f"{value / other:.2f}"


def _failures(results: Results) -> str:
    return "\n".join(
        f"- {peers.PEERS[key].name}, {pages:,} pages, failed: {' '.join(one['failed'].split())[:200]}"
        for (key, pages), one in results.records.items()
        if one["failed"]
    )


if __name__ == "__main__":
    print(tables(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
