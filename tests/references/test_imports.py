"""References of other programs become sources: what is written, what is refused, and what stays unchanged."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rispy
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each
from support.project import ROOT, SOURCES, Site, as_bytes

from bindery.cli import main
from bindery.model.source import Author, Source, SourceList
from bindery.model.vocabulary import SOURCE_KINDS
from bindery.references import append_yaml, imports
from bindery.references.imports import addresses, bibtex_names, cleaning, csl, dates, names, ris
from bindery.references.imports.bibtex import TYPES as BIBTEX_TYPES
from bindery.references.imports.entry import (
    MEANINGS,
    MOST_BYTES,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Remark,
)
from bindery.references.imports.latex import decoded
from bindery.references.reference import reference_to
from bindery.references.to_source import ImportOutcome, SourceCatalogue
from bindery.system import disk

CASES = ROOT / "tests/references/imports"
FILES = sorted(path.name for path in CASES.iterdir() if path.suffix != ".expected")
FILES_OF_RECORDS = ROOT / "tests/references/records"
TABLES = ROOT / "tests/references/import_tables"
ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # rewrites what is expected; then read the difference
LIST = "briefings/heat/sources.yml"
NEW = {"id": "new-2024", "kind": "report", "title": "It's new: #1", "authors": ["Ada"], "published": "2024"}


def take(site: Site, content: str | bytes, *options: str, name: str = "refs.json") -> Result:
    """What the command says of a file with this content."""
    file = site.root / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(main, ["import", str(file), "-C", str(site.root), *options])


def records(*items: dict[str, Any]) -> str:
    """Records of CSL-JSON, reports where nothing else is said."""
    return json.dumps([{"type": "report", **item} for item in items])


def became(form: str, content: str) -> list[ImportOutcome]:
    """What becomes of the records of a text in an empty project."""
    _, entries = imports.read_references("refs", content.encode(), form)
    catalogue = SourceCatalogue(())
    return [catalogue.add(entry) for entry in entries if not isinstance(entry, Remark)]


def fields(form: str, content: str) -> dict[str, Any]:
    """The source that the only record of a text becomes."""
    (outcome,) = became(form, content)
    assert outcome.fields is not None, outcome.why
    return outcome.fields


# A case is a file, and NAME.expected beside it is what the command says and adds.


@pytest.mark.parametrize("name", FILES)
def test_what_becomes_of_a_file(name: str, newsroom: Site) -> None:
    before = newsroom.read(LIST)
    result = CliRunner().invoke(main, ["import", str(CASES / name), "-C", str(newsroom.root)])
    after = newsroom.read(LIST)
    assert after.startswith(before)
    said = result.output.replace(str(CASES), "tests/imports")
    seen = f"{said}exit code {result.exit_code}\n\n{after.removeprefix(before)}"
    expected = CASES / f"{name}.expected"
    if ACCEPT:
        expected.write_text(seen, "utf-8")
    assert seen == expected.read_text("utf-8")
    assert not newsroom.compile().errors


def test_every_type_has_a_kind_that_there_is() -> None:
    assert {meaning.kind for meaning in MEANINGS.values()} <= set(SOURCE_KINDS)
    assert {*ris.TYPES.values(), *BIBTEX_TYPES.values(), *csl.TYPES.values()} <= set(MEANINGS)


# The command.


def test_the_same_file_again_adds_nothing_and_is_no_fault(newsroom: Site) -> None:
    content = records(
        {"title": "Cool roofs", "issued": {"raw": "2024"}}, {"title": "Undated", "publisher": "Gibb"}
    )
    assert take(newsroom, content).exit_code == 0
    once = newsroom.files("briefings")
    again = take(newsroom, content)
    assert (again.exit_code, newsroom.files("briefings")) == (0, once)
    assert "0 added" in again.stderr
    assert "2 there already" in again.stderr


def test_what_the_list_of_another_briefing_has_is_there_already(newsroom: Site) -> None:
    newsroom.write("briefings/cold/briefing.yml", newsroom.read("briefings/heat/briefing.yml"))
    newsroom.write(
        "briefings/sources.yml", "sources:\n  - {id: roofs, kind: book, url: 'https://www.example.org/r/'}\n"
    )
    said = take(newsroom, records({"title": "R", "URL": "http://example.org/r#top"}), "--briefing", "cold")
    assert "`roofs`: the same address" in said.output
    assert "cold/sources.yml" not in newsroom.files("briefings")


def test_a_list_is_begun_where_there_is_none(newsroom: Site) -> None:
    assert take(newsroom, records({"title": "Cool roofs"}), "--into", "briefings/sources.yml").exit_code == 0
    assert newsroom.read("briefings/sources.yml") == (
        "sources:\n\n  - id: report-nd-cool\n    kind: report\n    title: Cool roofs\n"
    )


def test_a_dry_run_writes_nothing_and_shows_what_would_be_written(newsroom: Site) -> None:
    before = newsroom.files("briefings")
    said = take(newsroom, records({"title": "Cool roofs"}), "--dry-run")
    assert (said.exit_code, newsroom.files("briefings")) == (0, before)
    assert "  - id: report-nd-cool\n    kind: report\n    title: Cool roofs\n" in said.stdout
    assert "1 would be added" in said.stderr


def test_an_unknown_type_can_be_given_a_kind(newsroom: Site) -> None:
    content = records({"type": "hologram", "title": "From another time"})
    refused = take(newsroom, content)
    assert refused.exit_code == 1
    assert "think-tank" in refused.output
    assert take(newsroom, content, "--kind", "video").exit_code == 0
    assert "kind: video\n    title: From another time" in newsroom.read(LIST)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--briefing", "haet"), "did you mean `heat`?"),
        (("--into", "briefings/heat/briefing.yml"), "is not a list of sources"),
        (("--into", "../sources.yml"), "is not a list of sources"),
        (("--into", "briefings/cold/sources.yml"), "is not a list of sources"),
        (("--into", "briefings/sources.yml", "--briefing", "heat"), "not both"),
    ],
)
def test_a_list_that_is_none_is_refused(newsroom: Site, options: tuple[str, ...], said: str) -> None:
    result = take(newsroom, records({"title": "Cool roofs"}), *options)
    assert result.exit_code == 2
    assert said in result.output


def test_a_list_is_found_from_where_the_command_is_given(
    newsroom: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = newsroom.root / "refs.json"
    file.write_text(records({"title": "Cool roofs"}), "utf-8")
    monkeypatch.chdir(newsroom.root / "briefings" / "heat")
    said = CliRunner().invoke(
        main, ["import", str(file), "-C", "../..", "--into", "sources.yml", "--dry-run"]
    )
    assert (said.exit_code, said.stderr.strip()) == (
        0,
        f"1 would be added to {LIST}, 0 there already, 0 refused",
    )


def test_a_link_to_the_file_will_do_and_a_pipe_will_not(newsroom: Site) -> None:
    (newsroom.root / "real.json").write_text(records({"title": "Cool roofs"}), "utf-8")
    (newsroom.root / "link.json").symlink_to(newsroom.root / "real.json")
    os.mkfifo(newsroom.root / "pipe.json")
    for name, code in (("link", 0), ("pipe", 1)):
        file = newsroom.root / f"{name}.json"
        assert CliRunner().invoke(main, ["import", str(file), "-C", str(newsroom.root)]).exit_code == code


def test_of_several_briefings_one_has_to_be_named(newsroom: Site) -> None:
    newsroom.write("briefings/cold/briefing.yml", newsroom.read("briefings/heat/briefing.yml"))
    result = take(newsroom, records({"title": "Cool roofs"}))
    assert result.exit_code == 2
    assert "--briefing: cold, heat" in result.output


def test_a_list_with_errors_is_left_alone_and_they_are_reported(newsroom: Site) -> None:
    newsroom.write(LIST, "sources:\n  - id: Not An Id\n    kind: report\n")
    before = newsroom.files("briefings")
    result = take(newsroom, records({"title": "Cool roofs"}))
    assert (result.exit_code, newsroom.files("briefings")) == (1, before)
    assert "B104" in result.output


def test_a_link_in_the_place_of_the_list_is_refused(newsroom: Site) -> None:
    (newsroom.root / "elsewhere.yml").write_text(SOURCES, "utf-8")
    newsroom.remove(LIST)
    (newsroom.root / LIST).symlink_to(newsroom.root / "elsewhere.yml")
    result = take(newsroom, records({"title": "Cool roofs"}))
    assert result.exit_code == 1
    assert newsroom.read("elsewhere.yml") == SOURCES


@pytest.mark.slow
def test_more_sources_than_a_file_may_hold_are_not_written(newsroom: Site) -> None:
    before = newsroom.files("briefings")
    many = records(*({"title": f"Roof {n} " + "long " * 50, "issued": {"raw": "2024"}} for n in range(4000)))
    result = take(newsroom, many)
    assert (result.exit_code, newsroom.files("briefings")) == (1, before)
    assert "would have more than 1,048,576 bytes" in result.output


def test_nothing_that_is_said_hides_or_forges_a_line(newsroom: Site) -> None:
    hostile = "\x1b[31m\x00\r\n::error::x\u202e\u2028"
    result = take(
        newsroom, records({"id": hostile, "title": hostile + "roofs"}, {"id": hostile, "type": hostile})
    )
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Zl"} for c in result.output)
    assert not newsroom.compile().errors


def test_a_fault_of_the_disk_leaves_the_list_as_it_was(
    newsroom: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = newsroom.files("briefings")

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device", "sources.yml")

    monkeypatch.setattr(disk, "write", full)
    assert take(newsroom, records({"title": "Cool roofs"})).exit_code == 3
    assert newsroom.files("briefings") == before


# What cannot be read.


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" " * (MOST_BYTES + 1), "the limit is 10,000,000"),
        (b"% Encoding: us-ascii\n@misc{a, title = {Caf\xe9}}", "line 2: the file declares"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"1" * 5000 + b"]", "cannot be read"),
        (b'[{"a"\n 1}]', "line 2, column 2"),
        (b"<html>", "XML of this kind or HTML"),
        (b"%PDF-1.7", "format of this file is unknown"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(content: bytes, said: str) -> None:
    with pytest.raises(ReferencesFileError) as caught:
        imports.read_references("refs", content)
    assert any(words in str(caught.value) for words in said.split("|"))


def test_the_content_tells_the_format_before_the_name_does() -> None:
    assert imports.read_references("refs.bib", b"TY  - RPRT\nER  - \n")[0] == "ris"
    assert imports.read_references("refs.ris", b"\xef\xbb\xbf\n@misc{a, title = {A}}")[0] == "bibtex"
    assert imports.read_references("refs.txt", b" \n[]")[0] == "csl"


# What a record becomes.


def rows(table: str) -> list[list[str]]:
    """The rows of a table of cases, without its head."""
    return [line.split("\t") for line in (TABLES / table).read_text("utf-8").splitlines()[1:]]


@each(("written", "start", "end", "said"), rows("dates.tsv"))
def test_a_date_is_read_as_far_as_it_is_known(written: str, start: str, end: str, said: str) -> None:
    notes: list[str] = []
    assert dates.clean_period((written,), "published", notes) == (start, end)
    assert "".join(notes).endswith(said)
    assert bool(notes) == bool(said)


@each(("written", "read"), rows("latex.tsv"))
def test_latex_is_read_as_what_it_prints(written: str, read: str) -> None:
    assert decoded(written, []) == read


def shown(name: ImportedName) -> str:
    """A name as the tables have it: a body in brackets, a family name after the name."""
    return (
        f"[{name.name}]"
        if name.organisation
        else f"{name.name} <{name.family}>"
        if name.family
        else name.name
    )


@each(("written", "read"), rows("names.bibtex.tsv"))
def test_names_of_bibtex_are_persons_and_bodies(written: str, read: str) -> None:
    assert "; ".join(map(shown, bibtex_names.read_names(written, []))) == read


@each(
    ("form", "written", "read"),
    [(form, *row) for form in ("ris", "csl") for row in rows(f"names.{form}.tsv")],
)
def test_names_of_other_formats_are_persons_and_bodies(form: str, written: str, read: str) -> None:
    author = json.loads(written) if form == "csl" else written
    content = {
        "ris": f"TY  - RPRT\nTI  - A\nAU  - {author}\nER  - \n",
        "csl": records({"title": "A", "author": [author]}),
    }
    _, (entry,) = imports.read_references("refs", content[form].encode(), form)
    assert isinstance(entry, ImportedEntry)
    assert "; ".join(map(shown, entry.authors)) == read
    found = fields(form, content[form])["authors"]
    assert Source.model_validate({"id": "a", "kind": "book", "authors": found})


def address_of(found: dict[str, Any]) -> str:
    """The address of a source, or else that of its DOI."""
    return reference_to(Source.model_validate({"id": "a", **found})).address


@each(("what", "written", "read"), rows("addresses.tsv"))
def test_an_address_is_whole(what: str, written: str, read: str) -> None:
    notes: list[str] = []
    found = {
        "address": lambda: addresses.clean_address(written, "address", notes),
        "doi": lambda: addresses.clean_doi(written, notes),
        "words": lambda: " ".join(addresses.addresses_in(written)),
        "doi in words": lambda: addresses.doi_in(written),
        "bibtex": lambda: address_of(fields("bibtex", f"@misc{{a, title = {{A}}, {written}}}")),
    }
    known = found[what]() if what in found else addresses.repository_address(what, written)
    assert known == read
    assert read or notes or what not in ("address", "doi")


# What becomes of whole files, without a project: NAME.expected beside a file is the sources, and what is said.


@each("name", sorted(path.name for path in FILES_OF_RECORDS.iterdir() if path.suffix != ".expected"))
def test_what_becomes_of_records(name: str) -> None:
    _, entries = imports.read_references(name, (FILES_OF_RECORDS / name).read_bytes())
    catalogue = SourceCatalogue(())
    seen = []
    for entry in entries:
        if isinstance(entry, Remark):
            seen.append(f"note: {entry.place or 'file'}: {entry.words}\n")
            continue
        made = catalogue.add(entry)
        source = [made.fields] if made.fields else []
        why = f"is `{made.there}`: {made.why}" if made.there else made.why
        seen += [f"{entry.place}: {why or 'added'}\n", append_yaml.sources_as_yaml(source, apart=False)]
        seen += [f"    # {note}\n" for note in made.notes]
    expected = FILES_OF_RECORDS / f"{name}.expected"
    if ACCEPT:
        expected.write_text("".join(seen), "utf-8")
    assert "".join(seen) == expected.read_text("utf-8")


@pytest.mark.parametrize("written", [r"\foo{heat}", r"\href{http://a}", "{" * 99])
def test_latex_that_cannot_be_read_is_reported(written: str) -> None:
    notes: list[str] = []
    decoded(written, notes)
    assert notes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"DOI": "10.5555/A"}, {"URL": "http://dx.doi.org/10.5555/a"}),
        ({"URL": "https://www.example.org/a/"}, {"URL": "http://EXAMPLE.org:80/a?utm_source=x#part"}),
        ({"URL": "https://example.org/?b=2&a=1"}, {"URL": "https://example.org/?a=1&b=2"}),
        ({"DOI": "10.5555/b", "URL": "https://example.org/b"}, {"URL": "https://example.org/b"}),
        ({"title": "Pārāchinār — a report", "issued": {"raw": "2024"}}, {"title": "PARACHINAR: a Report", "issued": {"raw": "2024"}}),
        ({"archive": "https://web.archive.org/web/1/https://example.org"}, {"URL": "https://web.archive.org/web/1/https://example.org"}),
    ],
)  # fmt: skip
def test_a_source_is_known_again(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = became("csl", records({"title": "One", **one}, {"title": "One", **other}))
    assert first.fields is not None
    assert second.there == first.fields["id"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"URL": "https://example.org/?id=1"}, {"URL": "https://example.org/?id=2"}),
        ({"URL": "https://example.org/#!/a"}, {"URL": "https://example.org/#!/b"}),
        ({"title": "Annual report", "issued": {"raw": "2023"}}, {"title": "Annual report", "issued": {"raw": "2024"}}),
        ({"title": "Home", "publisher": "Gibb"}, {"title": "Home", "publisher": "Berg"}),
    ],
)  # fmt: skip
def test_two_sources_are_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    ids = [
        o.fields["id"]
        for o in became("csl", records({"title": "One", **one}, {"title": "Other", **other}))
        if o.fields
    ]
    assert len(set(ids)) == 2


def test_ids_that_would_be_alike_are_numbered() -> None:
    made = became("csl", records(*({"title": f"Cool roofs {n}", "issued": {"raw": "2024"}} for n in "abc")))
    assert [o.fields["id"] for o in made if o.fields] == [
        "report-2024-cool",
        "report-2024-cool-2",
        "report-2024-cool-3",
    ]


def test_an_id_that_an_origin_has_is_taken() -> None:
    catalogue = SourceCatalogue(
        [SourceList.model_validate({"origins": [{"id": "report-nd-cool", "title": "A"}]})]
    )
    outcome = catalogue.add(ImportedEntry("item 1", "", "report", MEANINGS["report"], title="Cool roofs"))
    assert outcome.fields is not None
    assert outcome.fields["id"] == "report-nd-cool-2"


OURS = {
    "csl": """[{"id": "a", "type": "report", "genre": "Think-tank publication", "title": "Heat & 'roofs' {1} -- 50 %",
        "author": [{"literal": "Gibb Institute"}], "publisher": "Gibb Institute", "issued": {"date-parts": [[2024, 11]]},
        "URL": "https://example.org/a", "note": "Copy: x",
        "custom": {"archive": ["https://web.archive.org/web/1/https://example.org/a"]}}]""",
    "bibtex": r"""@techreport{a, author = {{Gibb Institute}},
        title = {Heat \& {'}roofs{'} {\textbraceleft}1{\textbraceright} -{}- 50 \%}, institution = {Gibb Institute},
        type = {Think-tank publication}, date = {2024-11}, year = {2024}, url = {https://example.org/a}, annote = {x},}""",
    "ris": "TY  - RPRT\r\nID  - a\r\nTI  - Heat & 'roofs' {1} -- 50 %\r\nAU  - Gibb Institute\r\nPB  - Gibb Institute\r\n"
    "PY  - 2024\r\nDA  - 2024/11//\r\nM3  - Think-tank publication\r\nUR  - https://example.org/a\r\nER  - \r\n",
}


@pytest.mark.parametrize("form", OURS)
def test_what_bindery_exports_comes_back(form: str) -> None:
    found = fields(form, OURS[form])
    archive = found.pop("archive", None)
    assert found == {
        "id": "gibb-institute-2024-heat",
        "kind": "think-tank",
        "title": "Heat & 'roofs' {1} -- 50 %",
        "authors": [{"organisation": "Gibb Institute"}],
        "publisher": "Gibb Institute",
        "published": "2024-11",
        "url": "https://example.org/a",
    }
    assert archive == (["https://web.archive.org/web/1/https://example.org/a"] if form == "csl" else None)


@each("words", ["no", "null", "~", "1.0", "- a", "a: b", "a #b", "'a", "[a", "2024-01-01", "@a", "a\\b"])
def test_words_that_mean_something_to_yaml_are_read_back(words: str) -> None:
    source = {**NEW, "title": f"{words}"} if any(map(str.isalnum, words)) else {**NEW, "title": f"{words} a"}
    found = append_yaml.read_source_list(LIST, append_yaml.append_sources(LIST, as_bytes(SOURCES), [source]))
    assert found.sources[-1] == Source.model_validate(source)


def test_a_run_of_invisible_characters_is_removed_at_once() -> None:
    notes: list[str] = []
    words = "a" + "\u200d" * 50_000 + "\u0301" * 50_000 + "b"
    assert cleaning.clean_line(words, "title", notes) == "a" + "\u0301" * 16 + "b"
    assert notes


LATEX = st.lists(
    st.sampled_from([*"\\{}$~^_&%#'\"`-[] ab\n", "frac", "href", "emph", "begin{a}", "'e", "کرم"]),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(LATEX.map("".join))
def test_whatever_a_field_of_bibtex_holds_it_is_one_line(words: str) -> None:
    assert "\n" not in decoded(words, [])


def test_four_hundred_authors_are_four_hundred() -> None:
    authors = " and ".join(f"Berg, Ada{n}" for n in range(400))
    assert len(fields("bibtex", f"@misc{{a, title = {{A}}, author = {{{authors}}}}}")["authors"]) == 400


# Round trips.

NAMES = st.text(
    st.characters(
        categories=["Lu", "Ll", "Lo"], exclude_characters="\u115f\u1160\u3164\uffa0"
    ),  # which are not seen
    min_size=1,
    max_size=12,
).filter(lambda word: not names.is_body(word) and word.lower() not in {"and", "others"})
TITLES = st.lists(NAMES, min_size=1, max_size=6).map(" ".join)
DATES = st.dates(min_value=date(1000, 1, 1)).map(str)
RECORDS = st.fixed_dictionaries(
    {
        "title": TITLES,
        "given": NAMES,
        "family": NAMES,
        "body": TITLES,
        "publisher": TITLES,
        "date": DATES,
        "path": st.from_regex(r"[a-z]{1,9}", fullmatch=True),
    }
)


def expected(record: dict[str, str]) -> tuple[object, ...]:
    person = names.person(record["given"], record["family"])
    known = {"name": person.name, "family": person.family} if person.family != person.name else person.name
    return (
        record["title"],
        (Author.model_validate(known), Author(organisation=record["body"])),
        record["publisher"],
        record["date"],
        f"https://example.org/{record['path']}",
    )


def seen(found: dict[str, Any]) -> tuple[object, ...]:
    source = Source.model_validate(found)
    return source.title, source.authors, source.publisher, source.published, source.url


@settings(max_examples=50, deadline=None)
@given(RECORDS)
def test_what_rispy_writes_is_read(record: dict[str, str]) -> None:
    written = rispy.dumps(
        [
            {
                "type_of_reference": "RPRT",
                "title": record["title"],
                "authors": [f"{record['family']}, {record['given']}", f"{record['body']},"],
                "publisher": record["publisher"],
                "date": record["date"].replace("-", "/"),
                "urls": [f"https://example.org/{record['path']}"],
            }
        ]
    )
    assert seen(fields("ris", written)) == expected(record)


@settings(max_examples=50, deadline=None)
@given(RECORDS)
def test_csl_is_read(record: dict[str, str]) -> None:
    item = {
        "title": record["title"],
        "author": [{"family": record["family"], "given": record["given"]}, {"literal": record["body"]}],
        "publisher": record["publisher"],
        "issued": {"date-parts": [[int(part) for part in record["date"].split("-")]]},
        "URL": f"https://example.org/{record['path']}",
    }
    assert seen(fields("csl", records(item))) == expected(record)


@settings(max_examples=50, deadline=None)
@given(RECORDS)
def test_bibtex_is_read(record: dict[str, str]) -> None:
    written = (
        f"@report{{key,\n title = {{{record['title']}}},\n author = {{{{{record['family']}}}, {record['given']} and"
        f" {{{record['body']}}}}},\n institution = {{{record['publisher']}}},\n date = {{{record['date']}}},\n"
        f" url = {{https://example.org/{record['path']}}}\n}}\n"
    )
    assert seen(fields("bibtex", written)) == expected(record)


HOSTILE = st.sampled_from(
    ["", "a", "\x00\u202e", "<b>", "10.5555/a", "http://[", "2024-13", "\ud800", "کرم", "a: #b", "- ", "{"]
)
SCALAR = HOSTILE | st.sampled_from([None, True, 0, 2024, -1, 1e400, float("nan")])
PARTS = st.dictionaries(
    st.sampled_from(["family", "given", "literal", "date-parts", "raw", "circa", "archive"]),
    SCALAR | st.lists(SCALAR | st.lists(SCALAR, max_size=3), max_size=2),
    max_size=3,
)
JSON = SCALAR | PARTS | st.lists(SCALAR | PARTS, max_size=2)
KEYS = st.sampled_from(["id", "title", "author", "publisher", "container-title", "issued", "accessed", "URL", "DOI", "language", "archive", "custom", "genre", "note"])  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=2), st.sampled_from(sorted(MEANINGS)))
def test_whatever_a_record_holds_it_becomes_a_source_or_is_refused(
    items: list[dict[str, Any]], kind: str
) -> None:
    added = [
        o.fields for o in became("csl", json.dumps([{**item, "type": kind} for item in items])) if o.fields
    ]
    if added:
        found = append_yaml.read_source_list(LIST, append_yaml.append_sources(LIST, as_bytes(SOURCES), added))
        assert [source.id for source in found.sources[2:]] == [source["id"] for source in added]


@settings(max_examples=50, deadline=None)
@given(
    st.text(alphabet='TYERAU09 -\n\r@{}"=,#\\misc[]:x\u0627\u202e', max_size=200),
    st.sampled_from(imports.FORMATS),
)
def test_whatever_a_file_holds_it_is_read_or_refused(content: str, form: str) -> None:
    try:
        _, entries = imports.read_references("refs", content.encode(), form)
    except ReferencesFileError as error:
        assert str(error)  # noqa: PT017  what it says is the point
    else:
        assert isinstance(entries, list)


# The file that is added to.

ITEM = "  - id: a\n    kind: book\n"
LISTS = {
    "comments": f"# about\nsources:  # all\n\n{ITEM}    title: 'It''s'   # why\n\n  # the rest\n",
    "no-line-end": "sources:\n  - id: a\n    kind: book",
    "block-text": "sources:\n  - id: a\n    kind: book\n    descriptor: |\n      Two\n      lines.\n\n\n",
    "kept-block-text": "sources:\n  - id: a\n    kind: book\n    descriptor: |+\n      Two\n\n\norigins:\n  - {id: o, title: O}\n",
    "origins-below": f"sources:\n{ITEM}\n\n# where it comes from\norigins:\n  - {{id: o, title: O}}\n",
    "origins-above": f"origins:\n  - {{id: o, title: O}}\nsources:\n{ITEM}",
    "only-origins": "origins:\n  - {id: o, title: O}\n",
    "not-indented": "sources:\n- id: a\n  kind: book\n- id: b\n  kind: book\n",
    "not-indented-with-origins": "sources:\n- id: a\n  kind: book\norigins:\n- {id: o, title: O}\n",
    "deep": "sources:\n    -   id: a\n        kind: book\n\n    -   id: b\n        kind: book\n",
    "flow-items": "sources:\n  - {id: a, kind: book}\n  - {id: b, kind: book}  # the last\n",
    "flow-list": "sources: [{id: a, kind: book}, # one\n  {id: b, kind: book},]  # end\n",
    "json": '{"sources": [{"id": "a", "kind": "book"}]}\n',
    "empty-json": '{"sources": [], "origins": []}',
    "empty-list": "# none yet\nsources: []  # none\n",
    "empty-list-and-origins": "sources: []\norigins: []\n",
    "nothing": "sources:\n",
    "nothing-no-line-end": "sources:",
    "nothing-and-origins": "sources:   # none yet\norigins:\n  - {id: o, title: O}\n",
    "only-a-comment": "# nothing yet\n",
    "empty": "",
    "document-marks": f"---\nsources:\n{ITEM}...\n",
    "crlf": f"sources:\n{ITEM}\n  # more\n".replace("\n", "\r\n"),
    "crlf-origins": f"sources:\n{ITEM}\norigins:\n  - {{id: o, title: O}}\n".replace("\n", "\r\n"),
    "mark-of-byte-order": f"\ufeffsources:\n{ITEM}",
    "long-lines": "sources:\n  - id: a\n    kind: book\n    title: " + "long " * 60 + "\n",
}  # fmt: skip


@each("name", LISTS)
def test_what_the_author_wrote_stays(name: str) -> None:
    old = LISTS[name].encode()
    before = append_yaml.read_source_list(LIST, old)
    new = append_yaml.append_sources(LIST, old, [NEW, {**NEW, "id": "newer-2024"}])
    after = append_yaml.read_source_list(LIST, new)
    assert after.sources[: len(before.sources)] == before.sources
    assert [source.id for source in after.sources[len(before.sources) :]] == ["new-2024", "newer-2024"]
    assert after.origins == before.origins
    kept = old.replace(b" []", b"", 1) if name.startswith("empty-list") else old
    assert any(new.startswith(kept[:at]) and new.endswith(kept[at:]) for at in range(len(kept) + 1))
    assert (b"\r\n" in new) == (b"\r\n" in old)
    assert b"\n" not in new.replace(b"\r\n", b"") or b"\r\n" not in old


def test_new_sources_are_written_as_the_author_writes() -> None:
    deep = (
        append_yaml.append_sources(LIST, LISTS["deep"].encode(), [NEW]).decode().removeprefix(LISTS["deep"])
    )
    assert deep.startswith("\n    -   id: new-2024\n        kind: report\n")
    close = append_yaml.append_sources(LIST, LISTS["not-indented"].encode(), [NEW]).decode()
    assert close.startswith(LISTS["not-indented"] + "- id: new-2024\n  kind: report\n")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "briefings").glob("**/sources.yml")), ids=lambda p: p.parent.name
)
def test_the_lists_of_this_project_stay_byte_for_byte(path: Path) -> None:
    old = path.read_bytes()
    new = append_yaml.append_sources(LIST, old, [NEW])
    assert any(new.startswith(old[:at]) and new.endswith(old[at:]) for at in range(len(old) + 1))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from(sorted(LISTS)))
def test_any_words_are_read_back(words: str, name: str) -> None:
    notes: list[str] = []
    title = cleaning.clean_line(words, "title", notes)
    source = {**NEW, "title": f"A {title} {title}"}
    found = append_yaml.read_source_list(
        LIST, append_yaml.append_sources(LIST, LISTS[name].encode(), [source])
    )
    assert found.sources[-1] == Source.model_validate(source)
