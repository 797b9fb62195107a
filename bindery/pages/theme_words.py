"""The words of the interface that the theme and its scripts say, in the language of a page."""

from __future__ import annotations

import json

from bindery.model.vocabulary import HANDLING
from bindery.text.wording import Wording

# Every message of the theme's templates: the navigation, the state of a briefing, its feed.
IN_TEMPLATES = (
    "Briefings",
    "All briefings",
    "All sources",
    "changes",
    "Draft.",
    "This briefing is not finished and not published.",
    "Withdrawn.",
    "This briefing was withdrawn. It stays here so that links to it show this.",
    "Archived.",
    "This briefing is kept for the record and is no longer updated.",
    "Page not found",
    "The address may have a mistake in it, or the page may have been removed.",
    "Search this site, or go to:",
    *HANDLING.values(),
)
# Every message of the scripts in templates/theme/assets/bindery/.
IN_SCRIPTS = (
    "Close the preview",
    "Copied",
    "Copy this citation:",
    "%(some)s of %(number)s claims",
    "More results",
    "The search index could not be loaded",
)


def theme_words(wording: Wording) -> dict[str, str]:
    """The messages of the theme's templates by their English words; empty for English."""
    return {} if wording.is_english else {words: wording.message(words) for words in IN_TEMPLATES}


def script_words(wording: Wording) -> str:
    """The messages of the scripts by their English words, as JSON; empty for English."""
    if wording.is_english:
        return ""
    return json.dumps({words: wording.message(words) for words in IN_SCRIPTS}, ensure_ascii=False)
