"""`bindery translations update`: writes hashes in place, and changes nothing else."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from bindery.cli import main

ORIGINAL = """\
title: Heat
summary: It was hot.
date: 2024
key_points: [hot, dry]
claims:
  - {id: hot, text: It was hot.}
  - id: dry
    text: It was dry.
sections:
  - id: why
    title: Why
    content: [The sun shone.]
"""
TRANSLATION = """\
# A translation.
title: Hitze
language: de
translation_of: heat   # the original
summary: Es war heiß.
date: 2024
key_points: [hot, trocken]
claims:
  - {id: hot, text: Es war heiß.} # short
  - original: dry
    id: trocken
    text: Es war trocken.

sections:
  - id: why # as there
    title: Warum
    content: [Die Sonne schien.]
"""


def run(root: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["translations", "update", *words, "-C", str(root)])
    return done.exit_code, done.output


def test_hashes_are_written_in_place(tmp_path: Path) -> None:
    for slug, text in (("heat", ORIGINAL), ("hitze", TRANSLATION)):
        (tmp_path / "briefings" / slug).mkdir(parents=True)
        (tmp_path / "briefings" / slug / "briefing.yml").write_text(text, "utf-8")
    file = tmp_path / "briefings/hitze/briefing.yml"
    assert run(tmp_path, "hitze") == (0, "hitze: 4 parts updated, 0 as before\n")
    written = file.read_text("utf-8")
    assert written.count("original_hash") == 4
    kept = [line for line in written.split("\n") if not line.strip().startswith("original_hash")]
    flow = '{id: hot, original_hash: "'
    assert [line for line in kept if flow not in line] == [
        line for line in TRANSLATION.split("\n") if "{id: hot" not in line
    ]
    assert run(tmp_path, "hitze") == (0, "hitze: 0 parts updated, 4 as before\n")
    assert file.read_text("utf-8") == written
    changed = ORIGINAL.replace("It was dry.", "It was very dry.")
    (tmp_path / "briefings/heat/briefing.yml").write_text(changed, "utf-8")
    assert run(tmp_path, "hitze") == (0, "hitze: 1 part updated, 3 as before\n")
    assert len(file.read_text("utf-8")) == len(written)
    code, said = run(tmp_path, "hitz")
    assert code == 2
    assert "did you mean `hitze`?" in said
    code, said = run(tmp_path, "heat")
    assert code == 2
    assert "translation_of" in said
