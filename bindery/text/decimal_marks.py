"""What a point and a comma within a number mean, which differs between languages: 1.500,5 is 1,500.5 in English."""

from __future__ import annotations

import re

# Languages that write 1.500,5 for the number that English writes as 1,500.5.
_DECIMAL_COMMA = re.compile(
    r"(?:af|az|be|bg|bs|ca|cs|da|de|el|es|et|eu|fi|fo|fr|gl|hr|hu|hy|id|is|it|ka|kk|ky|lt|lv|mk|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sq|sr"
    r"|sv|tr|uk|uz|vi)(?![a-z])"
)
_NUMBER = re.compile(  # 1.500,5 and 1.500
    r"(?:(?<![\w.,])|(?<=Rp))(?:\d+(?:\.\d{3})*,\d+(?!\d|,\d)|\d{1,3}(?:\.\d{3})+(?!\d|\.\d|,\d{3}))"
)
_NEVER_GROUPED = re.compile(  # `4,5 Prozent`, in a text of any language: no group has one or two digits
    r"(?<![\w.,])\d{1,3},\d{1,2}(?=\s?(?:%|[^\W\d]))(?!\s?(?:and|or|to|und|et|y|e|o|à|bis)\b)(?!\s?[A-Z][a-z]{2,8}\s\d)"
)
_SWAP = str.maketrans(".,", ",.")


def has_decimal_comma(language: str) -> bool:
    """Whether a language writes a comma before decimals and a point between thousands."""
    return bool(_DECIMAL_COMMA.match(language.lower()))


def in_english(text: str, *, comma: bool) -> str:
    """The text with its numbers written as in English; offsets stay the same.

    Args:
        text: the text.
        comma: whether its language has a decimal comma.
    """
    if not comma:
        return _NEVER_GROUPED.sub(lambda m: m[0].replace(",", "."), text) if "," in text else text
    return _NUMBER.sub(lambda m: m[0].translate(_SWAP), text)
