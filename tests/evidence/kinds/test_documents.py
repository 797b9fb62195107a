"""Each kind of stored copy is read as its program shows it: true quotations are found, and altered ones are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bindery.evidence import snapshots
from bindery.evidence.kinds.warc import Asked
from bindery.text.tokens import locate

COPIES = Path(__file__).parent.parent / "stored_copies"
PAGE = Asked(("http://127.0.0.1:8732/office.html",))
OFFICE = (
    "The Example City health office counted 1,524 deaths in July 2024, after 980 in the July before.",
    'which "nobody recorded" until August',
    "The office does not expect the number to fall below 1,400.",
    "In Zürich sagte die Behörde, die Straße sei „nicht gesperrt“ gewesen",
    "The office began to record them on 5 August 2024",
    "Deaths at home",
)
NOTES = (
    "The office counted 1,524 deaths in July 2024.",
    "does not expect the number to fall",
    "The number leaves out deaths at home.",
)
MAIL = ("The office counted 1,524 deaths in July 2024, and it does not expect the number to fall.",)
TABLE = ("counted by the office", "the July before", "1524")
QUOTED = {
    "office1252.html": OFFICE,
    "singlefile.html": OFFICE,
    "office.mhtml": OFFICE,
    "office.docx": OFFICE,
    "office.odt": OFFICE,
    "office.epub": OFFICE,
    "both.warc.gz": OFFICE,
    "plain.warc": OFFICE,
    "office.wacz": OFFICE,
    "notes.docx": NOTES,
    "notes.odt": NOTES,
    "mail.eml": (
        *MAIL,
        "From: Größe Behörde",
        "Zahlen für Juli – 1,524 Tote",
        "will deaths at home be added to it later",
        "Die Behörde antwortet nächste Woche",
        "Tote im Juli – Übersicht.csv",
    ),
    "html-only.eml": ('The office counted 1,524 deaths, "not 980"', "Subject: Héat in July"),
    "table.csv": TABLE,
    "table.xlsx": TABLE,
}
SWAPPED = {
    "does not": "does",
    "not": "now",
    "nicht": "noch",
    "leaves out": "includes",
    "after": "before",
    "nobody": "somebody",
    "began": "begins",
    "Deaths": "Death",
    "before": "after",
    "counted": "counts",
    "later": "late",
    "Größe": "Grösse",
    "Tote": "Toten",
    "Woche": "Wochen",
    "Héat": "Heat",
}


def altered(words: str) -> list[str]:
    """The same words with one number, letter or word changed, or two words exchanged: nothing that any copy says."""
    found = [re.sub(r"(\d)(\D*)$", lambda m: f"{(int(m[1]) + 1) % 10}{m[2]}", words)]
    found += [words.replace(one, other, 1) for one, other in SWAPPED.items()]
    parts = words.split()
    if len(parts) > 2:
        found.append(" ".join([*parts[:-3], parts[-2], parts[-3], parts[-1]]))
        found.append(" ".join(parts[:1] + parts[2:]))
    found.append(words + " never")
    return [one for one in dict.fromkeys(found) if one != words]


def texts(name: str, data: bytes, asked: Asked = PAGE) -> tuple[snapshots.SearchableText, ...]:
    read, problems = snapshots.snapshot_texts(name, data, asked=asked)
    assert problems == []
    return read


@pytest.mark.parametrize("name", sorted(QUOTED))
def test_true_quotations_are_found_and_altered_ones_are_not(name: str) -> None:
    read = texts(name, (COPIES / name).read_bytes())
    for quote in QUOTED[name]:
        assert any(locate(quote, text) for text in read), quote
        for other in altered(quote):
            assert not any(locate(other, text) for text in read), other


@pytest.mark.parametrize("name", ["office.docx", "office.odt", "office.epub", "office.mhtml", "office.wacz"])
def test_headings_are_known_so_that_a_locator_can_name_them(name: str) -> None:
    [whole, *_] = texts(name, (COPIES / name).read_bytes())
    assert {"3.2", "3.3"} <= {heading.number for heading in whole.marks.headings}


def test_the_texts_of_a_json_file_are_found_as_they_are_meant() -> None:
    data = rb'{"said": ["The office \"does not\" expect it\u2026", {"toll": 1524}], "next": "caf\u00e9 open"}'
    read = texts("a.json", data)
    for quote in ('The office "does not" expect it', "café open", "1524"):
        assert any(locate(quote, text) for text in read), quote
    assert not any(locate("The office does not expect it", text) for text in read)
