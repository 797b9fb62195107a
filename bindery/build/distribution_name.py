"""The name of the offline bundle, which says which site and which edition it is."""

from __future__ import annotations

import re

from bindery.edition import Edition


def bundle_name(edition: Edition, title: str) -> str:
    """The name of an edition's bundle, without `.zip`, such as `heat-edition-2-offline`.

    It says which site and which edition it is, so that two bundles in one folder differ. For a single briefing it has
    the name of the briefing's folder and the number of the newest edition; for several, the name of the site. Where
    no edition has a number, it has the newest date of a briefing.

    Args:
        edition: what the site was made from.
        title: the name of the site.
    """
    briefings = edition.parts.briefings
    version = edition.newest
    subject = _slug(title) or "briefings"
    if len(briefings) == 1:
        [(subject, part)] = briefings.items()
        version = f"edition-{part.edition}" if part.edition else version
    return "-".join(filter(None, (subject, version, "offline")))


def _slug(title: str) -> str:
    """The words of a title as part of a file name."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))
