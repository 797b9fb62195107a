"""Reads BibTeX and BibLaTeX files, as Zotero and Better BibTeX write them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from bindery.model.vocabulary import SOURCE_KINDS
from bindery.references.imports import addresses
from bindery.references.imports.bibtex_names import read_names
from bindery.references.imports.bibtex_records import Fields, Record, read_records
from bindery.references.imports.entry import MEANINGS, Found, ImportedEntry
from bindery.references.imports.latex import decoded
from bindery.references.remarks import read_remarks

_TYPES = {
    "article": "unpublished preprint workingpaper",
    "article-journal": "article journalarticle suppperiodical",
    "article-magazine": "magazine magazinearticle",
    "article-newspaper": "newspaper newspaperarticle news newsarticle",
    "book": "book booklet mvbook bookinbook mvcollection collection proceedings mvproceedings",
    "chapter": "inbook chapter booksection incollection suppbook suppcollection",
    "dataset": "dataset data database",
    "document": "misc manual other unknown document generic",
    "entry-encyclopedia": "encyclopedia inreference reference mvreference",
    "graphic": "image artwork",
    "legal_case": "jurisdiction case",
    "legislation": "legislation legal legmaterial legadminmaterial constitution statute law",
    "motion_picture": "video movie film",
    "paper-conference": "inproceedings conference conferencepaper",
    "patent": "patent",
    "periodical": "periodical",
    "personal_communication": "letter email personalcommunication",
    "post-weblog": "blog blogpost",
    "review": "review bookreview commentary",
    "report": "report techreport technicalreport",
    "software": "software computerprogram program",
    "speech": "presentation talk speech lecture poster",
    "song": "audio music",
    "standard": "standard",
    "thesis": "thesis phdthesis mastersthesis masterthesis mathesis bathesis bachelorsthesis bachelorthesis candthesis habilthesis licthesis",
    "treaty": "treaty legaltreaty",
    "webpage": "online electronic www webpage website internet web wikipedia onlinevideo",
}
TYPES = {word: csl for csl, words in _TYPES.items() for word in words.split()}
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}

_PUBLISHER = ("publisher", "institution", "organization", "school", "university")
_CONTAINER = (
    "journaltitle", "journal", "booktitle", "maintitle", "eventtitle", "newspaper", "magazine", "website", "websitetitle", "series",
)  # fmt: skip
_GENRE = ("type", "howpublished", "titleaddon")
# Where else an address may stand, in this order; Better BibTeX, BibDesk, dblp, ADS and others use these names.
_ADDRESSES = (
    "url",
    "howpublished",
    "ee",
    "link",
    "adsurl",
    "bdsk-url-1",
    "weblink",
    "web",
    "homepage",
    *_CONTAINER,
    *_PUBLISHER,
)
_REMARKS = ("note", "annote", "annotation", "addendum")
_IDENTIFIERS = ("eprint", "arxivid", "arxiv", "pmid", "pmcid", "pmc", "hdl", "handle", "jstor")
_ACCESSED = (
    "urldate",
    "lastchecked",
    "lastvisited",
    "lastaccessed",
    "accessed",
    "accessdate",
    "access-date",
    "urlaccessdate",
    "visited",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_READ = {
    "title", "subtitle", "author", "editor", "translator", "date", "year", "month", "day", "url", "doi", "language", "langid",
    "entrysubtype", "booksubtitle", "journalsubtitle", "volume", "number", "issue", "pages", "edition", "location", "address",
    "origtitle", "eprinttype", "archiveprefix", "eprintclass", "primaryclass", "court",
    *_REMARKS, *_PUBLISHER, *_CONTAINER, *_GENRE, *_IDENTIFIERS, *_ACCESSED,
}  # fmt: skip
_ISSUED = frozenset(
    {"article", "periodical", "suppperiodical", "magazine", "newspaper"}
)  # whose number is an issue
# How LaTeX writes characters that an address has.
_ESCAPED = re.compile(r"\{\\([%&#_~$^])\}|\\([%&#_~$])(?:\{\})?")
_TILDE = re.compile(r"\{?\\textasciitilde(?:\{\}|(?=[^A-Za-z]))\s?\}?|\$\\sim\$|\\~\{\s*\}")
_UNDERSCORE = re.compile(r"\{?\\textunderscore(?:\{\}|(?=[^A-Za-z]))\s?\}?")
_CODED_ESCAPE = re.compile(r"%5C(?=[_&#~%])", re.IGNORECASE)  # of a backslash that was LaTeX
_SHORT_PERIOD = re.compile(r"(\d{2})(\d{2})([-–/])(\d{2})")
_LINK = re.compile(
    r"\\(?:url|nolinkurl|path|href)\s*\{((?:[^{}]|\{[^{}]*\})*)\}(?:\{((?:[^{}]|\{[^{}]*\})*)\})?"
)
_SAID_ACCESSED = re.compile(
    r"(?:accessed|retrieved|visited|viewed|last checked|consult[ée]e?(?: le)?|abgerufen(?: am)?|zugriff(?: am)?|consultado(?: el| em)?"
    r"|acess(?:o|ado) em|geraadpleegd(?: op)?|обращения|访问日期)(?:\s+on)?\s*:?\s*"
    r"(\d{1,4}[-./ ]\s?[\w]{1,9}[-./ ,]+\d{1,4}|[A-Z][a-z]+\.? \d{1,2},? \d{4}|[A-Z][a-z]+ \d{4})",
    re.IGNORECASE,
)
_NO_KIND = re.compile(
    r"(?:available (?:online|at|from)|online|\[online\]|website|web ?page|web|url|last|\(?accessed\b.*|retrieved\b.*|visited\b.*|[\W\d_])*",
    re.IGNORECASE,
)


def read(text: str) -> Found:
    """The records of a file, in their order, with what could not be read in its place.

    Args:
        text: the whole file.
    """
    return [_entry(item) if isinstance(item, Record) else item for item in read_records(text)]


def _entry(record: Record) -> ImportedEntry:
    fields, notes = record.fields, list(record.notes)
    kind = record.type
    csl = _SUBTYPES.get(fields.get("entrysubtype", "").lower()) or TYPES.get(re.sub(r"[_-]", "", kind), "")
    containers = _with_words(fields, _CONTAINER)
    publishers = _with_words(fields, _PUBLISHER)
    genres = [key for key in _GENRE if key in fields and _says_kind(fields[key])]
    annotations = tuple(decoded(fields[key], notes) for key in _REMARKS if key in fields)
    fields = _without_remarks(fields)
    subtype = fields.get("entrysubtype", "")
    courts = _courts(subtype, publishers)
    if csl == "webpage" and {"publisher", "organization"} <= set(publishers):  # the website, and its owner
        publishers.remove("organization")
        containers.insert(0, "organization")
    url, used = _address(fields, notes)
    date, *others = _dates(fields)
    titles = _titles(fields)
    containers = [key for key in containers if key not in titles]
    return ImportedEntry(
        place=record.place,
        label=record.key,
        type=kind,
        meaning=MEANINGS.get(csl),
        title=_title(fields, titles, notes),
        authors=read_names(fields.get("author", ""), notes),
        editors=read_names(fields.get("editor", ""), notes),
        translators=read_names(fields.get("translator", ""), notes),
        publisher=_first(publishers, fields, notes),
        place_published=_first(("location", "address"), fields, notes),
        container=_container(containers, fields, notes),
        volume=_first(("volume",), fields, notes),
        issue=_first(("issue", "number")[: 1 + (kind in _ISSUED)], fields, notes),
        number=_first(("number",)[kind in _ISSUED :], fields, notes),
        pages=_first(("pages",), fields, notes),
        edition=_first(("edition",), fields, notes),
        court=_first(courts, fields, notes),
        original_title=_first(("origtitle",), fields, notes),
        published=date,
        else_published=tuple(others),
        accessed=_accessed(fields, notes),
        url=url,
        doi=_doi(fields, notes),
        language=_language(fields),
        genre=subtype if subtype in SOURCE_KINDS else _first(genres, fields, notes),
        annotations=annotations,
        left_out=(*_unread(fields, used), *containers[1:], *publishers[1:], *genres[1:]),
        notes=tuple(dict.fromkeys(notes)),
    )


def _courts(subtype: str, publishers: list[str]) -> tuple[str, ...]:
    """The fields that can name a court; of a decision that we exported it is the institution, and no publisher."""
    if subtype != "court-decision" or "institution" not in publishers:
        return ("court",)
    publishers.remove("institution")
    return ("court", "institution")


def _titles(fields: Fields) -> tuple[str, str]:
    """The fields of the title and subtitle; of proceedings in old files those of the book."""
    named = not fields.keys().isdisjoint(("title", "subtitle"))
    return ("title", "subtitle") if named else ("booktitle", "booksubtitle")


def _without_remarks(fields: Fields) -> Fields:
    """The fields without the remarks of our own exports, which hold no address of the record itself."""
    kept = dict(fields)
    for key in _REMARKS:
        words = decoded(fields.get(key, ""), [])
        rest = " ".join(read_remarks([words]).rest)
        if rest != words:
            kept[key] = rest
    return {key: value for key, value in kept.items() if value}


def _language(fields: Fields) -> str:
    """The language of a record: a tag is more exact than the name of a language."""
    named, told = fields.get("langid", ""), decoded(fields.get("language", ""), [])
    return told if re.fullmatch(r"[a-z]{2,3}(?:-\w+)*", told) else named or told


def _with_words(fields: Fields, keys: tuple[str, ...]) -> list[str]:
    """Those of some fields that there are and that are not only an address."""
    return [key for key in keys if key in fields and not _only_address(fields[key])]


def _only_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    plain = _plain_address(text)
    return bool(re.match(r"https?://|www\.", plain)) and " " not in plain


def _says_kind(text: str) -> bool:
    """Whether a text that may name the kind of work has more than an address and words around it."""
    plain = decoded(_LINK.sub(r"\2", text), [])
    for address in addresses.addresses_in(plain):
        plain = plain.replace(address, "")
    return not _NO_KIND.fullmatch(plain)


def _first(keys: Sequence[str], fields: Fields, notes: list[str]) -> str:
    """The text of the first of some fields that there is; empty when there is none."""
    return next((decoded(_LINK.sub(_link_text, fields[key]), notes) for key in keys if key in fields), "")


def _link_text(match: re.Match[str]) -> str:
    """What LaTeX prints of a link."""
    return match[2] if match[2] is not None else match[1]


def _title(fields: Fields, keys: tuple[str, str], notes: list[str]) -> str:
    """A title with its subtitle."""
    parts = [decoded(_LINK.sub(_link_text, fields[key]), notes) for key in keys if key in fields]
    return (
        " ".join(parts)
        if parts and parts[0].endswith((":", "?", "!", "？", "！"))
        else ": ".join(filter(None, parts))
    )


def _container(keys: list[str], fields: Fields, notes: list[str]) -> str:
    """What the record appeared in."""
    subtitles = {"booktitle": "booksubtitle", "journaltitle": "journalsubtitle"}
    return _title(fields, (keys[0], subtitles.get(keys[0], "")), notes) if keys else ""


def _unread(fields: Fields, used: str) -> list[str]:
    """The names of fields for which a source has no place.

    Args:
        fields: the fields of a record.
        used: the field that its address was taken from.
    """
    return [key for key in fields if key not in _READ and key != used]


def _plain_address(text: str) -> str:
    """A text in which addresses are as they are, without what LaTeX needs around their characters."""
    text = _UNDERSCORE.sub("_", _TILDE.sub("~", _LINK.sub(r"\1 ", text)))
    text = _ESCAPED.sub(lambda found: found[1] or found[2], text)
    text = _CODED_ESCAPE.sub("", re.split(r"(?:\\n|%5Cn)(?=https?:|www\.|files/|$)", text)[0] or text)
    return html.unescape(re.sub(r"\\-|[{}]", "", text)).strip()


def _address(fields: Fields, notes: list[str]) -> tuple[str, str]:
    """The address of a record, and the field that it was taken from; both may be empty.

    Without an address of its own, a number of arXiv, PubMed or another repository leads to one; last come its notes.
    """
    for key in _ADDRESSES:
        found = _address_in(key, _plain_address(fields.get(key, "")), notes)
        if found:
            return found, key
    for key in _IDENTIFIERS:
        repository = (
            fields.get("eprinttype", "") or fields.get("archiveprefix", "") if key == "eprint" else key
        )
        number = _plain_address(fields.get(key, ""))
        found = addresses.repository_address(repository or "arxiv", number) if number else ""
        if found:
            return found, key
    for key in ("journal", "journaltitle", "volume", *_REMARKS, "howpublished", "publisher", "number"):
        text = _plain_address(fields.get(key, ""))
        found = addresses.arxiv_address(text) or next(
            iter(addresses.addresses_in(text) if key in _REMARKS else ()), ""
        )
        if found and "doi" not in fields:
            notes.append(f"its address was taken from `{key}`")
            return found, ""
    return "", ""


def _address_in(key: str, text: str, notes: list[str]) -> str:
    """The address in a field of addresses; in `url`, whatever it holds if that could be one."""
    found = addresses.addresses_in(text)
    if len(found) > 1:
        notes.append("it has several addresses; only the first was imported")
    if key != "url" or len(found) > 1:
        return found[0] if found else ""
    if re.match(r"\(|\[|accessed|retrieved", text.partition(" ")[2], re.IGNORECASE):
        return text.partition(" ")[0]
    return found[0] if found and not text.startswith(found[0]) else text.rstrip(",;")


def _doi(fields: Fields, notes: list[str]) -> str:
    """The DOI of a record: of `doi`, of a `url` that is one, or of a remark that says so."""
    written = _plain_address(fields.get("doi", ""))
    if written:
        return written
    for key in ("url", "eprint", *_REMARKS):
        text = _plain_address(fields.get(key, ""))
        found = (addresses.doi_of_address(text) if key == "url" else "") or addresses.doi_in(text)
        if found and key != "url":
            notes.append(f"its DOI was taken from `{key}`")
        if found:
            return found
    return ""


def _accessed(fields: Fields, notes: list[str]) -> str:
    """The date on which a record was read: of a field for it, or in the words of a remark."""
    for key in _ACCESSED:
        if key in fields:
            return decoded(fields[key], [])
    for key in (*_REMARKS, "howpublished", "url"):
        match = _SAID_ACCESSED.search(_plain_address(fields.get(key, "")))
        if match:
            notes.append(f"`accessed` was taken from `{key}`")
            return match[1]
    return ""


def _dates(fields: Fields) -> list[str]:
    """The dates of a record: `date` in BibLaTeX, and `year`, `month` and `day`; an empty text if there is none."""
    year, month, day = (decoded(fields.get(key, ""), []).strip() for key in ("year", "month", "day"))
    date = fields.get("date", "")
    # A tie `~` is a sign of EDTF here.
    date = decoded(date, []) if "\\" in date else re.sub(r"[{}]", "", date)
    short = _SHORT_PERIOD.fullmatch(year)
    if short and short[4] > short[2] and (month or short[3] == "/" or int(short[4]) > len(_MONTHS)):
        year, month = f"{short[1]}{short[2]}/{short[1]}{short[4]}", ""  # in this field 2021-22 is no season
    whole = _whole(year, month, day)
    found = [date, whole, year] if date or year else [fields.get("eventdate", "")]
    if re.fullmatch(r"\d{4}", date) and date in whole:
        found = [whole, date]
    return [text for text in found if text.strip()] or [""]


def _whole(year: str, month: str, day: str) -> str:
    """The date of a year, a month and a day; empty without a year or a month."""
    if not re.fullmatch(r"\d{4}", year) or not month:
        return ""
    number = month.lower().strip(".")[:3]
    if number in _MONTHS and re.fullmatch(r"[A-Za-z]{3,9}\.?", month):
        month = str(_MONTHS.index(number) + 1)
    if month.isdigit() and day.isdigit() | (not day):
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    return f"{day} {month} {year}"
