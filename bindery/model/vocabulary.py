"""The fixed vocabularies of the format: each word that authors may use, with its meaning for readers."""

from __future__ import annotations

from dataclasses import dataclass

from bindery.model import languages
from bindery.text.wording import ENGLISH

BRIEFING_STATES = {
    "draft": "Not finished: shown in a preview, but not published.",
    "published": "Current.",
    "archived": "Kept for the record; no longer updated.",
    "withdrawn": "Taken back; kept so that links to it still explain what happened.",
}

SECTION_STATES = {
    "published": "On the site.",
    "draft": "Not finished: shown in a preview, but not published.",
}

REVIEW_STATES = {
    "draft": "Taken back into work: the steps above do not count any more.",
    "checked": "Compared with its sources.",
    "approved": "Ready to be published.",
}

REVIEW_LABELS = {"draft": "a draft again:", "checked": "checked by", "approved": "approved by"}

TRANSLATION_EXTENTS = {
    "whole": "A translation of every claim and section.",
    "shortened": "A translation that leaves out claims or sections on purpose.",
}

# Traffic Light Protocol 2.0, FIRST: https://www.first.org/tlp/
HANDLING = {
    "TLP:RED": "For the eyes and ears of the named recipients only.",
    "TLP:AMBER+STRICT": "For the recipient's organisation only, on a need-to-know basis.",
    "TLP:AMBER": "For the recipient's organisation and its clients, on a need-to-know basis.",
    "TLP:GREEN": "For the community; not for public channels.",
    "TLP:CLEAR": "May be shared without limit.",
}

# The mark of a quotation, by the outcome of comparing it with what is stored of its source.
OUTCOMES = {
    "verified": "verified",
    "part": "verified, part of a sentence",
    "shortened": "verified, shortened",
    "unchecked": "not machine-checked",
    "missing": "not in the source",
}

SOURCE_KINDS = {
    "news": "News report",
    "report": "Report",
    "think-tank": "Think-tank publication",
    "official": "Official publication",
    "analysis": "Analysis or commentary",
    "journal-article": "Journal article",
    "preprint": "Preprint",
    "thesis": "Thesis",
    "dataset": "Dataset",
    "encyclopedia": "Reference work",
    "social": "Social-media post",
    "interview": "Interview",
    "video": "Video",
    "book": "Book",
    "chapter": "Book chapter",
    "law": "Legislation",
    "bill": "Bill",
    "court-decision": "Court decision",
    "document": "Document",
}

# The kinds that name a newspaper, website or reference work as their publisher, or else as what they appeared in.
PUBLISHED_WITHIN = frozenset({"news", "analysis", "encyclopedia", "social"})

# The Zotero item type for each kind of source.
ZOTERO_TYPES = {
    "news": "newspaperArticle",
    "report": "report",
    "think-tank": "report",
    "official": "report",
    "analysis": "magazineArticle",
    "journal-article": "journalArticle",
    "preprint": "preprint",
    "thesis": "thesis",
    "dataset": "dataset",
    "encyclopedia": "encyclopediaArticle",
    "social": "forumPost",
    "interview": "interview",
    "video": "videoRecording",
    "book": "book",
    "chapter": "bookSection",
    "law": "statute",
    "bill": "bill",
    "court-decision": "case",
    "document": "document",
}

# The schema.org type for each kind of source.
SCHEMA_TYPES = {
    "news": "NewsArticle",
    "report": "Report",
    "think-tank": "Report",
    "official": "Report",
    "analysis": "Article",
    "journal-article": "ScholarlyArticle",
    "preprint": "ScholarlyArticle",
    "thesis": "Thesis",
    "dataset": "Dataset",
    "encyclopedia": "Article",
    "social": "SocialMediaPosting",
    "interview": "CreativeWork",
    "video": "VideoObject",
    "book": "Book",
    "chapter": "Chapter",
    "law": "Legislation",
    "bill": "Legislation",
    "court-decision": "CreativeWork",
    "document": "DigitalDocument",
}

# The Admiralty code (NATO AJP-2.1). The two grades are given separately and never averaged.
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}

SHOW = {
    "quote": "Only the quoted words are published.",
    "context": "The quoted words are published with a little of the text around them.",
    "full": "The whole snapshot may be published.",
}

SOURCE_STATES = {
    "live": "Still at its address when last checked.",
    "dead": "No longer at its address.",
    "changed": "Changed since it was read.",
    "corrected": "Corrected by its publisher since it was read.",
    "retracted": "Withdrawn by its publisher.",
}

STANCES = {
    "supports": "says that the claim is true",
    "disputes": "says that the claim is not true",
    "qualifies": "limits or narrows the claim; does not change its status",
}
ASSERTS = "asserts it (not evidence)"  # what a text under review does with a claim

ENTITY_KINDS = {"organisation": "Organisation", "person": "Person", "place": "Place", "term": "Term"}

NOTE_KINDS = {
    "note": "Note",
    "info": "For information",
    "tip": "Tip",
    "question": "Open question",
    "warning": "Caution",
    "danger": "Danger",
    "quote": "Quotation",
    "example": "Example",
}

BASES = {
    "judgement": "The authors' judgement.",
    "assumption": "An assumption.",
    "common-knowledge": "Common knowledge.",
    "method": "About this briefing.",
}

CHANGE_KINDS = {
    "new": "New",
    "update": "Updated",
    "correction": "Corrected",
    "withdrawal": "Withdrawn",
}

# How a claim may differ between two versions of a briefing.
DIFFERENCES = {
    "added": "Added",
    "withdrawn": "Withdrawn",
    "figure": "Figure changed",
    "status": "Status changed",
    "source-added": "Source added",
    "source-lost": "Source lost",
    "stance": "Stance changed",
    "wording": "Wording only",
}

# What became of a judgement and of a question. `open` says that it could not be decided when its day came.
JUDGEMENT_OUTCOMES = {
    "open": "Still open: it could not be judged when its day came.",
    "borne out": "What was judged likely came about, or what was judged unlikely did not.",
    "not borne out": "It was the other way round.",
    "overtaken": "Events made it pointless before it could be judged.",
}
ANSWERS = {
    "open": "Still open: it could not be answered when its day came.",
    "answered": "It has an answer.",
    "overtaken": "Events made it pointless before it was answered.",
}

CONFIDENCE = {"low": "low", "moderate": "moderate", "high": "high"}


@dataclass(frozen=True)
class Status:
    """The status of a claim.

    Attributes:
        label: the words that readers see.
        meaning: the rule for the status, in one sentence.
    """

    label: str
    meaning: str


STATUSES = {
    "corroborated": Status(
        "Corroborated",
        "Nothing cited here disputes it, and its support comes from two or more independent origins.",
    ),
    "single-origin": Status(
        "Single origin",
        "Nothing cited here disputes it, and all its support comes from one origin, one body or one party.",
    ),
    "contested": Status("Contested", "Some evidence supports it, and some disputes it."),
    "contradicted": Status("Contradicted", "Evidence disputes it, and none supports it."),
    "unsupported": Status("Unsupported", "No evidence here supports or disputes it."),
    "withdrawn": Status("Withdrawn", "The authors took it back. It is kept so that links still explain it."),
}


@dataclass(frozen=True)
class PointGroup:
    """A group of key points on the first screen.

    Attributes:
        label: its heading.
        meaning: what its claims have in common, in one sentence.
        statuses: the statuses of its claims.
    """

    label: str
    meaning: str
    statuses: tuple[str, ...]


POINT_GROUPS = (
    PointGroup(
        "Solid", "Two or more independent origins say so, and no source here disputes it.", ("corroborated",)
    ),
    PointGroup("Disputed", "Some sources say so, and others say the opposite.", ("contested",)),
    PointGroup(
        "Claimed, not confirmed",
        "Only one origin, body or party says so, no source was found, or the sources speak against it.",
        ("single-origin", "unsupported", "contradicted", "withdrawn"),
    ),
)

# The statuses from the worst for a text that makes the claim to the best.
WORST_FIRST = ("contradicted", "withdrawn", "unsupported", "contested", "single-origin", "corroborated")

# What a claim with the status `single-origin` is called when its support has more than one origin.
SINGLE = {"origin": "Single origin", "body": "One body", "party": "One party"}

# What is said of a claim that only retracted sources would corroborate, in place of the meaning of its status.
WEAKENED = "Nothing cited here disputes it, but apart from retracted sources its support is not from independent origins."

# English names of the languages with a tag of two letters.
LANGUAGES = languages.LANGUAGES

# Languages written from right to left, as primary subtags of BCP 47.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> str:
    """The value of the HTML attribute `dir` for a BCP 47 language tag: `rtl` or `ltr`."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def language_name(tag: str) -> str:
    """The English name of a language, with its tag where that says more: `Dutch`, `English (en-GB)`; else the tag."""
    name = plain_language_name(tag)
    return f"{name} ({tag})" if "-" in tag and name != tag else name


def plain_language_name(tag: str) -> str:
    """The English name of a language, without the rest of its tag; the tag where the name is not known."""
    primary = tag.partition("-")[0].lower()
    return LANGUAGES.get(primary) or ENGLISH.language_name(tag)
