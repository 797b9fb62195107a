"""Citations in author-date style tell every source from every other, as The Chicago Manual of Style has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.model.source import Source
from bindery.references.author_labels import citation_labels
from bindery.references.reference import reference_to


def source(number: int, year: str, authors: list[str], publisher: str = "Press") -> Source:
    """A source; an author is `given/family`, `family//given` as it is spoken, or a name without its parts."""
    named = []
    for author in authors:
        if "//" in author:
            family, given = author.split("//")
            named.append({"name": f"{family} {given}", "family": family})
        elif "/" in author:
            given, family = author.split("/")
            named.append({"name": f"{given} {family}", "family": family})
        else:
            named.append({"name": author})
    data = {"id": f"s-{number}", "kind": "report", "title": f"Title {number}", "authors": named}
    return Source.model_validate(data | {"publisher": publisher} | ({"published": year} if year else {}))


ADA, BOB, ANNA, LEE, MAI = "Ada/Okafor", "Bob/Okafor", "Anna/Okafor", "Ben/Lee", "Mai/Do"
ROWS: list[tuple[str, list[tuple[str, list[str]]], list[str]]] = [
    ("one", [("2024", [ADA])], ["Okafor 2024"]),
    ("one name, one year", [("2024", [ADA]), ("2024", [BOB])], ["A. Okafor 2024", "B. Okafor 2024"]),
    ("one name, two years", [("2024", [ADA]), ("2023", [BOB])], ["A. Okafor 2024", "B. Okafor 2023"]),
    ("one initial", [("2024", [ADA]), ("2024", [ANNA])], ["Ada Okafor 2024", "Anna Okafor 2024"]),
    (
        "one initial among three",
        [("2024", [ADA]), ("2024", [ANNA]), ("2024", [BOB])],
        ["Ada Okafor 2024", "Anna Okafor 2024", "B. Okafor 2024"],
    ),
    (
        "second given names",
        [("2024", ["Ada Mary/Okafor"]), ("2024", ["Ada Jane/Okafor"])],
        ["A. M. Okafor 2024", "A. J. Okafor 2024"],
    ),
    (
        "an initial that may be the same person",
        [("2024", [ADA]), ("2024", ["A./Okafor"])],
        ["Okafor 2024b", "Okafor 2024a"],  # in the order of the list
    ),
    (
        "an initial that may be one of two",
        [("2024", [ADA]), ("2024", [ANNA]), ("2024", ["A./Okafor"])],
        ["Ada Okafor 2024", "Anna Okafor 2024", "A. Okafor 2024"],
    ),
    ("one person", [("2024", [ADA]), ("2023", [ADA])], ["Okafor 2024", "Okafor 2023"]),
    ("one person, one year", [("2024", [ADA]), ("2024", [ADA])], ["Okafor 2024a", "Okafor 2024b"]),
    (
        "two of each",
        [("2024", [ADA]), ("2024", [ADA]), ("2024", [BOB])],
        ["A. Okafor 2024a", "A. Okafor 2024b", "B. Okafor 2024"],
    ),
    (
        "other first author",
        [("2024", [ADA, LEE]), ("2024", [BOB])],
        ["A. Okafor and Lee 2024", "B. Okafor 2024"],
    ),
    ("only a second author", [("2024", [LEE, ADA]), ("2024", [BOB])], ["Lee and Okafor 2024", "Okafor 2024"]),
    (
        "two and two",
        [("2024", [ADA, LEE]), ("2024", [ADA, MAI])],
        ["Okafor and Lee 2024", "Okafor and Do 2024"],
    ),
    (
        "others than et al.",
        [("2024", [ADA, LEE, MAI, "C"]), ("2024", [ADA, MAI, LEE, "C"])],
        ["Okafor, Lee, et al. 2024", "Okafor, Do, et al. 2024"],
    ),
    (
        "et al. stands for more than one",
        [("2024", [ADA, LEE, MAI]), ("2024", [ADA, MAI, LEE])],
        ["Okafor, Lee, and Do 2024", "Okafor, Do, and Lee 2024"],
    ),
    (
        "one list goes on",
        [("2024", [ADA, LEE, MAI]), ("2024", [ADA, LEE, MAI, "C"])],
        ["Okafor, Lee, and Do 2024", "Okafor, Lee, Do, and C 2024"],
    ),
    (
        "et al. in two years",
        [("2024", [ADA, LEE, MAI]), ("2023", [ADA, MAI, LEE])],
        ["Okafor et al. 2024", "Okafor et al. 2023"],
    ),
    (
        "the same authors",
        [("2024", [ADA, LEE, MAI]), ("2024", [ADA, LEE, MAI])],
        ["Okafor et al. 2024a", "Okafor et al. 2024b"],
    ),
    (
        "family name first",
        [("2022", ["Lee//Min-jun"]), ("2022", ["Lee//Ji-woo"])],
        ["Lee Min-jun 2022", "Lee Ji-woo 2022"],
    ),
    ("another script", [("2022", ["علی/خان"]), ("2022", ["احمد/خان"])], ["علی خان 2022", "احمد خان 2022"]),
    (
        "capitals and accents",
        [("2022", ["Émile/Zola"]), ("2022", ["Emile/ZOLA"])],
        ["Zola 2022a", "ZOLA 2022b"],
    ),
    (
        "names without parts",
        [("2022", ["Ada Okafor"]), ("2022", ["Bob Okafor"])],
        ["Ada Okafor 2022", "Bob Okafor 2022"],
    ),
    ("no author", [("2022", []), ("2022", [])], ["Press 2022a", "Press 2022b"]),
    ("no date", [("", [ADA]), ("", [BOB])], ["A. Okafor, n.d.", "B. Okafor, n.d."]),
    ("no date, one person", [("", [ADA]), ("", [ADA])], ["Okafor, n.d.-a", "Okafor, n.d.-b"]),
]


@pytest.mark.parametrize(("case", "told", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_authors_of_one_name_are_told_apart(
    case: str, told: list[tuple[str, list[str]]], wanted: list[str]
) -> None:
    del case
    listed = [source(number, year, authors) for number, (year, authors) in enumerate(told)]
    labels = citation_labels(map(reference_to, listed))
    assert [str(labels[str(one.id)]) for one in listed] == wanted


PEOPLE = st.sampled_from([ADA, BOB, ANNA, LEE, MAI, "A./Okafor", "Lee//Ben", "Okafor", "Ada Mary/Okafor"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["2023", "2024", ""]), st.lists(PEOPLE, max_size=5, unique=True)),
        max_size=12,
    )
)
def test_no_two_sources_are_cited_alike(told: list[tuple[str, list[str]]]) -> None:
    listed = [source(number, year, authors) for number, (year, authors) in enumerate(told)]
    labels = citation_labels(map(reference_to, listed))
    assert len({str(label) for label in labels.values()}) == len(listed)
