"""Names in references: persons with their family names, and bodies, which some programs write like persons."""

from __future__ import annotations

import re

from bindery.references.imports.entry import ImportedName

SUFFIX = re.compile(r"(?:Jr|Jnr|Sr|Snr|I{2,3}|IV|VI{0,3}|2nd|3rd|4th|Jun|Sen|Filho|Neto|Júnior|Junior)\.?")
# Scripts that write the family name first and no space after it: Chinese, Japanese and Korean.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+")
_SHORT_UNSPACED = re.compile(f"(?:{_UNSPACED.pattern.removesuffix('+')}){{2,4}}")
_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")  # names from other languages, whose parts stay apart

# Words that only the name of a body has, in the languages in which most references are written.
_BODY = re.compile(
    r"\b(?:academ(?:y|ie|ia)|administration|agenc(?:y|ia|e)|agence|agentur|association|associazione|asociación|ausschuss|authority|bundesamt"
    r"|bureau|behörde|cent(?:er|re)|centrum|centro|colegio|collaboration|college|comisión|comité|commission|commissie|committee"
    r"|company|confederation|congress|consorti(?:um|a)|consejo|conselho|conseil|consultants|corporation|corp|council|department"
    r"|departamento|département|direc(?:torate|ción)|division|embassy|faculty|federation|fondation|forschung\w*|forum|foundation"
    r"|fundación|fundação|gesellschaft|gmbh|government|gouvernement|gobierno|governo|inc|initiative|institut\w*|instytut|istituto|kommission"
    r"|laborator(?:y|ies|io|ium)|llc|llp|ltd|limited|ministère|ministeri(?:um|o|e)|ministerstvo|ministry|minist[eé]rio|municipality"
    r"|kommune\w*|\w*(?:udvalget|styrelsen|verket|direktoratet|ministeriet)|museum|museu|nations|network|observatory|organi[sz]ation|organisatie|organización|organização|parliament|parlament\w*|parlement"
    r"|partnership|program(?:me)?|programa|project|rat der|república|secretariat|senate|society|société|sociedad\w*|stiftung|survey"
    r"|team|task force|tribunal|trust|uniwersytet|universi\w+|université|verein|vereniging|working group|studio"
    r"|института?|институт|университет|академия|министерство|комитет|агентство|организация|совет|ассоциация|фонд)\b"
    r"|大学|学院|研究院|研究所|委员会|委員会|公司|协会|協会|学会|學會|政府|中心|法院|出版社|編集部|编辑部|编写组|대학교|연구원|위원회|협회"
    r"|وزارة|جامعة|منظمة|مركز|معهد|هيئة|جمعية|وزارت|دانشگاه|سازمان|מכון|אוניברסיטה|משרד",
    re.IGNORECASE,
)
# Words that a family may also be called by, so that only a longer name with them is a body's.
_PERHAPS_BODY = re.compile(
    r"\b(?:bank|banque|banco|board|bond|bureau|church|club|court|editors?|fund|group|house|league|library|news|office"
    r"|party|police|press|school|service|staff|times|union)\s+(?:of|for|on|to|de|des|du|del|da|do|der|für|van)\b"
    r"|\b(?:of|for) (?:the )?[A-Z]"
    r"|\b(?:world|national|central|federal|royal|european|african|asian|international|united) "
    r"(?:bank|board|court|fund|group|house|league|library|office|police|press|school|service|union|times|news)\b"
    r"|\bet al\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"(?P<family>(?=\S*[^\W\d_A-Z])[^\W\d_](?:['’\-]?[^\W\d_])+(?: [^\W\d_]+(?:['’\-][^\W\d_]+)*){0,2}),?"
    r" (?P<given>[A-Z]{1,3}|[A-Z](?: [A-Z]){1,3}|(?:[A-Z]\.[ -]?){1,4})"
)
_ROLE = re.compile(r"\(?(?:eds?|editors?|hrsg|comps?|transl?)\.?\)?", re.IGNORECASE)
_NO_INITIALS = frozenset(("UK", "US", "USA", "EU", "UN", "GB", "UAE", "NGO", "PLC", "INC", "LTD", "TV"))
# What another program can only have put first when it turned the name of a body around.
_TURNED = re.compile(
    r"collaboration|consortium|team|organi[sz]ation|committee|commission|council|association|federation|foundation|institute"
    r"|university|corporation|agency|ministry|society|laborator(?:y|ies)|cent(?:re|er)|network|initiative|program(?:me)?|department"
    r"|institut|universität|université|universidad",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"\s+0\d{3}$")  # dblp adds it to tell persons of one name apart
# Family names that look like initials: Xiaoming LI.
_SHORT_FAMILIES = frozenset(
    ("LI", "WU", "HE", "MA", "XU", "YU", "LU", "HU", "GU", "DU", "SU", "FU", "YE", "XIE", "LIU", "SUN", "ZHU", "LIN", "GAO", "LUO",
     "GUO", "HAN", "CAO", "PAN", "YAO", "TAN", "LEE", "KIM", "HO", "NG", "RAO", "DAS", "ROY", "CHO", "VO", "LE", "DO")
)  # fmt: skip
_BODY_AT_END = re.compile(r"[部局社报報院会會所厅署处党司网台]$")
_GIVEN = re.compile(r"[^\W\d_][\w.'’‐\-]*(?: [^\W\d_][\w.'’‐\-]*){0,3}")
_MOST_FAMILY_WORDS = 4


def person(given: str, family: str, suffix: str = "") -> ImportedName:
    """A person, whose name is put into the order in which it is spoken.

    Args:
        given: the given names, with particles that are not part of the family name; may be empty.
        family: the family name, with its particles; may be empty.
        suffix: such as *Jr.*; may be empty.
    """
    given, family, suffix = (
        " ".join(_NUMBER.sub("", part).split()).strip(",; ") for part in (given, family, suffix)
    )
    if not given or not family:
        return ImportedName(" ".join(filter(None, (given or family, suffix))))
    if _UNSPACED.fullmatch(family) and _UNSPACED.fullmatch(given):
        gap = " " if _KATAKANA.fullmatch(family) and _KATAKANA.fullmatch(given) else ""
        return ImportedName(f"{family}{gap}{given}", family)
    return ImportedName(" ".join(filter(None, (given, family, suffix))), family)


def body(name: str) -> ImportedName:
    """An organisation."""
    return ImportedName(" ".join(name.split()).rstrip(","), organisation=True)


def is_body(name: str) -> bool:
    """Whether a name has a word that only bodies have in their names."""
    return bool(_BODY.search(name) or _PERHAPS_BODY.search(name))


def ends_as_body(name: str) -> bool:
    """Whether a name ends with the short name of a country or of a kind of company: Amnesty UK."""
    return name.rpartition(" ")[2] in _NO_INITIALS and not name.isupper()


def inverted(written: str, notes: list[str]) -> ImportedName:
    """The name in `Family, Given` or `Family, Given, Suffix`; a body if its words show that.

    Args:
        written: the name, which has a comma.
        notes: what is not plain is added here, one sentence each.
    """
    written = _without_brackets(written, notes)
    family, *rest = [part for part in map(str.strip, written.split(",")) if part] or [""]
    if not rest:
        return body(family)
    if rest[0].lower() == "the" or _TURNED.fullmatch(family) or re.match(r"of |et al", family):
        return _turned(family, rest, notes)
    if is_body(written) and len(f"{family} {rest[0]}".split()) > 2:  # noqa: PLR2004  `Press, William` is a person
        notes.append(f"`{written}` was read as an organisation: its words are those of one")
        return body(written)
    return _in_parts(family, [part for part in rest if not _ROLE.fullmatch(part)] or [""])


def _without_brackets(written: str, notes: list[str]) -> str:
    """A person's name without the body in brackets after it."""
    bare = _IN_PARENTHESES.sub("", written)
    if bare == written or "," not in bare or is_body(bare):
        return written
    notes.append(f"what is in brackets was left out of the author `{written}`")
    return bare


def _in_parts(family: str, rest: list[str]) -> ImportedName:
    """The person with a family name and what follows it: given names, and a suffix before or after them."""
    given, *more = rest
    suffix = " ".join(more)
    if SUFFIX.fullmatch(given) and more:  # BibTeX's order: Family, Suffix, Given
        given, suffix = more[0], given
    return person(given, family, suffix)


def _turned(family: str, rest: list[str], notes: list[str]) -> ImportedName:
    """The body `Open Science Collaboration`, which another program wrote as `Collaboration, Open Science`."""
    if family.startswith("et al"):
        notes.append("it has more authors, which it does not name (`et al.`)")
        return ImportedName(" ".join(rest))
    name = " ".join((*rest, family))
    notes.append(f"`{family}, {', '.join(rest)}` was read as `{name}`")
    return body(name)


def uninverted(written: str, notes: list[str]) -> ImportedName | None:
    """The person in `Family IN`, as medical databases write names; None for another name without a comma."""
    match = _INITIALS.fullmatch(written)
    if not match or match["given"] in (_NO_INITIALS | _SHORT_FAMILIES) or is_body(written):
        return None
    notes.append(f"`{written}` was read as a person: a family name and initials")
    letters = re.findall(r"[A-Z]", match["given"])
    return person(" ".join(f"{letter}." for letter in letters), match["family"])


def is_short_unspaced(name: str) -> bool:
    """Whether a name has two to four characters of Chinese, Japanese or Korean and does not end as a body's does."""
    return bool(_SHORT_UNSPACED.fullmatch(name)) and not _BODY_AT_END.search(name) and not is_body(name)


def is_inverted_person(written: str) -> bool:
    """Whether the words around one comma can be a family name and given names."""
    family, comma, given = (part.strip() for part in written.partition(","))
    few = 0 < len(family.split()) <= _MOST_FAMILY_WORDS
    return bool(
        comma
        and few
        and _GIVEN.fullmatch(given)
        and not is_body(written)
        and not re.search(r" (?:and|og|und|&) ", written)
    )
