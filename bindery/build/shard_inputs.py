"""What the bodies in a shard were made from, and what of it differs from what is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from bindery.build import last_build
from bindery.model.names import NO_BRIEFING
from bindery.reading.inputs import Inputs
from bindery.site.bodies import BodySettings

_PLACE = re.compile(" at 0x[0-9a-f]+")  # where a function is in memory
_SETTINGS, _TEMPLATES = "settings", "templates"


def facts_of(inputs: Inputs, made_with: BodySettings | None) -> dict[str, str]:
    """The hashes of everything that bodies are made from, by what it is. The day of a build is in no page.

    Args:
        inputs: the whole project.
        made_with: what its bodies are made with; None where it has none.
    """
    style = inputs.style.name, sorted((slug, repr(found)) for slug, found in inputs.style.briefings.items())
    markdown = (made_with.extensions, made_with.configured, made_with.separator) if made_with else ()
    settings = (
        *(inputs.own_templates, inputs.drafts, inputs.directory_urls, inputs.imprint, style),
        *(inputs.strict_figures, inputs.require_snapshots, inputs.reviewers, inputs.language, inputs.release),
        _PLACE.sub("", repr(markdown)),
    )
    return {
        **{
            f"briefing {slug}": found
            for slug, found in last_build.hashes(last_build.digests_of(inputs.files)).items()
        },
        _TEMPLATES: _hash(repr(sorted(inputs.templates.items())).encode("utf-8", "backslashreplace")),
        _SETTINGS: _hash(repr(settings).encode("utf-8", "backslashreplace")),
    }


def difference(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """How two inputs differ first, in words; empty where they do not.

    Args:
        there: the hashes of the inputs of a shard, as `facts_of` gave them.
        here: those of the inputs that are here.
    """
    differing = sorted(key for key in {*here, *there} if here.get(key) != there.get(key))
    return _in_words(differing[0], here, there) if differing else ""


def _in_words(key: str, here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What differs between two inputs, in words."""
    if key == _SETTINGS:
        return "the settings in mkdocs.yml, the site's address or an option differ"
    if key == _TEMPLATES:
        return "the templates differ"
    slug = key.removeprefix("briefing ")
    if slug == NO_BRIEFING:
        return "files in briefings/ that belong to no briefing differ"
    if key not in here:
        return f"it knows the briefing `{slug}`, which is not here"
    return f"the files of `{slug}` differ" if key in there else f"it does not know the briefing `{slug}`"


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


__all__ = ["difference", "facts_of"]
