"""The figures of a claim are compared with what it cites; a figure that nothing cited contains is reported."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.growth import calls
from support.project import ROOT, Site, briefing, graph
from support.project import edition as edition_of

from bindery import cli
from bindery.evidence import figure_matching, figure_readings, figures
from bindery.evidence.cited_material import Shelf
from bindery.evidence.graph import Graph
from bindery.reading.project import read_project
from bindery.system import disk
from bindery.text import numerals
from bindery.text.problems import Problem

# A claim's text, the quotation of its one source (published 2024-08-02), and what nothing carries.
CARRIED = [
    # groups, scales, words
    ("15,000 died.", "15000 people", []),
    ("15 000 died.", "15,000 people", []),
    ("15000 died.", "15\u00a0000 people", []),
    ("15000 died.", "15\u2009000 people", []),
    ("1,524 died.", "1524 in 2023", []),
    ("16 soldiers died.", "Sixteen soldiers were martyred", []),
    ("Sixteen soldiers died.", "16 soldiers", []),
    ("44 died.", "Forty-four persons lost their lives", []),
    ("1.5 million fled.", "1,500,000 people", []),
    ("1,500,000 fled.", "some 1.5m people", []),
    ("It lost $7.095 billion.", "from $7.095 billion in 2022-23", []),
    ("It lost 7,095,000,000 dollars.", "from $7.095 billion in 2022-23", []),
    ("Worst in a decade.", "worst in ten years", []),
    ("Worst in ten years.", "worst in a decade", []),
    ("Worst in 10 years.", "worst in a decade", []),
    ("Highest in nine years.", "a record 9-year high", []),
    ("It took three weeks.", "After 3 weeks of talks", []),
    ("A 14-point agreement.", "a pact of fourteen points", []),
    ("Twice as many died.", "the toll doubled", []),
    ("6,000 to 6,500 fighters.", "6,000–6,500 fighters", []),
    ("6,000–6,500 fighters.", "around 6,000 to 6,500 fighters", []),
    # versions: a line has each of its releases, and a zero at the end adds nothing
    ("The 1.x line ends.", "Version 1.6.1 is the last", []),
    ("The 1.6.x line ends.", "Version 1.6.1 is the last", []),
    ("MkDocs 1.x ends.", "MkDocs 1 is over", []),
    ("The 2.x line ends.", "Version 1.6.1 is the last", ["2.x"]),
    ("The 1.7.x line ends.", "Version 1.6.1 is the last", ["1.7.x"]),
    ("Release 1.0 has no date.", "no date for a 1.0.0 release", []),
    ("Release 1.0 has no date.", "no date for a 1.0.1 release", ["1.0"]),
    ("Release 10.0.0 has no date.", "no date for release 1.0", ["10.0.0"]),
    # units of measure
    ("The keel is 3 metres long.", "12 metres long, and weighs 3 tonnes", ["3"]),
    ("The keel is 3 m long.", "the keel of 3 metres", []),
    ("A 3-metre keel.", "3 meters long", []),
    ("A load of 3 tons.", "3 tonnes", []),
    ("An area of 3 square kilometres.", "a road of 3 kilometres", ["3"]),
    ("It took 3 boats.", "3 metres long", []),
    # shares and bounds in other languages
    ("Fares rose by a third.", "rose by six per cent", ["a third"]),
    ("A third of them left.", "ein Drittel ging", []),
    ("Half of them left.", "ein Drittel ging", ["Half"]),
    ("At least 40 boats fit.", "Mindestens vierzig Boote passen", []),
    ("3 million came.", "3 Mio. kamen", []),
    ("3 million came.", "3 Mrd. kamen", ["3 million"]),
    ("It cost 300,000 rupees.", "3 لاکھ روپے", []),
    ("It cost 300,000 rupees.", "3 کروڑ روپے", ["300,000"]),
    # another figure is another figure
    ("46 died.", "47 people", ["46"]),
    ("46 died.", "460 people", ["46"]),
    ("1,524 died.", "1,524.5 people", ["1,524"]),
    ("It took three weeks.", "after three months", ["three"]),
    ("It lost $7 million.", "it lost €7 million", ["$7 million"]),
    ("46 died.", "[46] people died", ["46"]),
    ("46 died.", "dozens died", ["46"]),
    ("980 and 98 died.", "980 died", ["98"]),
    ("46 died.", "it began on 16 December, at 46:00 or 4.6", ["46"]),
    ("16 died.", "on December 16 they died", ["16"]),
    # shares
    ("It rose by 56 per cent.", "a rise of 56%", []),
    ("It rose by 56%.", "a rise of 56 percent", []),
    ("It rose by 56 %.", "a surge by about 56pc", []),
    ("By 17, 56 or 81 per cent.", "17 percent, or 56pc, or an 81 percent increase", []),
    ("Half of them died.", "50 per cent died", []),
    ("50 per cent of them died.", "half of them died", []),
    ("More than half died.", "52 per cent of deaths", []),
    ("It rose by 56 per cent.", "56 people died", ["56"]),
    ("56 people died.", "a rise of 56 per cent", ["56"]),
    ("It rose by 56 per cent.", "a rise of 55.5 per cent", ["56"]),
    ("It rose by about 56 per cent.", "a rise of 55.5 per cent", []),
    # limits
    ("More than 1,500 died.", "1,524 deaths", []),
    ("Over 1,500 died.", "1,524 deaths", []),
    ("More than 1,500 died.", "over 1,500 deaths", []),
    ("More than 1,500 died.", "1,500 deaths", ["1,500"]),
    ("More than 1,500 died.", "1,499 deaths", ["1,500"]),
    ("More than 1,500 died.", "3,000 deaths", ["1,500"]),
    ("More than 1,500 died.", "in 2023", ["1,500"]),
    ("1,500 died.", "over 1,500 deaths", []),
    ("1,500 died.", "1,524 deaths", ["1,500"]),
    ("At least 13 died.", "13 deaths", []),
    ("At least 13 died.", "16 deaths", []),
    ("At least 13 died.", "12 deaths", ["13"]),
    ("At least one soldier died.", "one soldier", []),
    ("At least one soldier died.", "no soldier", ["one"]),
    ("Up to 50 died.", "50 deaths", []),
    ("Up to 50 died.", "49 deaths", []),
    ("Up to 50 died.", "51 deaths", ["50"]),
    ("Fewer than 50 died.", "49 deaths", []),
    ("Fewer than 50 died.", "50 deaths", ["50"]),
    ("About 300 died.", "300 deaths", []),
    ("Some 300 died.", "315 deaths", []),
    ("Around 300 died.", "285 deaths", []),
    ("Nearly 300 died.", "290 deaths", []),
    ("Almost 300 died.", "290 deaths", []),
    ("Roughly 300 died.", "316 deaths", ["300"]),
    ("About 300 died.", "284 deaths", ["300"]),
    # dates
    ("It began on 21 November 2024.", "on 2024-11-21", []),
    ("It began on 2024-11-21.", "on November 21, 2024", []),
    ("It began on November 21, 2024.", "on 21 Nov 2024", []),
    ("It began in November 2024.", "on 21 November 2024", []),
    ("It began in 2023.", "on 21 November 2023", []),
    ("It began on 21 November 2024.", "in November 2024", ["21 November 2024"]),
    ("It began on 21 November 2024.", "on 22 November 2024", ["21 November 2024"]),
    ("It began on 1 July 2024.", "on July 1", []),
    ("It began on 1 July 2023.", "on July 1", ["1 July 2023"]),
    ("It began in July 2024.", "since mid-July", []),
    ("It began on 29 July 2024.", "on Monday", ["29 July 2024"]),
    ("It began in 2015.", "since 2014-15", []),
    ("It was the 1990s.", "in 1994", []),
    ("It was in 1994.", "in the 1990s", ["1994"]),
    ("In 2024 it was hot.", "2,024 people", []),
    # of the source's own date: 2 August 2024
    ("It was said on 2 August 2024.", "it is hot", []),
    ("It was said in August 2024.", "it is hot", []),
    ("It was said in 2024.", "it is hot", []),
    ("It was said on 3 August 2024.", "it is hot", ["3 August 2024"]),
    ("It was said in 2022.", "it is hot", ["2022"]),
    # versions
    ("MkDocs 1.6.1 is out.", "Version 1.6.1 (2024-08-30)", []),
    ("MkDocs 1.6.1 is out.", "Version 1.6.2", ["1.6.1"]),
    ("MkDocs 1.6 is out.", "Version 1.6.5", ["1.6"]),
    ("Python 3.11 is out.", "Python 3.1", ["3.11"]),
    ("MkDocs 1 is old.", "MkDocs 1.x is old", []),
    ("Bindery 9.8.1 is out.", "it is hot", []),  # the source's title has it
    # what is no figure
    ("One of the two sides was first.", "it is hot", []),
    ("Dozens died, and seven were wounded.", "it is hot", ["Dozens", "seven"]),
    ("All seven were wounded.", "it is hot", []),
    # another number before the same noun, or the number before another
    ("Five ships sank.", "five lamps and four ships", ["Five"]),
    ("Five lamps and four ships sank.", "five lamps and four ships", []),
    ("The 12 ships sank.", "12 ships, 12 lamps", []),
    ("It killed 12 people.", "it took 12 lives and hurt 40 people", []),
    ("It was the fourth fall.", "the 3rd fall", ["fourth"]),
    ("It was the third fall.", "the 3rd fall", []),
    # rates, currencies, centuries, sizes, years
    ("It lost 30 crowns a month.", "30 crowns a year", ["30"]),
    ("It lost 30 crowns a year.", "30 crowns per year", []),
    ("It lost 30 euros.", "30 crowns", ["30"]),
    ("It fell in the 19th century.", "in 1848", []),
    ("It fell in the 19th century.", "in 1948", ["19th century"]),
    ("Dozens sank.", "52 boats", []),
    ("Hundreds sank.", "52 boats", ["Hundreds"]),
    ("It has 2,023 boats.", "in 2023", ["2,023"]),
    ("At least 1.5 million left.", "between 1.5 and 2 million", []),
    ("MMXXI was hot, and XII boats sank.", "in 2021, twelve boats sank", []),
    ("An F-16 and COVID-19.", "it is hot", []),
    ("Chapter 12 was hot.", "it is hot", []),  # an entity's name
    ("See 12 at https://example.org/2022.", "it is hot", ["12"]),
    # Markdown round it
    ("**46** died.", "46 people", []),
    ("15&nbsp;000 died.", "15,000 people", []),
]
SOURCES = {
    "sources": [
        {"id": "gibb", "kind": "news", "title": "Notes on Bindery 9.8.1", "published": "2024-08-02"},
        {"id": "undated", "kind": "news", "title": "Undated"},
    ]
}
ENTITIES = [{"id": "chapter-12", "name": "Chapter 12", "kind": "term"}]


def files(claim: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A project with one claim."""
    made = briefing(key_points=[{"id": "toll", **claim}], entities=ENTITIES, **parts)
    return {"heat/briefing.yml": made, "heat/sources.yml": SOURCES}


def problems(claim: dict[str, Any], *, strict: bool = False, **parts: Any) -> list[Problem]:
    """The problems that are reported of a claim."""
    made = files(claim, **parts)
    return figures.check_figures(graph(made), strict=strict)


def marked(claim: dict[str, Any], **parts: Any) -> list[str]:
    """The figures that nothing carries, as they are marked in the file."""
    return [p.span.content for p in problems(claim, **parts) if p.span and p.code == "B310"]


def quoting(text: str, quote: str, source: str = "gibb", **more: Any) -> dict[str, Any]:
    """A claim with one piece of evidence."""
    return {"text": text, "evidence": [{"source": source, "quote": quote}], **more}


@pytest.mark.parametrize(("text", "quote", "missing"), CARRIED, ids=[f"{t} {q}" for t, q, _ in CARRIED])
def test_a_figure_is_carried_in_every_way_of_writing_and_in_no_other(
    text: str, quote: str, missing: list[str]
) -> None:
    assert marked(quoting(text, quote)) == missing


def test_a_number_of_a_source_is_read_in_its_language() -> None:
    german = {"sources": [{"id": "gibb", "kind": "news", "published": "2024-08-02", "language": "de"}]}

    def missing(text: str, quote: str) -> list[str]:
        made = files(quoting(text, quote)) | {"heat/sources.yml": german}
        return [p.span.content for p in figures.check_figures(graph(made)) if p.span and p.code == "B310"]

    assert missing("1,240 ships came.", "1.240 Schiffe liefen ein") == []
    assert missing("1240 ships came.", "1.240 Schiffe liefen ein") == []
    assert missing("1.240 Schiffe kamen.", "1.240 Schiffe liefen ein") == []
    assert missing("1,420 ships came.", "1.240 Schiffe liefen ein") == ["1,420"]
    assert missing("It rose by 4.5 per cent.", "um 4,5 Prozent") == []
    assert missing("It rose by 45 per cent.", "um 4,5 Prozent") == ["45"]


def test_the_heading_that_a_locator_names_carries_its_version_and_no_other_number() -> None:
    claim = quoting("Release 9.7.2 warns 12 users.", "it warns")
    assert marked(claim) == ["9.7.2", "12"]
    claim["evidence"][0]["locator"] = "program-9.7.2, p. 12"
    assert marked(claim) == ["12"]


@pytest.mark.parametrize("stance", ["supports", "disputes", "qualifies"])
def test_evidence_of_any_stance_carries(stance: str) -> None:
    piece = {"source": "gibb", "quote": "46 people", "stance": stance}
    assert marked({"text": "46 died.", "evidence": [piece]}) == []


def test_a_claim_that_quotes_nothing_carries_nothing() -> None:
    assert marked({"text": "46 died on 21 November 2024."}) == ["46", "21 November 2024"]


def test_sources_that_merely_make_the_claim_carry_nothing() -> None:
    assert marked({"text": "It was said on 2 August 2024.", "made_by": ["gibb"]}) == ["2 August 2024"]


def a_dataset(source: str = "gibb", unit: str = "people") -> list[dict[str, Any]]:
    point = {"x": "2022", "y": "980", "source": source}
    return [{"id": "toll", "title": "Toll", "unit": unit, "series": [{"name": "A", "points": [point]}]}]


def test_a_point_of_a_dataset_carries_when_its_source_is_cited() -> None:
    claim = quoting("980 died in 2022.", "it is hot")
    assert marked(claim, datasets=a_dataset()) == []
    assert marked(claim, datasets=a_dataset("undated")) == ["980", "2022"]


def test_a_point_carries_its_value_in_its_unit() -> None:
    claim = quoting("A rise of 980 per cent, or 980 million.", "it is hot")
    assert marked(claim, datasets=a_dataset(unit="per cent")) == ["980 million"]
    assert marked(claim, datasets=a_dataset(unit="million dollars")) == ["980"]


def test_the_calculation_carries() -> None:
    claim = quoting(
        "It rose by 56 per cent.", "980 before, 1,524 people now", calculation="(1524 - 980) / 980 = 56 %"
    )
    assert marked(claim) == []
    assert marked({**claim, "text": "It rose by 57 per cent."}) == ["57"]


def test_as_of_carries_a_date_and_no_number() -> None:
    claim = quoting("On 21 November 2023 it was 21.", "it is hot", as_of="2023-11-21")
    assert marked(claim) == ["21"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [("It began on 12 October 2023.", []), ("It ended in November 2023.", []), ("It was 2023.", []),
     ("It began on 12 October.", []), ("It began on 13 October 2023.", ["13 October 2023"])],
)  # fmt: skip
def test_an_event_that_shares_a_source_carries_its_dates(text: str, missing: list[str]) -> None:
    event = {
        "id": "e",
        "date": "2023-10-12",
        "end": "2023-11-01",
        "title": "It",
        "evidence": [{"source": "undated"}],
    }
    assert marked(quoting(text, "it is hot", "undated"), events=[event]) == missing
    assert len(marked(quoting(text, "it is hot"), events=[event])) == 1


def test_a_day_of_a_source_without_a_date_says_no_year() -> None:
    assert marked(quoting("It began on 1 July 2024.", "on July 1", "undated")) == ["1 July 2024"]


# What is told, and where.


def test_the_figure_is_a_warning_and_strictly_an_error() -> None:
    claim = quoting("46 died.", "47 people")
    assert [(p.code, p.severity) for p in problems(claim)] == [("B310", "warning")]
    assert [(p.code, p.severity) for p in problems(claim, strict=True)] == [("B310", "error")]


def test_the_message_names_the_figure_and_the_help_the_three_ways_out() -> None:
    (problem,) = problems(quoting("It rose by 56 per cent.", "56 people"), datasets=a_dataset())
    assert problem.message == "the figure `56` is in nothing that this claim cites"
    assert problem.help.splitlines() == [
        "searched: 1 quotation, 1 value of the datasets; the number occurs there, but not as a percentage",
        (
            "quote the passage with the figure, correct the figure, show how you calculated it under `calculation`,"
            " or give a reason under `allow_figures`"
        ),
    ]


def test_of_a_date_the_help_says_which_dates_were_looked_at() -> None:
    (problem,) = problems(quoting("It began in May 2022.", "it is hot", as_of="2023-11"))
    assert problem.message == "the date `May 2022` is in nothing that this claim cites"
    assert problem.help.splitlines()[0] == "searched: 1 quotation; dates: 2023-11, 2024-08-02"


FOLDED = """
title: Heat
summary: It is hot.
date: 2024
key_points:
  - id: toll
    text: >-
      In the year of 5 heat waves 55 died, then 5 more; it began on 3 July
      2022.
    evidence: [{source: gibb, quote: 55 people}]
sections: [{id: why, title: Why, content: [{claim: toll}]}]
"""


def test_the_mark_stands_under_the_right_one_of_two_and_across_a_fold() -> None:
    made = {"heat/briefing.yml": FOLDED, "heat/sources.yml": SOURCES}
    spans = [p.span for p in figures.check_figures(graph(made)) if p.span]
    assert [(s.line, s.column, s.content) for s in spans] == [
        (7, 22, "5"), (7, 49, "5"), (7, 69, "3 July\n      2022"),
    ]  # fmt: skip


@each(
    ("text", "key"),
    [("1,500 died.", "1500"), ("1500 died.", "1,500"), ("It rose by 56 per cent.", "56"), ("Half died.", "50 %"),
     ("It rose by 56 %.", "56 percent"), ("Sixteen died.", "16"), ("16 died.", "sixteen"),
     ("On 21 November 2022.", "2022-11-21"), ("In 2022.", "2022"), ("In 1.5 million.", "1500000"),
     ("MkDocs 1.6 is out.", "1.6"), ("At least one soldier died.", "1"),
     ("10–12 died.", "10 to 12"), ("12 boats sank.", "12 boats"), ("It cost $12.", "$12"), ("12 metres.", "12 m")],
)  # fmt: skip
def test_allow_figures_silences_a_figure_however_it_is_written(text: str, key: str) -> None:
    assert problems(quoting(text, "it is hot", allow_figures={key: "because"})) == []


@each(
    ("text", "key"),
    [("56 died.", "56%"), ("It cost $12.", "€12"), ("12 metres.", "12 feet"), ("12 boats sank.", "12 people"),
     ("10 to 12 died.", "11 to 12"), ("12 died.", "12, 13"), ("It was -12.", "12"), ("On 3 May 2023.", "4 May 2023")],
)  # fmt: skip
def test_a_key_of_another_unit_or_with_more_figures_names_none(text: str, key: str) -> None:
    codes = {problem.code for problem in problems(quoting(text, "it is hot", allow_figures={key: "because"}))}
    assert codes == {"B310", "B312"}


def test_allow_figures_silences_no_other() -> None:
    found = problems(quoting("46 and 47 died.", "it is hot", allow_figures={"46": "because"}))
    assert [p.span.content for p in found if p.span] == ["47"]


def test_an_operand_of_the_calculation_does_not_carry() -> None:
    claim = quoting(
        "It was 980, a rise of 56 per cent.", "it is hot", calculation="(1524 - 980) / 980 = 56 %"
    )
    assert marked(claim) == ["980"]


def test_an_allowed_figure_that_is_not_in_the_text_is_an_error_at_its_key() -> None:
    (problem,) = problems(quoting("46 died.", "46 people", allow_figures={"48": "because"}))
    assert (problem.code, problem.severity) == ("B312", "error")
    assert problem.span
    assert problem.span.content.strip("'") == "48"


def test_an_allowed_figure_that_is_carried_too_is_left_alone() -> None:
    assert problems(quoting("46 died.", "46 people", allow_figures={"46": "because"})) == []


def test_a_wrong_calculation_is_an_error_and_so_is_one_that_cannot_be_read() -> None:
    claim = quoting("It rose.", "it is hot")
    (wrong,) = problems({**claim, "calculation": "(1524 - 980) / 980 = 57 %"})
    assert (wrong.code, wrong.severity, wrong.message) == ("B311", "error", "the result is 55.5 %, not 57 %")
    assert wrong.span
    assert wrong.span.content == "57 %"
    (unreadable,) = problems({**claim, "calculation": "980 / (2 - 2) = 1"})
    assert (unreadable.code, unreadable.severity) == ("B313", "error")
    assert unreadable.span
    assert unreadable.span.content == "(2 - 2)"


# The commands.

BAD = """
title: Heat
summary: It is hot.
date: 2024
key_points: [{id: toll, text: 46 died.}]
sections: [{id: why, title: Why, content: [{claim: toll}]}]
"""


@pytest.mark.parametrize("command", ["check", "build"])
def test_strict_figures_stops_the_command(command: str, site: Site) -> None:
    site.newsroom().write("briefings/other/briefing.yml", BAD)
    result = CliRunner().invoke(
        cli.main, [command, "-C", str(site.root), "--strict-figures", "--format", "json"]
    )
    assert result.exit_code == 1
    assert [p["severity"] for p in yaml.safe_load(result.stdout) if p["code"] == "B310"] == ["error"]


def test_without_it_a_check_passes(site: Site) -> None:
    site.newsroom().write("briefings/other/briefing.yml", BAD)
    result = CliRunner().invoke(cli.main, ["check", "-C", str(site.root)])
    assert result.exit_code == 0
    assert "warning[B310]" in result.stdout


def test_the_setting_of_the_inputs_is_obeyed() -> None:
    made = {"heat/briefing.yml": BAD}
    assert [p.severity for p in edition_of(made).problems if p.code == "B310"] == ["warning"]
    assert [p.severity for p in edition_of(made, strict_figures=True).problems if p.code == "B310"] == [
        "error"
    ]


# Laws.

NUMBER = st.integers(10, 10**9).filter(lambda n: not 1800 <= n < 2100)
FORMS = st.sampled_from(
    [lambda n: f"{n:,}", str, lambda n: f"{n:,}".replace(",", " "), lambda n: f"{n:,}".replace(",", "\u00a0")]
)


@given(NUMBER, FORMS, FORMS, st.booleans())
def test_a_number_carries_itself_in_any_form(number: int, one: Any, other: Any, share: bool) -> None:
    (cited,) = numerals.find_figures(one(number) + (" per cent" if share else " people"))
    (wanted,) = numerals.find_figures(other(number) + ("%" if share else " died"))
    assert figure_matching.figure_carries(cited, wanted)


@given(NUMBER, NUMBER)
def test_without_a_limit_no_other_number_carries_it(one: int, other: int) -> None:
    (cited,), (wanted,) = numerals.find_figures(f"{one} people"), numerals.find_figures(f"{other} people")
    assert figure_matching.figure_carries(cited, wanted) == (one == other)


@given(st.integers(20, 10**9), st.integers(1, 10**9))
def test_more_than_needs_more_and_less_than_twice(limit: int, found: int) -> None:
    (cited,), (wanted,) = (
        numerals.find_figures(f"{found:,} people"),
        numerals.find_figures(f"more than {limit:,} people"),
    )
    assert figure_matching.figure_carries(cited, wanted) == (limit < found < 2 * limit)


@given(st.dates(), st.dates())
def test_a_day_carries_itself_and_no_other(one: Any, other: Any) -> None:
    if one.year < 1800 or other.year < 1800:
        return
    (cited,), (wanted,) = (
        numerals.find_figures(one.isoformat()),
        numerals.find_figures(f"{other:%d %B} {other.year}"),
    )
    assert figure_matching.figure_carries(cited, wanted) == (one == other)


@pytest.mark.slow
def test_work_grows_with_the_number_of_figures_and_not_with_its_square() -> None:
    def check(figures: int) -> int:
        text = " and ".join(str(n) for n in range(10_000, 10_000 + figures))
        given = quoting(f"{text} died.", text.replace("1", "2"))
        found: list[Problem] = []
        counted = calls(lambda: found.extend(problems(given)))
        assert found
        return counted

    check(10)  # loads what each check needs
    assert check(800) < 6 * check(200)


# The briefings of this repository.


@pytest.fixture(scope="module")
def real_graph() -> Graph:
    """The briefings of this repository."""
    found, _ = read_project(disk.read_inputs(ROOT))
    return Graph(found)


@pytest.mark.slow
def test_each_figure_of_a_claim_of_the_real_briefings_is_carried(real_graph: Graph) -> None:
    problems = figures.check_figures(real_graph)
    assert not [p for p in problems if p.severity == "error" or p.message.endswith("that this claim cites")]


@pytest.mark.slow
def test_a_figure_put_in_place_of_any_of_theirs_is_found(real_graph: Graph) -> None:
    tried = 0
    for register in real_graph.registers.values():
        found = figure_readings.read_figures(register, Shelf(real_graph))
        for reading in found.readings:
            if reading.figure.day and reading.figure.day.year:
                (wrong,) = numerals.find_figures("17 February 1907")
            elif reading.figure.value is not None and not reading.figure.day:
                (wrong,) = numerals.find_figures("76,543 died")
            else:
                continue
            tried += 1
            material = found.materials[reading.statement.path, reading.statement.number]
            assert not material.carries(wrong), reading.statement.path
    assert tried > 300
