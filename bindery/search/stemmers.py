"""Which scripts know the word endings of a site's languages; Material's theme has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

FOLDER = "assets/javascripts/lunr/"
"""The folder of these scripts on a site."""
NO_ENDINGS = frozenset({"en", "hi", "ja", "jp", "kn", "ko", "sa", "ta", "te", "th", "vi", "zh"})
"""The languages of Material's search that have no script of endings, or one that only splits texts into words.

For English, words with a shorter or longer ending are found by a rule of the search itself.
"""


def stemmer_scripts(languages: Sequence[str]) -> frozenset[str]:
    """The paths on the site of the scripts that the search loads for some languages.

    Args:
        languages: the languages of the search that are served, such as `en` and `ru`.
    """
    known = [language for language in languages if language not in NO_ENDINGS]
    names = {"min/lunr.stemmer.support.min.js", *(f"min/lunr.{language}.min.js" for language in known)}
    return frozenset(FOLDER + name for name in names) if known else frozenset()


def served_languages(languages: Sequence[str], is_there: Callable[[str], bool]) -> list[str]:
    """The languages of a search that the theme has a script for.

    Args:
        languages: the languages that are configured.
        is_there: whether the site has a file, from its path on the site.
    """
    return [name for name in languages if name == "en" or is_there(f"{FOLDER}min/lunr.{name}.min.js")]


def with_served_languages(config: Mapping[str, Any], is_there: Callable[[str], bool]) -> dict[str, Any]:
    """The configuration of a search without the languages whose script is not on the site.

    Args:
        config: the configuration as Material wrote it.
        is_there: whether the site has a file, from its path on the site.
    """
    return dict(config) | {"lang": served_languages(config.get("lang", ["en"]), is_there)}


def known_endings(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages whose word endings the search knows; none if the project turns all processing of words off.

    Args:
        config: the configuration as Material wrote it, with the languages that are served.
    """
    if config.get("pipeline") == []:
        return ()
    return tuple(name for name in config.get("lang", ()) if name not in NO_ENDINGS)
