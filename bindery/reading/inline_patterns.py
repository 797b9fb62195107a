"""Skips the inline patterns of Markdown that cannot match a text, which is most of them for most texts."""

from __future__ import annotations

from typing import Any

from markdown import Markdown as PythonMarkdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# By name of a pattern: what a text has at least one of, if the pattern matches it.
SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "bindery-foreign": ("[", "{", "<", "cite"),
    "bindery-cite": ("[",),
    "bindery-note": ("[^",),
    "bindery-task": ("\x0e",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "bindery-address": ("://",),
    "bindery-narrative": ("@",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "bindery-struck": ("~~",),
    "bindery-raised": ("^",),
    "bindery-lowered": ("~",),
    "em_strong": ("*", "_"),
}
_ANY = ("",)  # for a pattern that is not listed, which is always searched for


class SkippingInlineProcessor(InlineProcessor):
    """Python-Markdown's own processor, except that it does not search a text for a pattern without any of its signs.

    It replaces a private method, which has been the same in every version of Python-Markdown 3.
    """

    def __init__(self, md: PythonMarkdown) -> None:
        super().__init__(md)
        known = {md.inlinePatterns[name]: signs for name, signs in SIGNS.items()}
        self.signed = [(pattern, known.get(pattern, _ANY)) for pattern in md.inlinePatterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        start = 0
        while patternIndex < len(self.signed):
            pattern, signs = self.signed[patternIndex]
            matched = False
            for sign in signs:
                if sign in data:
                    data, matched, start = apply(pattern, data, patternIndex, start)
                    break
            if not matched:
                start = 0
                patternIndex += 1  # noqa: N806
        return data
