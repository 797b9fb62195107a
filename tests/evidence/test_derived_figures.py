"""Figures that follow from those of one quotation: numbers, lengths of time and dates."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.derived_figures import working_in
from bindery.text.numerals import find_figures

POWER = "The plant made 40 tonnes in May and 60 tonnes in June."
IVORY = "Customs seized 2.7 tonnes of ivory at the port, against 900 kilograms at the airport."
STAMP = "A stamp costs 2.40 euros, 15 cents less than in May."
FARMS = "Of the 64 farms in the valley in 1998, 21 were left in 2023."
HERDS = "Herds have grown from 35 cows to 110."
FLATS = "The city plans 60 playgrounds; 9 are finished."
OFFER = "The owner has offered each of the 86 families 40,000 pesos."
PIERS = "The northern pier is 210 metres long and the southern one 160."
BOATS = "In 2022 the port had 40 boats, in 2023 it had 52."
GIFTS = "It spent 4.2 million of the 6.9 million on wells and 1.1 million on staff; the rest is kept."
TRIAL = "The ship ran aground on 3 August 2016 and was freed on 17 August."
FERRY = "The ferry takes 3 hours and 10 minutes; the new one will take 2 hours and 20 minutes."
BRONZE = "The head, stolen in 1987, was found on 4 November 2022."
ALCOR = "The Alcor left on 28 May; it was last seen nine days later."


@each(
    ("language", "quote", "statement", "follows"),
    [
        ("en", POWER, "The plant made 100 tonnes.", True),
        ("en", POWER, "The plant made 20 tonnes more.", True),
        ("en", POWER, "The plant made 130 tonnes.", False),
        ("en", IVORY, "Port and airport together yielded 3.6 tonnes.", True),
        ("en", IVORY, "Three times as much ivory was found at the port.", True),
        ("en", IVORY, "Port and airport together yielded 902.7 tonnes.", False),
        ("en", STAMP, "In May a stamp cost 2.55 euros.", True),
        ("en", STAMP, "In May a stamp cost 2.25 euros.", False),
        ("en", FARMS, "In 25 years many farms closed.", True),
        ("en", HERDS, "Herds are more than three times as large.", True),
        ("en", HERDS, "Herds are more than four times as large.", False),
        ("en", FLATS, "51 playgrounds are missing.", True),
        ("en", FLATS, "51 playgrounds are finished.", False),
        ("en", OFFER, "The offer comes to 3.44 million pesos.", True),
        ("en", PIERS, "The northern pier is 50 metres longer.", True),
        ("en", PIERS, "The northern pier is 50 metres long.", False),
        ("en", BOATS, "A fleet of 12 ships is new.", False),
        ("en", GIFTS, "It has 1.6 million for next year.", True),
        ("en", TRIAL, "The ship was stuck for two weeks.", True),
        ("en", TRIAL, "The ship was stuck for three weeks.", False),
        ("en", FERRY, "The new ship saves 50 minutes.", True),
        ("en", FERRY, "The new ship saves 40 minutes.", False),
        ("en", BRONZE, "It was missing for 35 years.", True),
        ("en", BRONZE, "It was missing for 36 years.", False),
        ("en", "The members followed within six months.", "In the following half year they joined.", True),
        ("en", "The members followed within six months.", "Half the members followed.", False),
        ("en", ALCOR, "The last sighting was on 6 June.", True),
        ("en", ALCOR, "The last sighting was on 7 June.", False),
        ("de", "Von den 58 Brücken sind 17 für Lastwagen gesperrt.", "41 Brücken sind frei.", True),
        (
            "fr",
            "La récolte est de 420 tonnes, deux fois plus qu'à Vauzelle.",
            "Vauzelle récolte 210 tonnes.",
            True,
        ),
        ("es", "El fuego quemó 3.100 hectáreas en cuatro días.", "Ardieron 775 hectáreas al día.", True),
        ("it", "Il biglietto costerà 2,20 euro, 40 centesimi in più.", "Finora costava 1,80 euro.", True),
        (
            "ru",
            "Из 24 рабочих двое погибли, семеро в больнице, остальные целы.",
            "Не пострадали 15 рабочих.",
            True,
        ),
        ("tr", "Bilet fiyatı 15 liradan 18 liraya çıktı.", "Bilete 3 lira zam geldi.", True),
        ("ur", "حکومت نے 9 کروڑ روپے دیے، پچھلے سال 6 کروڑ دیے تھے۔", "تین کروڑ روپے زیادہ دیے گئے۔", True),
        ("ja", "貸出冊数は84万冊から63万冊に減った。", "貸出冊数は21万冊減った。", True),
    ],
)
def test_what_follows_in_one_step(language: str, quote: str, statement: str, follows: bool) -> None:
    own = find_figures(statement, language)
    wanted = next(one for one in own if one.value or (one.day and one.day.day))
    working = working_in([wanted], (language, statement, own), (language, quote, None))
    assert (working is not None) is follows
