"""Numbers in words of Arabic and Pashto, with the forms that their place in a sentence gives them."""

from __future__ import annotations

from fractions import Fraction

from bindery.text.number_tables import NumberLanguage

# Each number below ten before masculine and feminine nouns; two has four forms.
_ARABIC_SMALL = {
    3: "ثلاثة ثلاث",
    4: "أربعة أربع اربعة اربع",
    5: "خمسة خمس",
    6: "ستة ست ستّة ستّ",
    7: "سبعة سبع",
    8: "ثمانية ثماني ثمان",
    9: "تسعة تسع",
}
_ENDINGS_OF_CASES = ["ً", "ٌ", "ٍ", "َ", "ُ", "ِ"]
_ACCUSATIVE = ("ا", "ًا", "اً")  # of the numbers before feminine nouns, where no noun follows: `ثلاثًا`
_ARABIC_TWO = "اثنان اثنين إثنان إثنين اثنتان اثنتين إثنتان إثنتين"
_ARABIC_TEENS = {
    11: ("أحد عشر", "احد عشر", "إحدى عشرة", "احدى عشرة", "إحدى عشر"),
    12: (
        "اثنا عشر",
        "اثني عشر",
        "إثنا عشر",
        "إثني عشر",
        "اثنتا عشرة",
        "اثنتي عشرة",
        "إثنتا عشرة",
        "إثنتي عشرة",
    ),
}
_ARABIC_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")  # before the endings of the tens
_ARABIC_SCALES = {
    **dict.fromkeys(("ألف", "ألفا", "ألفًا", "آلاف", "الاف"), 10**3),
    **dict.fromkeys(("مليون", "مليونا", "مليونًا", "ملايين"), 10**6),
    **dict.fromkeys(("مليار", "مليارا", "مليارات"), 10**9),
}
_ARABIC_PAIRS = {  # two of a scale is one word
    **dict.fromkeys(("ألفان", "ألفين", "ألفي", "ألفَي", "ألفَيْ"), 2 * 10**3),
    **dict.fromkeys(("مليونان", "مليونين", "مليوني", "مليونَي", "مليونَيْ"), 2 * 10**6),
    **dict.fromkeys(("ملياران", "مليارين", "ملياري", "مليارَي", "مليارَيْ"), 2 * 10**9),
}
_PASHTO_SMALL = "صفر یو دوه درې څلور پنځه شپږ اووه اته نهه"
_PASHTO_OBLIQUE = "دوو دریو څلورو پنځو شپږو اوو اتو نهو لسو"  # from two on, before a case
_PASHTO_TEENS = "لس یوولس دولس دیارلس څوارلس پنځلس شپاړس اوولس اتلس نولس"
_PASHTO_TENS = {
    20: ("شل", "ویشت"),  # alone, and after a number below ten
    30: ("دېرش", "دیرش"),
    40: ("څلوېښت", "څلویښت"),
    50: ("پنځوس",),
    60: ("شپېته", "شپیته"),
    70: ("اویا",),
    80: ("اتیا",),
    90: ("نوي", "نوی"),
}


def arabic() -> NumberLanguage:
    """The numbers of Arabic; each word may have the `and` before it that joins it to the last one, or the `with` before an amount."""
    small = {word: value for value, words in _ARABIC_SMALL.items() for word in words.split()}
    above_two = dict(small)
    small |= dict.fromkeys(_ARABIC_TWO.split(), 2)
    tens = {f"{stem}{end}": 10 * n for n, stem in enumerate(_ARABIC_TENS, 2) for end in ("ون", "ين")}
    tens |= {f"اربع{end}": 40 for end in ("ون", "ين")}
    found = {"عشرة": 10, "عشر": 10, **small, **tens}
    teens = {f"{word} {ten}": 10 + value for word, value in above_two.items() for ten in ("عشر", "عشرة")}
    teens |= {word: value for value, words in _ARABIC_TEENS.items() for word in words}
    found |= teens | _after("ال", teens)  # `the eighteen`
    inflected = _inflected(above_two)
    found |= inflected
    ones = {**small, **inflected, **dict.fromkeys(("واحد", "واحدة", "واحدًا", "واحدا", "أحد", "إحدى"), 1)}
    found |= {f"{word} و{ten}": value + tens[ten] for word, value in ones.items() for ten in tens}
    for hundred in ("مئة", "مائة"):
        found |= {f"{word}{hundred}": 100 * value for word, value in above_two.items()}
    found |= dict.fromkeys(("مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي"), 200)
    found |= _ARABIC_PAIRS
    hundreds = ("مئة", "مائة", "ومئة", "ومائة")
    scales = _ARABIC_SCALES | _after("و", _ARABIC_SCALES)
    cardinals = {**_after("و", found), **_after("ب", found), **found}
    joined = dict.fromkeys(("وواحد", "وواحدة"), 1)  # `a hundred and one`, but alone just `and one`
    return NumberLanguage(cardinals | joined, frozenset(hundreds), scales, frozenset(joined))


def _inflected(numbers: dict[str, int]) -> dict[str, int]:
    """The numbers from three to nine with the endings of cases: `ثلاثًا`, `خمسةً`."""
    return {
        f"{word}{end}": value
        for word, value in numbers.items()
        for end in (*_ENDINGS_OF_CASES, *(() if word.endswith("ة") else _ACCUSATIVE))
    }


def _after(lead: str, numbers: dict[str, int]) -> dict[str, int]:
    """Numbers with a letter joined to them."""
    return {f"{lead}{word}": value for word, value in numbers.items()}


def pashto() -> NumberLanguage:
    """The numbers of Pashto. Those between the tens are one word or two."""
    small = {word: n for n, word in enumerate(_PASHTO_SMALL.split())}
    found: dict[str, int | Fraction] = {
        **small,
        **{word: 10 + n for n, word in enumerate(_PASHTO_TEENS.split())},
    }
    for ten, words in _PASHTO_TENS.items():
        found |= dict.fromkeys((word for word in words if word != "ویشت"), ten)
        found |= {
            f"{lead}{between}{word}": ten + n
            for lead, n in small.items()
            if n
            for word in words
            for between in ("", " ")
        }
    found |= {"یو نیم": Fraction(3, 2), "یونیم": Fraction(3, 2), "درویشت": 23, "څلېرویشت": 24, "څلورویشت": 24}
    found |= {word: n for n, word in enumerate(_PASHTO_OBLIQUE.split(), 2)}
    scales = {"زره": 10**3, "زر": 10**3, "لکه": 10**5, "میلیونه": 10**6, "میلیون": 10**6, "میلیارده": 10**9}
    return NumberLanguage(found, frozenset({"سل", "سوه"}), scales, frozenset({"یو"}))
