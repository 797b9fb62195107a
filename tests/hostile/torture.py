"""Everything hostile, tried for as long as it takes: `python tests/hostile/torture.py [SECTION ...]`.

Prints a table: what was tried, how much of it was refused and built clean, findings and crashes, which are to be 0.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from corpus import Place, filled, places  # noqa: E402  found by the line above
from loading import harmless, lay, refused, wrong_types  # noqa: E402
from payloads import SHOWN, SLOW  # noqa: E402
from pressing import findings, pages, pressed, rotated  # noqa: E402
from project import TEMPLATES, TODAY  # noqa: E402

from bindery import disk  # noqa: E402
from bindery.decode import read  # noqa: E402
from bindery.edition import compile  # noqa: A004, E402
from bindery.model import Briefing, SourceList  # noqa: E402
from bindery.problems import render  # noqa: E402
from bindery.shelf import Inputs  # noqa: E402
from bindery.text import Text  # noqa: E402

LONGEST = {"loading": 5.0, "slowness": 10.0}  # seconds
MOST_MEMORY = 500  # MB
CRASHED = 70


@dataclass
class Row:
    """A line of the table."""

    name: str
    tries: int = 0
    refused: int = 0
    clean: int = 0
    findings: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0


def alone(work: Callable[[], bool]) -> tuple[int, float, int]:
    """Does work in a process of its own, within limits: its exit status, seconds of the processor, and MB; 1 when it refused."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        signal.alarm(120)
        status = CRASHED
        try:
            status = int(work())
        except BaseException:  # noqa: BLE001  whatever it is, it is a crash
            traceback.print_exc(limit=-4)
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss >> 10


def judge(row: Row, name: str, work: Callable[[], bool], *, must_refuse: bool = False) -> None:
    """Tries one thing and enters what became of it."""
    status, seconds, memory = alone(work)
    row.tries += 1
    row.slowest, row.memory = max(row.slowest, seconds), max(row.memory, memory)
    if status not in (0, 1):
        row.crashes.append(f"{name}: {f'signal {-status}' if status < 0 else 'a traceback'}")
        return
    row.refused += status
    row.clean += not status
    if must_refuse and not status:
        row.findings.append(f"{name}: not refused")
    if seconds > LONGEST[row.name.split(",")[0]] or memory > MOST_MEMORY:
        row.findings.append(f"{name}: {seconds:.1f} s, {memory} MB")


def refuses(root: Path) -> bool:
    """Whether the project in a folder is refused, with a message that can be printed."""
    edition = compile(disk.read(root))
    for form in ("text", "json", "github", "sarif"):
        said = render(edition.problems, form)  # type: ignore[arg-type]  one of the four
        assert not any(char < " " and char != "\n" for char in said)
    return bool(edition.errors)


def loading() -> Iterable[Row]:
    """Files that cannot be read."""
    for row, cases, must in (
        (Row("loading, bad"), refused(), True),
        (Row("loading, odd"), harmless(), False),
    ):
        for name, make in cases:
            root = Path(tempfile.mkdtemp(prefix="bindery-"))
            try:
                make(root)
                judge(row, name, lambda root=root: refuses(root), must_refuse=must)  # type: ignore[misc]
            finally:
                subprocess.run(["rm", "-rf", "--", str(root)], check=False)  # noqa: S607  rmtree itself fails so deep
        yield row


def types() -> Iterable[Row]:
    """Values of the wrong kind, missing, and keys that are misspelt."""
    row = Row("types")
    for file, name, data in wrong_types():
        row.tries += 1
        try:
            model = SourceList if file.endswith("sources.yml") else Briefing
            document, problems = read(Text(file, data.decode()), model)  # type: ignore[type-var]
            if document is None:
                assert problems
                assert render(problems, "text")
            else:
                compile(Inputs(files={**filled({}), file: data}, templates=TEMPLATES, today=TODAY))
            row.refused += document is None
            row.clean += document is not None
            in_table = "'allow_figures', " in name  # whose keys are an author's own
            if " is called " in name and document is not None and not in_table:
                row.findings.append(f"{file}: {name}: not refused")
        except Exception as error:  # noqa: BLE001  whatever it is, it is a crash
            row.crashes.append(f"{name}: {error!r}"[:200])
    yield row


def texts() -> Iterable[Row]:
    """Each payload in each field, as many at a time as there are fields."""
    plain = pages(pressed({}))
    for markdown, lead in ((False, "word "), (False, ""), (True, "word ")):
        row = Row(f"texts, {'Markdown' if markdown else 'plain'}{', at the beginning' if not lead else ''}")
        for round_ in range(len(SHOWN)):
            chosen = {place: lead + text for place, text in rotated(SHOWN, round_, markdown=markdown).items()}
            row.tries += len(chosen)
            try:
                found = list(findings(chosen, plain))
            except Exception as error:  # noqa: BLE001  whatever it is, it is a crash
                row.crashes.append(f"round {round_}: {error!r}"[:200])
                continue
            was_refused = any(item.startswith("refused") for item in found)
            row.refused += len(chosen) * was_refused
            row.clean += len(chosen) * (not found)
            row.findings += [f"round {round_}: {item}" for item in found if not item.startswith("refused")]
        yield row


def slowness() -> Iterable[Row]:
    """Texts that cost more the longer they are, in every field."""
    row = Row("slowness")
    for text in SLOW:
        for place in (*[p for p in places() if p.markdown][:3], *[p for p in places() if not p.markdown][:3]):
            judge(row, f"{text[:12]!r} in {place.path}", lambda p=place, t=text: _refuses_text(p, t))  # type: ignore[misc]
    for text in SLOW:
        judge(row, f"{text[:12]!r} in a snapshot", lambda t=text: _refuses_snapshot(t))  # type: ignore[misc]
    yield row


def _refuses_text(place: Place, text: str) -> bool:
    return bool(pressed({place: text}).errors)


def _refuses_snapshot(text: str) -> bool:
    data = (text * (MEGABYTE // len(text) + 1))[:MEGABYTE].encode(
        "utf-8", "ignore"
    ) + b" quoted words of 5, quoted words."
    files = {**filled({}), "briefings/heat/snapshots/one.txt": data}
    return bool(compile(Inputs(files=files, templates=TEMPLATES, today=TODAY)).errors)


MEGABYTE = 1_000_000
SECTIONS = {"loading": loading, "types": types, "texts": texts, "slowness": slowness}


def main(names: list[str]) -> int:
    """Tries the sections named, or all, and prints the table."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        lay(Path(folder))
        refuses(Path(folder))  # so that what is imported late is there before anything is measured
    for name in names or SECTIONS:
        for row in SECTIONS[name]():
            rows.append(row)
            print(f"{row.name}: {row.tries} tries", flush=True)
            print(
                *[f"  crash: {item}" for item in row.crashes[:20]],
                *[f"  finding: {item}" for item in row.findings[:40]],
                sep="\n",
            )
    print(
        f"{'':32}{'tries':>8}{'refused':>9}{'clean':>8}{'findings':>10}{'crashes':>9}{'slowest':>9}{'memory':>9}"
    )
    for row in rows:
        counts = f"{row.tries:8}{row.refused:9}{row.clean:8}{len(row.findings):10}{len(row.crashes):9}"
        print(f"{row.name:32}{counts}{row.slowest:7.1f} s{row.memory:6} MB")
    return int(any(row.findings or row.crashes for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
