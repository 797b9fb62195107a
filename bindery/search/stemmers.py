"""Which scripts of Material's search a site needs for its languages: word endings, and words in scripts without spaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

FOLDER = "assets/javascripts/lunr/"
"""The folder of these scripts on a site."""
_SEGMENTERS = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}


def stemmer_scripts(languages: Sequence[str]) -> frozenset[str]:
    """The paths on the site of the scripts that Material's search worker loads for some languages.

    Args:
        languages: the languages of the search, such as `en` and `ru`. English is in the worker itself.
    """
    others = [language for language in languages if language != "en"]
    if not others:
        return frozenset()
    names = {"min/lunr.stemmer.support.min.js", *(f"min/lunr.{language}.min.js" for language in others)}
    names |= {_SEGMENTERS[language] for language in others if language in _SEGMENTERS}
    names |= {"min/lunr.multi.min.js"} if len(languages) > 1 else set()
    return frozenset(FOLDER + name for name in names)


def served_languages(languages: Sequence[str], is_there: Callable[[str], bool]) -> list[str]:
    """The languages of a search that the theme has a script for.

    Args:
        languages: the languages that are configured.
        is_there: whether the site has a file, from its path on the site.
    """
    return [name for name in languages if name == "en" or is_there(f"{FOLDER}min/lunr.{name}.min.js")]


def with_served_languages(config: Mapping[str, Any], is_there: Callable[[str], bool]) -> dict[str, Any]:
    """The configuration of a search index without the languages that the theme has no script for.

    Where none is left, words are searched as they are written.

    Args:
        config: the configuration as Material wrote it.
        is_there: whether the site has a file, from its path on the site.
    """
    served = served_languages(config.get("lang", ["en"]), is_there)
    return dict(config) | ({"lang": served} if served else {"lang": ["en"], "pipeline": []})
