"""Whether a number is what something changed by, what it changed to or what it changed from: `rose by 20`, `rose to 20`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_REACH = 70  # how far before a number its verb is looked for
_WIDE = 140  # and what grew
_AFTER = 80  # how far after a number a noun such as `increase` is looked for, and another rate

_UP = (
    r"r[io]se[ns]?|rising|gr[eo]ws?|grown|growing|growth|increas(?:e[sd]?|ing)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e[sd]?|ing)|"
    r"gain(?:s|ed|ing)?|expand(?:s|ed|ing)?|expansion|(?:go(?:es)?|going|gone|went|was|were|is|are|be|been) up|rais(?:e[sd]?|ing)|hik(?:e[sd]?|ing)|lift(?:s|ed)?|swell(?:s|ed)?|higher|"
    r"steig(?:t|en|ern|erte|erten)?|stieg(?:en)?|gestiegen|steigerung|anstieg|zunahm(?:e|en)?|zugenommen|wuchs(?:en)?|wächst|gewachsen|erhöh(?:t|te|ten|en)?|verteuer(?:t|te|ten|n)|kletter(?:t|te|ten|n)|legte|"
    r"augment\w*|progress(?:é|e|ent|ion|era)|hausse|grimp\w+|aumentou|subiu|cresceu|salit[oaie]|salì|aumentat[oaie]|cresciut[oaie]|steeg|stegen|gestegen|wzrosł\w*|"
    r"aument(?:ó|aron|a|an|ado|ar)|aumento|subi(?:ó|eron|do)|sube|suben|creci(?:ó|eron|do)|crece|"
    r"ارتفعت?|زادت?|ازداد|ارتفاع|"
    r"вырос(?:ла|ло|ли)?|выраст\w+|увеличил(?:ся|ась|ось|ись)|повысил(?:ся|ась|ось|ись)|возрос(?:ла|ло|ли)?|рост"
)
_DOWN = (
    r"f[ae]lls?|fallen|falling|decreas(?:e[sd]?|ing)|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|shr[aiu]nk(?:s|en|ing)?|shrinking|plung(?:e[sd]?|ing)|"
    r"slump(?:s|ed|ing)?|dip(?:s|ped|ping)?|slip(?:s|ped|ping)?|reduc(?:e[sd]?|ing|tion)|lower(?:s|ed|ing)?|cut(?:s|ting)?|slash(?:es|ed|ing)?|contract(?:s|ed)|"
    r"(?:go(?:es)?|going|gone|went|was|were|is|are|be|been) down|dwindl(?:e[sd]?|ing)|slow(?:s|ed|ing)?|eas(?:es|ed|ing)|"
    r"sink(?:t|en)|sank(?:en)?|gesunken|rückgang|fiel(?:en)?|gefallen|abnahm(?:e|en)?|senk(?:t|te|ten|en)|gesenkt|reduziert(?:e|en)?|verbillig(?:t|te|ten|en)|verkürz(?:t|te|ten|en)|"
    r"baiss\w*|caiu|recuou|diminuiu|sces[oaie]|calat[oaie]|diminuit[oaie]|daal(?:t|de|den)|gedaald|spadł\w*|diminu(?:é|ée|e|ent|a|tion)|recul(?:é|e|ent|a)?|chut(?:é|e|ent|a)|réduit(?:e|s|es)?|tomb(?:é|ée|és|ées|e|ent|ait|a)|"
    r"disminuy(?:ó|eron|e|en)|disminución|baj(?:ó|aron|a|an|ado)|cay(?:ó|eron)|caída|caído|reduj(?:o|eron)|descendi(?:ó|eron)|"
    r"انخفضت?|تراجعت?|هبطت?|انخفاض|"
    r"упал[аои]?|снизил(?:ся|ась|ось|ись)|сократил(?:ся|ась|ось|ись)|уменьшил(?:ся|ась|ось|ись)|снижен\w+|падени\w+"
)
# Verbs after which a bare number is a difference: `rose 20 per cent`, but not `cut 20 trees`.
_BARE = (
    r"r[io]se[ns]?|rising|gr[eo]ws?|grown|increas(?:e[sd]?|ing)|climb(?:s|ed)?|jump(?:s|ed)?|soar(?:s|ed)?|surg(?:e[sd]?)|fell|falls?|fallen|falling|decreas(?:e[sd]?|ing)|"
    r"declin(?:e[sd]?|ing)|shr[aiu]nk(?:s)?|plung(?:e[sd]?)|slump(?:s|ed)?|dip(?:s|ped)?|slip(?:s|ped)?|(?:went|was|were|is|are) (?:up|down)|"
    r"subi(?:ó|eron|u|ram)|baj(?:ó|aron)|aument(?:ó|aron|ou|aram)|cay(?:ó|eron)|creci(?:ó|eron)|cresceu|ca(?:iu|íram)|recu(?:ou|aram)|diminui(?:u|ram)|ارتفعت?|انخفضت?|تراجعت?|زادت?|هبطت?"
)
_BOUND = (
    r"(?:(?:about|around|some|nearly|almost|roughly|over|under|only|just|exactly|another|an?|the|as much as|at least|at most|more than|less than|fewer than|"
    r"an estimated|a further|a record|etwa|rund|mehr als|weniger als|fast|nur|los|las|les|environ|plus de|moins de|près de|casi|unos|más de|menos de|un|una|около|более|почти)\s+){0,3}"
)
_MONEY = r"(?:(?:US|A|C|R)?[$£€₹¥]\s?|(?:Rs|PKR|USD|EUR|GBP|INR)\.?\s?)?$"
_VERB = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<up2>up)(?= from\b)|(?P<down2>down)(?= (?:from|to)\b))(?!\w)"
)
_BY = re.compile(rf"(?i)(?<!\w)(?:by|um|de|en|un|met|o|del|на|بنسبة|بمقدار)\s+{_BOUND}{_MONEY}")
_DIRECT = re.compile(rf"(?i)(?<![\w-])(?:{_BARE})\s+{_BOUND}{_MONEY}")
_OF = re.compile(
    r"(?i)(?<![\w-])(?:(?P<up>rise|increase|growth|jump|surge|gain|expansion|hike|anstieg von|steigerung von|hausse de|augmentation de|aumento de(?:l)?)"
    r"|(?P<down>fall|decrease|drop|decline|reduction|cut|slump|dip|contraction|rückgang von|baisse de|diminution de|caída de(?:l)?|disminución de(?:l)?))"
    rf"s?\s+(?:(?<= )|of\s+){_BOUND}{_MONEY}"
)
_TO = re.compile(
    rf"(?i)(?<!\w)(?P<upto>(?:up|bis|jusqu['’])\s*)?(?:to|auf|à|a|hasta|до|إلى|para|tot|do|naar|fino a|na poziom)\s+(?:a (?:record|total|high|low) (?:of )?)?{_BOUND}{_MONEY}"
)
_FROM = re.compile(rf"(?i)(?<!\w)(?:from|von|vom|с|со|z|ze|desde|van)\s+{_BOUND}{_MONEY}")
_PERSIAN_TO = re.compile(r"(?<!\w)به\s+$")  # `به ۴٫۷۵ درصد افزایش یافت` rose to 4.75 per cent
_MORE = re.compile(
    r"(?i)(?:[\s-]*(?:%|per\s?cent|percent|pc|percentage points?|[^\W\d_]+(?:\s[^\W\d_]+)?))?[\s-]+"
    r"(?:(?:sharp|steep|small|further|big|large|annual|monthly)\s)?"
    r"(?:(?P<up>increase|rise|jump|surge|growth|hike|higher)|(?P<down>decrease|drop|fall|decline|reduction|cut|slump|lower))s?(?!\w)"
)
_COUNTED = re.compile(  # `fourteen increases`
    r"(?i)\s+(?:increase|rise|jump|surge|hike|decrease|drop|fall|decline|reduction|cut|slump)s(?!\w)"
)
_OF_GROWTH = re.compile(  # `growth slowed to 2 per cent`: it is still growth
    r"(?i)(?<!\w)(?:growth|inflation|wachstum|teuerung|croissance|crecimiento|inflación|crescita|inflazione|crescimento|inflação|groei|inflatie|рост|инфляция|inflacja|wzrost)(?!\w)(?:[^.;]|\.\d){0,90}$"
)
_OTHER_RATE = re.compile(  # `rose by 4.2 per cent, down from 5.1 per cent`: these are rates
    r"(?i)[^.;!?]{0,60}?(?<!\w)(?:down from|up from|compared with|compared to|against|gegenüber|nach|contre|frente a(?:l)?|contro|tegen|против|после|wobec"
    r"|مقابل|مقارنة ب)\s*(?:el |un |the )?\d+(?:[.,]\d+)?(?:\s?%|[  ](?:per cent|percent|prozent|процент|في المئة))"
)
_URDU = re.compile(  # the verb comes after the number: `6.2 فیصد کمی`, `6.2 فیصد پر آ گئی`
    r"\s*(?:%|فیصد|درصد|प्रतिशत)?\s*(?:(?:کا|کی|تک کی|की)\s+)?(?:(?P<up>اضافہ|اضافے|بڑھ|مہنگ|گران|افزایش|رشد|بالا رفت|वृद्धि|बढ़|महंग)"
    r"|(?P<down>کمی|گراوٹ|سست[اےی]|ارزان|کاهش|افت(?!\w)|गिरावट|घट)|(?P<to>(?:پر|تک)\s+(?:آ|پہنچ|گر|رہ|جا)))"
)
_VERB_LATER = re.compile(  # in German, the participle and, in some clauses, the verb come after the number
    r"(?i)[^,.;:!?()]{0,30}?(?<!\w)(?:(?P<up>gestiegen|angestiegen|erhöht|gewachsen|verteuert|geklettert|stieg(?:en)?|wuchs(?:en)?|zunahm(?:en)?)"
    r"|(?P<down>gesunken|gefallen|gesenkt|reduziert|verbilligt|verkürzt|zurück(?:gegangen)?|sank(?:en)?|fiel(?:en)?|abnahm(?:en)?))(?!\w)"
)
_GERMAN = re.compile(rf"(?i)(?<!\w)(?:(?P<by>um)|(?P<to>auf)|(?P<from>von))\s+{_BOUND}{_MONEY}")
_STOP = re.compile(r"[.;:!?()]\s|\n")


class NumberChange(NamedTuple):
    """What a number is in a change.

    Attributes:
        role: `by`, `to` or `from`; `rate` for what a growth fell or rose to; empty when the text does not say so.
        way: `up` or `down`; empty when it is not known.
    """

    role: str = ""
    way: str = ""


NO_CHANGE = NumberChange()


def change_of(text: str, start: int, end: int) -> NumberChange:
    """What a number is in a change.

    Args:
        text: the text.
        start: offset of the number.
        end: offset after it.
    """
    return _change(text[max(0, start - _WIDE) : start], text[end : end + _AFTER])


@lru_cache(maxsize=4096)
def _change(before: str, after: str) -> NumberChange:
    before = _STOP.split(before)[-1]
    if _COUNTED.match(after):
        return NO_CHANGE
    noun = _OF.search(before) or _MORE.match(after) or _URDU.match(after)
    if noun and (noun.groupdict().get("to") or _PERSIAN_TO.search(before)):
        return NumberChange("to")
    if noun:
        return NumberChange("by", "up" if noun["up"] else "down")
    verbs = list(_VERB.finditer(before, max(0, len(before) - _REACH)))
    if not verbs:
        return _with_later_verb(before, after)
    change = _with_verb(before, verbs[-1])
    return NumberChange("rate") if change.role == "by" and _OTHER_RATE.match(after) else change


def _with_verb(before: str, verb: re.Match[str]) -> NumberChange:
    """What a number is in a change whose verb comes before it."""
    way = "up" if verb["up"] or verb["up2"] else "down"
    if (to := _TO.search(before)) and not to["upto"]:
        growth = _OF_GROWTH.search(before[: verb.start()])
        return NumberChange("rate") if growth else NumberChange("to", way)
    if _FROM.search(before):
        return NumberChange("from", way)
    return NumberChange("by", way) if _BY.search(before) or _DIRECT.search(before) else NO_CHANGE


def _with_later_verb(before: str, after: str) -> NumberChange:
    """What a number is in a change whose verb comes after it: `auf 2 Prozent gesunken`."""
    said, later = _GERMAN.search(before), _VERB_LATER.match(after)
    if not said or not later:
        return NO_CHANGE
    return NumberChange(said.lastgroup or "", "up" if later["up"] else "down")


def agree(cited: NumberChange, wanted: NumberChange) -> bool:
    """Whether two numbers may be the same in two reports of one change."""
    if not cited.role or not wanted.role:
        return True
    if "rate" in (cited.role, wanted.role):
        other = wanted if cited.role == "rate" else cited
        return other.role in ("to", "rate") or (other.role == "by" and other.way == "up")
    opposite = cited.way and wanted.way and cited.way != wanted.way
    return cited.role == wanted.role and not opposite
