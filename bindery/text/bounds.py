"""The words next to a number that make it a limit or an estimate, such as `at least`, in several languages."""

from __future__ import annotations

import re

CHARACTERS_BEFORE = 30  # how far before a number words such as `at least` are searched for

# Words before a number that make it a limit or an estimate, in the languages of most sources.
_TOPIC = (
    r"(?<!report )(?<!reports )(?<!news )(?<!question )(?<!questions )(?<!information )(?<!data )(?<!story )"
)
_BEFORE = [
    (bound, re.compile(rf"(?i)(?P<said>(?<!\w)(?:{words})|(?:{symbols}))\s*(?:\ban?\s+)?$"))
    for bound, words, symbols in (
        (
            "at least",
            (
                r"at (?:the very )?least(?: the (?:next|first|last|past))?(?: some)?|(?:no|not) (?:fewer|less) than|a minimum of|as few as"
                r"|mindestens|wenigstens|im minimum|au (?:moins|minimum)|(?:al|por lo) menos|como mínimo|کم از کم|کم سے کم|ما لا يقل عن|على الأقل|دست[ ‌]کم|حداقل|कम से कम|не менее|по меньшей мере|как минимум|en az|almeno|pelo menos"
            ),
            "≥|>=|至少有?",
        ),
        (
            "at most",
            (
                r"up to(?: the (?:next|first|last|past))?(?: some)?|as (?:many|much) as|at (?:the )?(?:very )?most|(?:no|not) more than|a maximum of"
                r"|bis zu|höchstens|maximal|jusqu['’]à|au (?:plus|maximum)|como máximo|زیادہ سے زیادہ|ما يصل إلى|حداکثر|अधिकतम|ज़्यादा से ज़्यादा|не более|максимум|en fazla|al massimo|fino a|no máximo|até"
            ),
            "≤|<=|最多",
        ),
        (
            "over",
            (
                r"(?:more|greater|higher|older|longer|taller|heavier|warmer|hotter|deeper|wider|larger|bigger|faster|further|farther|later) than|(?:over|above) the age of|älter als|länger als|over|above|beyond|exceed(?:s|ed|ing)?|topp(?:ed|ing)|surpass(?:es|ed|ing)?"
                r"|upwards? of|in excess of|mehr als|über|plus (?:de|d['’])|más de|أكثر من|ما يزيد (?:على|عن)|يزيد (?:على|عن)|تجاوزت?|بیش از|более|больше|свыше|più di|oltre|mais de"
            ),
            ">|超过|超過",
        ),
        (
            "under",
            r"(?:less|fewer|lower|younger|shorter|colder|cooler|smaller|narrower|lighter|slower|earlier|nearer) than|under the age of|unter|sous(?: les)?|jünger als|kürzer als|under|below|weniger als|moins (?:de|d['’])|menos de|أقل من|کمتر از|менее|меньше|meno di",
            "<|不到",
        ),
        (
            "about",
            (
                rf"{_TOPIC}about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca?\.|close to"
                r"|(?:an |the )?estimated(?: at)?|etwa|rund|ungefähr|zirka|knapp|fast|environ|près de|presque|quelque"
                r"|unos|unas|alrededor de|aproximadamente|casi|تقریباً|تقریبا|حوالي|نحو|حدود|نزدیک به|लगभग|करीब|около|примерно|почти|yaklaşık|quasi|cerca de"
            ),
            "[~≈约約]",
        ),
    )
]
_AFTER = [
    (
        "at least",
        re.compile(
            r"\+(?!\w)|(?:\s+[^\W\d]+){0,3}?\s+(?:(?:or|and) (?:more|longer|older|higher|over|above)\b|oder mehr\b|ou plus\b|o más\b|o più\b|или более|یا (?:اس )?سے (?:زیادہ|زائد))"
            r"|(?:\s+[^\W\d]+){0,2}? (?:على الأقل|au moins|como mínimo|al menos|por lo menos|как минимум|almeno|pelo menos)(?!\w)(?!\s+\d)"
            r"|(?:\s+[^\W\d]+){0,3}?,? (?:if not more|at (?:the )?(?:very )?least)(?=\s*(?:[.,;:)]|$))"
        ),
    ),
    (
        "at most",
        re.compile(
            r"(?:\s+[^\W\d]+)?(?:\s+(?:or (?:fewer|less|under)|ou moins|oder weniger|o menos)\b"
            r"|,? at (?:the )?most(?=\s*(?:[.,;:)]|$))|\s+au (?:plus|maximum)\b)"
        ),
    ),
    ("over", re.compile(r"(?:\s+[^\W\d_]+){0,2}?\s+سے (?:زیادہ|زائد)(?!\w)")),
    ("under", re.compile(r"(?:\s+[^\W\d_]+){0,2}?\s+سے کم(?!\w| ہو| کر| از)")),
    ("about", re.compile(r"\s+or so\b|[\s-]odd\b|\s+environ\b")),
]


def find_bound(text: str, start: int, after: int) -> tuple[str, int, int]:
    """The bound that the words next to a number give it.

    Args:
        text: the text.
        start: offset of the number.
        after: offset after the number and its unit.

    Returns:
        The bound, empty when there is none; the offset at which its words or the number begin; the offset after both.
    """
    first = max(0, start - CHARACTERS_BEFORE)
    for bound, pattern in _BEFORE:
        match = pattern.search(text[first:start])
        if match and not (match["said"][0] in "<>~" and text[: first + match.start("said")][-1:].isalnum()):
            return bound, first + match.start("said"), 0
    for bound, pattern in _AFTER:
        if match := pattern.match(text, after):
            return bound, start, match.end()
    return "", start, 0
