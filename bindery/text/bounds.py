"""The words next to a number that make it a limit or an estimate, such as `at least`, in several languages."""

from __future__ import annotations

import re

CHARACTERS_BEFORE = 30  # how far before a number words such as `at least` are searched for
_CLAUSE = 60  # in how many characters before `until` a verb such as `rose` is searched for

# Words before a number that make it a limit or an estimate, in the languages of most sources.
_TOPIC = (
    r"(?<!report )(?<!reports )(?<!news )(?<!question )(?<!questions )(?<!information )(?<!data )(?<!story )"
)
_NEAR_ABOUT = r"(?<!کے )(?<!के )"  # `near the town, 13 people` is no estimate
_BEFORE = [
    (bound, re.compile(rf"(?i)(?P<said>(?<!\w)(?:{words})|(?:{symbols}))(?:\s*(?:\ban?\s+)?|[-‑])$"))
    for bound, words, symbols in (
        (
            "at least",
            (
                r"at (?:the very )?least(?: the (?:next|first|last|past))?(?: some)?|(?:no|not) (?:fewer|less) than|a minimum of|(?<!the )minimum of|at (?:a )?minimum|as few as"
                r"|mindestens|wenigstens|zumindest|nicht weniger als|im minimum|(?:au|un) (?:moins|minimum)(?: de)?|pas moins (?:de|d['’])|(?:al|por lo|cuando) menos|como mínimo|un mínimo de|no menos de"
                r"|almeno|perlomeno|non meno di|un minimo di|come minimo|pelo menos|ao menos|no mínimo|um mínimo de|não menos de|ten ?minste|minstens|op zijn minst|minimaal|zeker"
                r"|co najmniej|przynajmniej|nie mniej niż|не менее|не меньше|по меньшей мере|как минимум|минимум|хотя бы|en az(?:ından)?|asgari"
                r"|کم از کم|کم سے کم|(?:ما )?لا يقل عن|على الأقل|دست[ ‌]کم|حداقل|لااقل|कम से कम|न्यूनतम|لږ ?تر ?لږه"
            ),
            "≥|>=|(?:至少|最少|起码|不少于|不低于)有?|少なくとも|最低でも",
        ),
        (
            "at most",
            (
                r"up to(?: the (?:next|first|last|past))?(?: some)?|as (?:many|much) as|at (?:the )?(?:very )?most|(?:no|not) more than|a maximum of|(?<!the )maximum of|at (?:a )?maximum"
                r"|bis zu|höchstens|allenfalls|maximal|nicht mehr als|jusqu['’]à|(?:au|un) (?:plus|maximum)(?: de)?|pas plus (?:de|d['’])|como máximo|un máximo de|no más de|a lo sumo|como mucho"
                r"|al massimo|fino a|un massimo di|non più di|no máximo|um máximo de|não mais (?:de|do que)|até|hooguit|(?:ten )?hoogstens?|maximaal|niet meer dan"
                r"|co najwyżej|najwyżej|maksymalnie|nie więcej niż|не более|не больше|максимум|самое большее|en (?:fazla|çok)|azami"
                r"|زیادہ سے زیادہ|ما يصل إلى|(?:ما )?لا يزيد (?:عن|على)|على الأكثر|حداکثر|अधिकतम|ज़्यादा से ज़्यादा|ज्यादा से ज्यादा|अधिक से अधिक|ډېر تر ډېره"
            ),
            "≤|<=|最多|至多|不超过|不多于|最大で?|多くても",
        ),
        (
            "over",
            (
                r"(?:more|greater|higher|older|longer|taller|heavier|warmer|hotter|deeper|wider|larger|bigger|faster|further|farther|later) than|(?:over|above) the age of|älter als|länger als|over|above|beyond|exceed(?:s|ed|ing)?|topp(?:ed|ing)|surpass(?:es|ed|ing)?"
                r"|upwards? of|in excess of|mehr als|über|plus (?:de|d['’])|más de|أكثر من|(?:ما )?يزيد (?:عن|على)|تجاوزت?|بیش از|بیشتر از|более(?: чем)?|больше|свыше|più di|oltre|mais de|meer dan|ruim"
                r"|ponad|więcej niż|powyżej|przeszło"
            ),
            ">|超过|超過|逾",
        ),
        (
            "under",
            (
                r"(?:less|fewer|lower|younger|shorter|colder|cooler|smaller|narrower|lighter|slower|earlier|nearer) than|under the age of|unter|sous(?: les)?|jünger als|kürzer als|under|below|weniger als|moins (?:de|d['’])|menos de|أقل من|کمتر از|менее(?: чем)?|меньше|meno di"
                r"|minder dan|mniej niż|poniżej|niespełna"
            ),
            "<|不到|少于|不足",
        ),
        (
            "about",
            (
                rf"{_TOPIC}about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca?\.|close to|approaching|(?:in the region|[io]n the order) of|perhaps|maybe|plus or minus|plus/minus|give or take"
                r"|(?:an |the )?estimated(?: at)?|etwa|rund|ungefähr|zirka|knapp|fast|beinahe|nahezu|annähernd|schätzungsweise|(?:an|um) die|environ|près de|presque|quelque|à peu près|autour de"
                r"|unos|unas|alrededor de|aproximadamente|en torno a|casi|تقریباً|تقریبا|قریباً|اندازاً|لگ بھگ|حوالي|نحو|قرابة|زهاء|ما يق(?:ارب|رب من)|تقريبا|تقريباً|حدود|نزدیک به|قریب به"
                rf"|{_NEAR_ABOUT}(?:قریب|लगभग|क़?रीब|तकरीबन)|около|примерно|почти|порядка|приблизительно|yaklaşık|neredeyse|aşağı yukarı|quasi|intorno a|cerca de|quase|em torno de|por volta de"
                r"|ongeveer|bijna|zo['’]n|rond de|om en nabij|naar schatting|około|ok\.|prawie|niemal|blisko|mniej więcej|شاوخوا|نږدې"
            ),
            r"[~≈±]|(?<![条节纽合契公预條節紐])[约約]|大约|大概|将近|接近|(?<![最附远邻亲靠临])近|およそ|おおよそ|ほぼ",
        ),
    )
]
_AFTER = [
    (
        "at least",
        re.compile(
            r"\+(?!\w)|-plus(?!\w)|(?:\s+[^\W\d]+){0,3}?\s+(?:(?:or|and) (?:more|longer|older|higher|over|above|upwards?|counting)\b|(?:oder|und) mehr\b|ou (?:plus|mais)\b|o más\b|o più\b|of meer\b|lub więcej\b|(?:или|и) более|یا (?:اس )?سے (?:زیادہ|زائد)|यا (?:उससे )?अधिक)"
            r"|(?:\s+[^\W\d]+){0,2}? (?:على الأقل|au moins|como mínimo|al menos|por lo menos|как минимум|almeno|pelo menos)(?!\w)(?!\s+\d)"
            r"|(?:\s+[^\W\d]+){0,3}?,? (?:if not more|at (?:the )?(?:very )?least)(?=\s*(?:[.,;:)]|$))"
            r"|[^\W\d_]{0,3}?以上"
        ),
    ),
    (
        "at most",
        re.compile(
            r"(?:\s+[^\W\d]+)?(?:\s+(?:or (?:fewer|less|under)|ou (?:moins|menos)|oder weniger|o menos|of minder|lub mniej|или менее)\b"
            r"|,? at (?:the )?most(?=\s*(?:[.,;:)]|$))|\s+(?:au (?:plus|maximum)|como máximo|como mucho|a lo sumo)\b)|['’][ey]?[ea] kadar\b|[^\W\d_]{0,3}?以下"
        ),
    ),
    (
        "over",
        re.compile(
            r"(?:\s+[^\W\d_]+){0,2}?\s+سے (?:زیادہ|زائد)(?!\w)|(?:\s+\S+){0,2}?\s+से (?:अधिक|ज़्यादा|ज्यादा|ऊपर)(?!\w)|(?:['’]|\s+[^\W\d_]+)[td][ea]n (?:fazla|çok)\b|['’]\w{1,3} (?:aşkın|üzerinde)\b"
            r"|(?:\s+[^\W\d_]+){0,2}?\s+(?:څخه|نه) (?:زیات|ډېر)(?!\w)|[多余餘](?=[^\W\d_])|[^\W\d_]{0,3}?(?:を超え|超(?![过過])|余り|あまり)"
        ),
    ),
    (
        "under",
        re.compile(
            r"(?:\s+[^\W\d_]+){0,2}?\s+سے کم(?!\w| ہو| کر| از)|(?:\s+\S+){0,2}?\s+से कम(?!\w| हो| कर| से)|['’][td][ea]n az\b|(?:\s+[^\W\d_]+){0,2}?\s+(?:څخه|نه) کم(?!\w)|[^\W\d_]{0,3}?未満"
        ),
    ),
    (
        "about",
        re.compile(
            r"\s+or (?:so|thereabouts)\b|[\s-]odd\b|\s+environ\b|\s+civarında\b|\s+dolayında\b|\s+کے (?:قریب|لگ بھگ)(?!\w)|\s+के (?:क़?रीब|आसपास|लगभग)(?!\w)|(?:\s+[^\W\d_]+)?\s+تقریبا[\u064b]?(?!\w)|(?:\s+[^\W\d_]+)?\s+تقريبا[\u064b]?(?!\w)|[^\W\d_]{0,3}?(?:左右|上下|前後|程度|近く)"
        ),
    ),
]
# Words for `until`, which make a number a limit, but not what something rose or fell to, and not the end of a range.
_UNTIL = re.compile(r"(?i)(?<!\w)(?:hasta|до|do|tot)\s+$")
_NO_LIMIT = re.compile(
    r"(?i)(?<!\w)(?:sub[ie]\w*|aument\w*|baj\w*|ca[eíy]\w*|reduc\w*|reduj\w*|crec\w*|desde|ascend\w*|lleg\w*|elev\w*|pas[aóo]\w*|descend\w*|disminu\w*"
    r"|вырос\w*|раст\w*|рост\w*|возрос\w*|увелич\w*|сни[зж]\w*|упа[лд]\w*|уменьш\w*|сокра[тщ]\w*|повы[сш]\w*|подн\w*|доход\w*|дош\w*|от|с|со"
    r"|wzr\w*|rosn\w*|spad\w*|zwięk\w*|zmniej\w*|podn\w*|obniż\w*|od|z|ze|ste[eg]\w*|stij\w*|gesteg\w*|daal\w*|gedaald|groei\w*|gegroeid|toenam\w*|toegenomen|afgenomen|opgelopen|liep|van|verhoog\w*|verlaag\w*)(?!\w)[^.;,]{0,50}$"
)
_COUNTED = re.compile(r"\s*[^\W\d_]{3,}")
_CLOCK = re.compile(r"(?i)\s*(?:uur|час\w*|godz\w*|horas|de la)(?!\w)")


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
    until = _UNTIL.search(text, first, start)
    if until and _COUNTED.match(text, after) and not _CLOCK.match(text, after):
        changed = _NO_LIMIT.search(text[max(0, until.start() - _CLAUSE) : until.start()])
        return ("", start, 0) if changed else ("at most", until.start(), 0)
    return "", start, 0


# Words for a limit or an estimate that say it without a number next to them.
_LIMIT = re.compile(
    r"(?i)(?<!\w)(?:at (?:the )?(?:very )?(?:least|most)|up to|minim\w*|maxim\w*|mínim\w*|máxim\w*|estim\w*|approximat\w*|(?:lower|upper) (?:limit|bound|end)s?|limits?|ranges?|rounded"
    r"|mindest\w*|wenigstens|höchst\w*|(?:ge)?schätz\w*|gerundet\w*|(?:ober|unter)grenze\w*|etwa|ungefähr|au (?:moins|plus)|jusqu['’]\w+|environ|arrondi\w*|al menos|por lo menos|hasta|aproxim\w*|redondead\w*"
    r"|almeno|fino a|circa|stima\w*|arrotondat\w*|pelo menos|até|arredondad\w*|minstens|hoogstens|ongeveer|geschat|schatting|afgerond|co najmniej|najwyżej|około|szacun\w*|zaokrągl\w*"
    r"|не менее|не более|минимум|максимум|около|оцен\w*|округл\w*|en az|en fazla|yaklaşık|tahmin\w*|yuvarla\w*)(?!\w)"
    r"|کم از کم|زیادہ سے زیادہ|تقریب|اندازہ|تخمین|حداقل|حداکثر|دست[ ‌]کم|على الأقل|على الأكثر|ما لا يقل|تقدير|حوالي|कम से कम|अधिकतम|लगभग|अनुमान|至少|最多|大约|估计|约|少なくとも|最大|推定|[≥≤≈±]"
)


def says_bound(text: str) -> bool:
    """Whether a text says that something is a limit or an estimate, as a note on a value may."""
    return bool(_LIMIT.search(text)) or any(
        find_bound(text, match.start(), match.end())[0] for match in re.finditer(r"\d+", text)
    )
