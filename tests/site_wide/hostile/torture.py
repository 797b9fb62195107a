"""Everything hostile, tried for some minutes: `python tests/site_wide/hostile/torture.py [--only SECTION ...] [--times N]`.

Prints a table: what was tried, how much of it was refused and built clean, findings and crashes, which are to be 0,
and what the slowest try took, in seconds of the processor and MB. The sections run two at a time, each in a process of its own.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]  # tests/, and what they test

from site_wide.hostile import built, crowd  # noqa: E402  found by the line above
from site_wide.hostile.browsing import browsed  # noqa: E402
from site_wide.hostile.compiling import compiled, findings, pages, problem_findings, rotated  # noqa: E402
from site_wide.hostile.corpus import Place, filled, places  # noqa: E402
from site_wide.hostile.loading import harmless, refused, wrong_types  # noqa: E402
from site_wide.hostile.payloads import SHOWN, SLOW  # noqa: E402
from site_wide.hostile.trial import HEAD, Row, judge  # noqa: E402
from support.project import COMPILED, TEMPLATES, TODAY  # noqa: E402

from bindery.edition import compile  # noqa: A004, E402
from bindery.model.briefing import Briefing  # noqa: E402
from bindery.model.source import SourceList  # noqa: E402
from bindery.reading.decode import decode  # noqa: E402
from bindery.reading.inputs import Inputs  # noqa: E402
from bindery.system import disk  # noqa: E402
from bindery.text.report import render  # noqa: E402
from bindery.text.span import Text  # noqa: E402

MEGABYTE = 1_000_000


def refuses(root: Path) -> bool:
    """Whether the project in a folder is refused, with a message that can be printed."""
    edition = compile(disk.read_inputs(root))
    for form in ("text", "json", "github", "sarif"):
        said = render(edition.problems, form)  # type: ignore[arg-type]  one of the four
        assert not any(char < " " and char != "\n" for char in said)
    return bool(edition.errors)


def loading(_: float) -> Iterable[Row]:
    """Files that cannot be read."""
    for row, cases, must in (
        (Row("loading, bad", longest=5), refused(), True),
        (Row("loading, odd", longest=5), harmless(), False),
    ):
        for name, make in cases:
            root = Path(tempfile.mkdtemp(prefix="bindery-"))
            try:
                make(root)
                judge(row, name, lambda root=root: refuses(root), must_refuse=must)  # type: ignore[misc]
            finally:
                subprocess.run(["rm", "-rf", "--", str(root)], check=False)  # noqa: S607  rmtree itself fails so deep
        yield row


def types(times: float) -> Iterable[Row]:
    """Values of the wrong kind, missing, and keys that are misspelt; of those that may be so, a part is compiled."""
    row = Row("values of the wrong kind")
    for file, name, data in wrong_types():
        row.tries += 1
        began = time.process_time()
        try:
            model = SourceList if file.endswith("sources.yml") else Briefing
            document, problems = decode(Text(file, data.decode()), model)  # type: ignore[type-var]
            failed = document is None
            if failed:
                assert problems
                assert render(problems, "text")
            elif row.tries % 16 < times:
                inputs = Inputs(
                    files={**filled({}), file: data}, templates=TEMPLATES, compiled=COMPILED, today=TODAY
                )
                failed = bool(compile(inputs).errors)
            row.refused += failed
            row.clean += not failed
            in_table = "'allow_figures', " in name  # whose keys are an author's own
            if " is called " in name and document is not None and not in_table:
                row.findings.append(f"{file}: {name}: not refused")
        except Exception as error:  # noqa: BLE001  whatever it is, it is a crash
            row.crashes.append(f"{name}: {error!r}"[:200])
        row.slowest = max(row.slowest, time.process_time() - began)
    yield row


def texts(times: float) -> Iterable[Row]:
    """Each payload in fields of each page, as many at a time as there are fields."""
    plain = pages(compiled({}))
    for markdown, lead in ((False, "word "), (False, ""), (True, "word ")):
        row = Row(f"texts, {'Markdown' if markdown else 'plain'}{', at the beginning' if not lead else ''}")
        for round_ in range(0, len(SHOWN), max(1, int(4 / times))):
            _round(row, rotated(SHOWN, round_, markdown=markdown, lead=lead), plain)
        yield row
    row = Row("messages in a preview")
    for payload in SHOWN:
        row.tries += 1
        row.refused += 1
        row.findings += problem_findings(payload)
    yield row


def _round(row: Row, chosen: dict[Place, str], plain: dict[str, object]) -> None:
    """Enters what becomes of many texts at once; where they are refused, of each by itself."""
    began = time.process_time()
    row.tries += len(chosen)
    try:
        found = list(findings(chosen, plain))  # type: ignore[arg-type]
        if any(item.startswith("refused") for item in found):
            row.tries -= len(chosen)
            if len(chosen) > 1:
                half = len(chosen) // 2
                items = list(chosen.items())
                _round(row, dict(items[:half]), plain)
                _round(row, dict(items[half:]), plain)
                return
            row.tries += 1
            row.refused += 1
            found = []
        else:
            row.clean += len(chosen)
        row.findings += found
    except Exception as error:  # noqa: BLE001  whatever it is, it is a crash
        row.crashes.append(f"{list(chosen.values())[:3]}: {error!r}"[:300])
    row.slowest = max(row.slowest, time.process_time() - began)


def slowness(times: float) -> Iterable[Row]:
    """Texts that cost more the longer they are: in every field, some of them at a time, and in a snapshot."""
    row = Row("slow texts in fields", longest=10)
    step = max(1, int(8 / times))
    for number, text in enumerate(SLOW):
        for place in places()[number % step :: step]:
            judge(
                row, f"{text[:12]!r} in {place.path}", lambda p=place, t=text: bool(compiled({p: t}).errors)
            )  # type: ignore[misc]
    yield row
    row = Row("slow texts in a snapshot", longest=10)
    for text in SLOW:
        judge(row, f"{text[:12]!r} in a snapshot", lambda t=text: _refuses_snapshot(t))  # type: ignore[misc]
    yield row


def _refuses_snapshot(text: str) -> bool:
    data = (text * (MEGABYTE // len(text) + 1))[:MEGABYTE].encode("utf-8", "ignore")
    stored = {"briefings/heat/snapshots/one.txt": data + b" quoted words of 5, quoted words."}
    return bool(
        compile(
            Inputs(files={**filled({}), **stored}, templates=TEMPLATES, compiled=COMPILED, today=TODAY)
        ).errors
    )


def sites(times: float) -> Iterable[Row]:
    """Whole sites, bundles and editions in one file, beside those with plain words; and read in a browser."""
    for markdown, lead in ((False, "word "), (False, ""), (True, "word ")):
        name = f"{'Markdown' if markdown else 'plain'}{', at the beginning' if not lead else ''}"
        row = Row(f"sites, {name}")
        with tempfile.TemporaryDirectory(prefix="bindery-") as folder:
            hostile = built.write(
                Path(folder, "hostile"),
                built.rotated(SHOWN, max(3, int(24 * times)), markdown=markdown, lead=lead),
            )
            built.settle(hostile)
            plain = built.write(Path(folder, "plain"), built.plain(hostile))
            row.refused = len(hostile.refused)
            row.clean = sum(map(len, hostile.texts.values()))
            row.tries = row.refused + row.clean
            row.crashes += [said for said in (built.build(hostile), built.build(plain)) if said]
            if not row.crashes:
                row.findings += built.site_findings(hostile, plain, markdown=markdown)
                row.findings += built.dist_findings(hostile, plain, markdown=markdown)
            yield row
            if not row.crashes and (markdown or not lead):
                yield from browsed(name, hostile, searches=SHOWN[:: max(1, int(6 / times))])


def many(times: float) -> Iterable[Row]:
    """Briefings by the thousand."""
    yield from crowd.checked(min(2000, int(2000 * times)))


SECTIONS: dict[str, Callable[[float], Iterable[Row]]] = {
    "sites": sites, "slowness": slowness, "texts": texts, "types": types, "many": many, "loading": loading,
}  # fmt: skip


def main() -> int:
    """Tries the sections named, or all, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--times", type=float, default=1, help="how many times as much is tried")
    parser.add_argument("--workers", type=int, default=2, help="how many sections run at a time")
    parser.add_argument("--rows", action="store_true", help="print rows for another program, of one section")
    asked = parser.parse_args()
    if asked.rows:
        for row in SECTIONS[asked.only[0]](asked.times):
            print(json.dumps(dataclasses.asdict(row)), flush=True)
        return 0
    with ThreadPoolExecutor(asked.workers) as pool:
        rows = [
            row for found in pool.map(lambda name: section(name, asked.times), asked.only) for row in found
        ]
    print(f"\n{HEAD}\n" + "\n".join(map(str, rows)))
    return int(any(row.findings or row.crashes for row in rows))


def section(name: str, times: float) -> list[Row]:
    """The rows of a section, tried in a process of its own."""
    began = time.monotonic()
    command = [sys.executable, __file__, "--rows", "--times", str(times), "--only", name]
    rows: list[Row] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            row = Row(**json.loads(line))
            rows.append(row)
            told = [f"{row.name}: {row.tries} tries, after {time.monotonic() - began:.0f} s"]
            told += [f"  crash: {item}" for item in row.crashes[:10]]
            told += [f"  finding: {item}" for item in row.findings[:20]]
            print("\n".join(told), flush=True)
    if running.returncode:
        rows.append(Row(name, crashes=["the section did not come to its end"]))
    return rows


if __name__ == "__main__":
    sys.exit(main())
