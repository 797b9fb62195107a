"""Cleans the values of imported fields, and notes what was changed."""

from __future__ import annotations

import html
import re
import unicodedata

from pydantic_core import PydanticCustomError

from bindery.model.field_types import Language
from bindery.references.imports.raised import subscript, superscript
from bindery.text import characters

_TAG = re.compile(
    r"<(/?)([a-z]{2,4}:[\w-]{1,20}|math|m[a-z]{1,9}|tex|formula|inline-formula|i|b|it|italic|em|strong|bold|su[bp]|inf|span|sc|scp|u|p|br|a|div|small|code|tt|font|mark|script|style|img)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ALONE = {"br", "p", "img"}  # tags that need no end
_RAISED = re.compile(r"<(sup|sub|inf)>\s*([^<>]{1,12}?)\s*</\1>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")

_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "urdu": "ur", "pashto": "ps", "persian": "fa", "farsi": "fa",
    "dari": "fa-AF", "arabic": "ar", "hebrew": "he", "hindi": "hi", "punjabi": "pa", "panjabi": "pa",
    "sindhi": "sd", "balochi": "bal", "bengali": "bn", "turkish": "tr", "russian": "ru", "ukrainian": "uk",
    "french": "fr", "francais": "fr", "german": "de", "ngerman": "de", "deutsch": "de", "spanish": "es",
    "italian": "it", "portuguese": "pt", "dutch": "nl", "polish": "pl", "swedish": "sv", "norwegian": "no",
    "danish": "da", "finnish": "fi", "greek": "el", "chinese": "zh", "japanese": "ja", "korean": "ko",
    "sanskrit": "sa", "latin": "la", "hungarian": "hu",
    "czech": "cs", "slovak": "sk", "croatian": "hr", "serbian": "sr", "romanian": "ro", "bulgarian": "bg", "catalan": "ca", "basque": "eu",
    "galician": "gl", "slovenian": "sl", "slovene": "sl", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "icelandic": "is",
    "irish": "ga", "welsh": "cy", "vietnamese": "vi", "thai": "th", "malay": "ms", "nepali": "ne", "tamil": "ta", "georgian": "ka",
    "armenian": "hy", "kurdish": "ku", "somali": "so", "amharic": "am", "albanian": "sq", "macedonian": "mk", "bosnian": "bs",
    "español": "es", "français": "fr", "italiano": "it", "português": "pt", "brazilian": "pt-BR", "portuges": "pt", "nederlands": "nl",
    "russkij": "ru", "русский": "ru", "українська": "uk", "中文": "zh", "日本語": "ja", "한국어": "ko", "العربية": "ar", "فارسی": "fa",
    "اردو": "ur", "naustrian": "de-AT", "austrian": "de-AT", "nswissgerman": "de-CH", "swissgerman": "de-CH", "newzealand": "en-NZ",
    "mexican": "es-MX", "acadian": "fr-CA", "canadien": "fr-CA", "nynorsk": "nn", "norsk": "no", "polutonikogreek": "el",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "zho": "zh",
    "chi": "zh", "jpn": "ja", "ara": "ar", "nld": "nl", "dut": "nl", "pol": "pl", "tur": "tr", "fas": "fa", "per": "fa", "urd": "ur",
    "hin": "hi", "kor": "ko", "swe": "sv", "nor": "no", "dan": "da", "fin": "fi", "ukr": "uk", "pus": "ps", "heb": "he", "ben": "bn",
    "indonesian": "id", "anglais": "en", "allemand": "de", "espagnol": "es", "italien": "it", "russe": "ru", "arabe": "ar",
    "chinois": "zh", "englisch": "en", "französisch": "fr", "spanisch": "es", "russisch": "ru", "arabisch": "ar", "inglés": "en", "inglês": "en",
    "francés": "fr", "francês": "fr", "alemán": "de", "alemão": "de", "chinese-traditional": "zh-Hant", "traditional chinese": "zh-Hant",
    "chinese-simplified": "zh-Hans", "simplified chinese": "zh-Hans", "chinese-hans": "zh-Hans", "chinese-hant": "zh-Hant",
    "portuguese (brazil)": "pt-BR", "swahili": "sw", "uzbek": "uz", "tajik": "tg",
}  # fmt: skip


def clean_line(text: str, what: str, notes: list[str]) -> str:
    """A text on one line, without HTML tags, HTML entities and invisible characters.

    Args:
        text: the text in the file.
        what: name of the field, for notes.
        notes: what was changed is added here, one sentence each.
    """
    shown = _RAISED.sub(lambda found: _raised(found[1].lower(), found[2]), text)
    shown = _without_tags(shown)
    if shown != text:
        notes.append(f"HTML tags were removed from the {what}")
    if _ENTITY.search(shown):
        shown = html.unescape(shown)
        notes.append(f"HTML entities in the {what} were replaced by their characters")
    shown = " ".join(shown.split())
    hidden = sorted({f"U+{ord(shown[at]):04X}" for at in characters.forbidden_positions(shown)})
    if hidden:
        shown = " ".join(_without_forbidden(shown).split())
        notes.append(f"invisible characters were removed from the {what}: {', '.join(hidden)}")
    return shown


def _raised(tag: str, words: str) -> str:
    """What HTML shows above or below the line, as plain text if it has characters for it."""
    return superscript(words) if tag == "sup" else subscript(words)


def _without_tags(text: str) -> str:
    """A text without HTML tags. One that is opened but never closed is no markup, but the author's own words."""
    marks = {(mark[1], mark[2].lower()) for mark in _TAG.finditer(text)}
    pairs = {name for slash, name in marks if (("" if slash else "/"), name) in marks} | _ALONE
    return _TAG.sub(lambda mark: "" if mark[2].lower() in pairs or mark[0].endswith("/>") else mark[0], text)


def _without_forbidden(text: str) -> str:
    """A text without the characters that are not allowed in a briefing."""
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if char > "\u02ff" and unicodedata.category(char)[0] == "M" else 0
        if marks <= characters.MOST_MARKS:
            kept.append(char)
    text = "".join(kept)
    for _ in range(3):  # the neighbours of a removed character may have to be removed too
        found = set(characters.forbidden_positions(text))
        text = "".join(char for at, char in enumerate(text) if at not in found)
    if any(True for _ in characters.forbidden_positions(text)):
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return text


def clean_language(written: str, notes: list[str]) -> str:
    """A language tag of BCP 47 from a tag or an English name; empty, with a note, when it is neither."""
    written = written.strip()
    if not written:
        return ""
    first, *more = (part.strip() for part in re.split(r"[;,|/&]|\band\b", written) if part.strip())
    if more:
        notes.append(f"`language` names several; only the first was imported: `{written[:60]}`")
        written = first
    name = re.sub(r"\s*\(.*\)", "", written.lower())
    try:
        return _LANGUAGES.get(name) or Language.check(written.replace("_", "-"))
    except PydanticCustomError:
        notes.append(
            f"`language` was left out: `{written[:60]}` is not a language tag such as en, ur or fa-AF"
        )
        return ""
