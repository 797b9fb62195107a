"""Statements that leave out what limits the words they repeat are found, and those that say it, or say something else, are not."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.unlimited_repeats import unlimited_repeats

BENT = [
    ("en", "The mayor allegedly sold the pier.", "The mayor sold the pier.", "allegedly"),
    ("en", "Police suspect that the mayor sold the pier.", "The mayor sold the pier.", "suspect"),
    ("en", "The mayor denies that he sold the pier.", "The mayor sold the pier.", "denies"),
    ("en", "The mayor did not sell the pier.", "The mayor sold the pier.", "not"),
    ("en", "Did the mayor sell the pier?", "The mayor sold the pier.", "?"),
    ("en", "If the dam breaks, the village will be lost.", "The village will be lost.", "If"),
    ("en", "The ferry will sail at noon unless it rains.", "The ferry will sail at noon.", "unless"),
    ("en", "Most of the boats were lost.", "All boats were lost.", "Most"),
    ("de", "Angeblich verkaufte der Rat den Kai.", "Der Rat verkaufte den Kai.", "Angeblich"),
    ("en", "Rebels claimed they had taken the tower.", "Rebels had taken the tower.", "claimed"),
    ("de", "Der Fahrer soll das Signal überfahren haben.", "Der Fahrer hat das Signal überfahren.", "soll"),
    ("fr", "Le conseil n'a pas fermé le pont.", "Le conseil a fermé le pont.", "n'a"),
    ("nl", "De raad heeft de brug niet gesloten.", "De raad heeft de brug gesloten.", "niet"),
    ("ur", "کونسل نے پل بند نہیں کیا۔", "کونسل نے پل بند کیا۔", "نہیں"),
    ("es", "El alcalde no vendió el muelle.", "El alcalde vendió el muelle.", "no"),
    ("ar", "لم يبع العمدة الرصيف القديم.", "يبع العمدة الرصيف القديم.", "لم"),
    ("ru", "Мэр не продал старый причал.", "Мэр продал старый причал.", "не"),
]
FAIR = [
    ("en", "The mayor allegedly sold the pier.", "The mayor is said to have sold the pier."),
    ("en", "The mayor did not sell the pier.", "The mayor kept the pier."),
    ("en", "The mayor did not sell the pier.", "The mayor never sold the pier."),
    ("en", "The orchard, not known for haste, sold its trees.", "The orchard sold its trees."),
    ("en", "Three miners were hurt, none of them badly.", "Three miners were hurt."),
    ("en", "Did the mayor sell the pier?", "Did the mayor sell the pier?"),
    (
        "en",
        "No goals came before the break, three goals after the break.",
        "Three goals came after the break.",
    ),
    ("en", "At least 40 boats were lost.", "40 boats were lost."),
    ("de", "Angeblich verkaufte der Rat den Kai.", "Der Rat soll den Kai verkauft haben."),
    ("en", "The council sold the pier but not the lighthouse.", "The council sold the pier."),
    ("en", "The judge rejected the appeal and fined the firm.", "The judge fined the firm."),
    ("en", "Villagers who could not swim drowned in May.", "Villagers drowned in May."),
    ("en", "Most of the teachers were paid by June.", "Most teachers were paid by June."),
    ("en", "The town was cleared in May, the mayor said.", "The town was cleared in May."),
    ("de", "Ohne Vorwarnung fiel der Kran auf die Brücke.", "Der Kran fiel auf die Brücke."),
]


@each(("language", "quote", "statement", "left_out"), BENT)
def test_a_limit_that_is_left_out_is_named(language: str, quote: str, statement: str, left_out: str) -> None:
    found = [*unlimited_repeats(language, statement, [(language, quote)])]
    assert [one.left_out.split()[0] for one in found] == [left_out]


@each(("language", "quote", "statement"), FAIR)
def test_other_statements_are_left_alone(language: str, quote: str, statement: str) -> None:
    assert not [*unlimited_repeats(language, statement, [(language, quote)])]


@each(("language", "quote", "statement", "left_out"), BENT)
def test_one_quotation_without_a_limit_is_enough(
    language: str, quote: str, statement: str, left_out: str
) -> None:
    assert left_out
    assert not [*unlimited_repeats(language, statement, [(language, quote), (language, statement)])]


@each(
    ("quote", "statement", "found"),
    [
        ("Hat der Rat den Kai verkauft?", "The council sold the pier.", ["?"]),
        ("کیا وزیر کو علم تھا؟", "The minister knew.", ["؟"]),
        ("部长知道吗？", "The minister knew.", ["?"]),
        ("Hat der Rat den Kai verkauft? Ja.", "The council sold the pier.", []),
        ("Hat der Rat den Kai verkauft?", "The paper asks whether the council sold the pier.", []),
        ("Der Rat hat den Kai verkauft.", "The council sold the pier.", []),
    ],
)
def test_a_question_in_another_language_is_no_fact(quote: str, statement: str, found: list[str]) -> None:
    said = unlimited_repeats("en", statement, [("other", quote)])
    assert [one.left_out for one in said] == found
