"""The names of places in a Word document, by which a reviewed document leads back to the claims of its briefing."""

from __future__ import annotations

import re
from hashlib import sha256

_CLAIM = "_claims--"  # begins the id of a claim on the page of the whole briefing
_PLAIN_ID = re.compile(r"[a-z0-9-]+")
_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40  # letters in the name of a place, in Word


def place_name(identity: str) -> str:
    """The name of a place in Word, which knows letters, digits and `_`, and at most 40 of them; ids that differ differ in it.

    Args:
        identity: the id of an element of the page. That of the claim `x-y` is `_claims--x-y`; it gets the name `claim_x_y`.
    """
    rest = identity.removeprefix(_CLAIM)
    begin = "claim_" if rest != identity else "place_"
    name = begin + _NO_LETTER.sub("_", rest).strip("_")
    if begin == "claim_" and _PLAIN_ID.fullmatch(rest) and len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{sha256(identity.encode()).hexdigest()[:8]}"
