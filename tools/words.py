"""Writes every message of the interface into the catalogues in bindery/locale/: `make words`.

Messages are found in the templates (`_`, `t`, `n_`, `count`), in the package (`say`, `say_number`, `Sentence`) and in the
vocabularies of the format, whose words templates show through `_`. A translation that is there stays; messages that
nothing uses any more are deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bindery.evidence.outcomes import NOUNS
from bindery.model import vocabulary
from bindery.model.scales import SCALES, WORDS
from bindery.pages.figure_list import CLASSES
from bindery.pages.theme_words import IN_SCRIPTS, IN_TEMPLATES
from bindery.references import pieces, reference, styles
from bindery.text import phrasing

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "bindery" / "locale"
_IN_TEMPLATES = {"_": None, "t": None, "n_": (2, 3), "count": (2, 3)}
_IN_CODE = {"say": None, "say_number": (2, 3), "Sentence": None}
_ROOMS = ("build", "exports", "html", "pages", "search", "references", "evidence", "provenance")
# What Babel writes into the header of a catalogue without knowing it.
_LEFT_OUT = ('"Report-', '"POT-', '"PO-R', '"Last-', '"Language-T', '"Generated-')
_OTHERS = (  # messages that are put together, or looked up by a name
    "“%(words)s”", "N", "S", "E", "W", "no figure",
    "Overview", "Claims", "Figures", "Timeline", "References", "Changes", "People, places and terms",
    "Briefings and their sources.", "Every source of every briefing.",
    "stood there %(days)s", "there again %(days)s", "not there %(days)s", "gone %(days)s",
    "%(number)sm", "%(number)sbn", "%(number)stn",
    "likelihood: %(was)s → %(now)s", "%(name)s now %(said)s the claim, and no longer %(lost)s it",
    "Offline page",
    "disputes and qualifies", "disputes and supports", "qualifies and supports",
)  # fmt: skip
Found = str | tuple[str, str]


def messages() -> dict[Found, list[tuple[str, int]]]:
    """Every message, with the files and lines that say it; a message about a number is a pair."""
    found: dict[Found, list[tuple[str, int]]] = {}
    for file in sorted((ROOT / "templates").rglob("*.j2")):
        _add(found, file, "jinja2.ext:babel_extract", _IN_TEMPLATES, {"trim_blocks": "true"})
    for room in _ROOMS:
        for file in sorted((ROOT / "bindery" / room).rglob("*.py")):
            _add(found, file, "python", _IN_CODE, {})
    known = {message for message in found if isinstance(message, str)}
    known |= {message[0] for message in found if isinstance(message, tuple)}
    for words in _vocabulary():
        if words and words not in known:
            found.setdefault(words, []).append(("bindery/model/vocabulary.py", 1))
    for status in vocabulary.STATUSES.values():
        one = f"%(number)s {status.label.lower()}"
        found.setdefault((one, one), []).append(("bindery/model/vocabulary.py", 1))
    for outcome in ("verified", "part", "shortened", "unchecked", "read"):
        said = vocabulary.OUTCOMES.get(outcome, "read again")
        pair = f"%(number)s quotation {said}", f"%(number)s quotations {said}"
        found.setdefault(pair, []).append(("bindery/model/vocabulary.py", 1))
    return found


def _add(
    found: dict[Found, list[tuple[str, int]]], file: Path, method: str, keywords: dict, options: dict
) -> None:
    """Adds the messages of a file."""
    for line, words, _comments, _context in extract_from_file(method, file, keywords, (), options):
        message = words if isinstance(words, str) else tuple(words)
        found.setdefault(message, []).append((file.relative_to(ROOT).as_posix(), line))


def _vocabulary() -> Iterator[str]:
    """The words of the format and of references that pages show."""
    words = vocabulary
    labels = (
        *words.SOURCE_KINDS.values(),
        *words.CHANGE_KINDS.values(),
        *(status.label for status in words.STATUSES.values()),
        *words.SINGLE.values(),
        *words.JUDGEMENT_OUTCOMES,
        *words.ANSWERS,
        *words.BRIEFING_STATES,
        *NOUNS.values(),
    )
    yield from (form for label in labels for form in (label, label.lower(), label.capitalize()))
    meanings = (
        words.OUTCOMES,
        words.SOURCE_STATES,
        words.RELIABILITY,
        words.CREDIBILITY,
        words.NOTE_KINDS,
        words.ENTITY_KINDS,
        words.BASES,
        words.DIFFERENCES,
        words.BRIEFING_STATES,
        words.HANDLING,
    )
    yield from (meaning for listed in meanings for meaning in listed.values())
    yield from (*words.SOURCE_STATES, *words.STANCES, *words.CONFIDENCE, words.ASSERTS)
    yield from (*(status.meaning for status in words.STATUSES.values()), words.WEAKENED)
    yield from (said for group in words.POINT_GROUPS for said in (group.label, group.meaning))
    yield from (scale.title for scale in SCALES.values())
    yield from WORDS
    yield from (said for figures in CLASSES.values() for said in figures)
    yield from map(phrasing.number_word, range(11))
    yield from (*IN_TEMPLATES, *IN_SCRIPTS, styles.NO_DATE, reference.UNDATED)
    yield from (*pieces.TERMS, *pieces.OUR_WORDS, *_OTHERS)


def update(language: str) -> Catalog:
    """The catalogue of a language with every message, written back to its file."""
    file = LOCALE / language / "LC_MESSAGES" / "bindery.po"
    template = Catalog(project="Bindery", charset="utf-8", fuzzy=False)
    for message, places in sorted(messages().items(), key=lambda item: (item[1][0][0], str(item[0]))):
        template.add(message, locations=sorted({(path, None) for path, _ in places}))
    with file.open("rb") as data:
        catalogue = read_po(data, locale=language)
    is_draft = catalogue.fuzzy
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.fuzzy = is_draft
    written = BytesIO()
    write_po(written, catalogue, width=110, ignore_obsolete=True, include_lineno=False)
    lines = written.getvalue().decode().split("\n")
    file.write_text("\n".join(line for line in lines if not line.startswith(_LEFT_OUT)), "utf-8")
    return catalogue


if __name__ == "__main__":
    for folder in sorted(LOCALE.iterdir()):
        if folder.is_dir():
            made = update(folder.name)
            missing = [message.id for message in made if message.id and not message.string]
            print(f"{folder.name}: {len(made)} messages, {len(missing)} without a translation")
