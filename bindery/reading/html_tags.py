"""The elements of HTML that authors write, and what to write in place of each."""

from __future__ import annotations

import re

# The elements of HTML, SVG and MathML that authors write, and what to write in place of each.
INSTEAD = {
    "sup": "write `^x^` for a raised character",
    "sub": "write `~x~` for a lowered character",
    "br": "end the line with two spaces or a backslash",
    **dict.fromkeys(("b", "strong"), "write `**words**` for bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "q"), "write `*words*` for italics"),
    "u": "write `*words*` for italics; underlined words look like links",
    **dict.fromkeys(("s", "del", "strike"), "write `~~words~~` for words that are struck through"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "write `` `words` `` for code"),
    "pre": "write code between two lines of three backquotes",
    "a": "write `[words](https://example.org)` for a link, and `{#id}` after a heading for an address of its own",
    **dict.fromkeys(("img", "picture", "figure", "figcaption", "svg"), "use an `image` block"),
    **dict.fromkeys(
        ("table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"),
        "write a table with `|` between its cells",
    ),
    **dict.fromkeys(("ul", "ol", "li"), "begin each item with `- ` or `1. `"),
    **dict.fromkeys(("dl", "dt", "dd"), "write the term on one line, and `: ` and its meaning on the next"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "write `## Heading`"),
    **dict.fromkeys(
        (
            "p",
            "div",
            "span",
            "font",
            "center",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "small",
            "big",
            "nobr",
            "bdi",
            "bdo",
            "label",
            "aside",
            "nav",
            "ins",
        ),
        "delete the tag; an empty line begins a paragraph",
    ),
    "hr": "write `---` between two empty lines",
    "blockquote": "begin each line with `> `",
    "abbr": "write `*[ABC]: what it stands for` on a line of its own",
    "mark": "write `**words**` for words that should stand out",
    **dict.fromkeys(("details", "summary"), "use a `note` block, or write the words in the text"),
    **dict.fromkeys(
        ("math", "mrow", "mi", "mo", "mn", "msup", "msub", "mfrac"),
        "write the formula in words and characters, such as x²",
    ),
    **dict.fromkeys(
        (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "video",
            "audio",
            "source",
            "canvas",
            "form",
            "input",
            "button",
            "select",
            "option",
            "textarea",
            "link",
            "meta",
            "base",
            "noscript",
            "template",
            "html",
            "head",
            "body",
            "title",
            "frame",
            "applet",
            "marquee",
            "path",
            "ruby",
            "rt",
            "rp",
            "wbr",
            "time",
            "area",
            "map",
            "param",
            "track",
            "progress",
            "meter",
            "dialog",
            "slot",
            "data",
            "address",
        ),
        "delete it: a text of a briefing has words only",
    ),
}
_ATTRIBUTES = r"(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=`]+))?)*"
TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>{_ATTRIBUTES}\s*/?)>|<(?P<open>[A-Za-z][A-Za-z0-9-]*)\s+[\w:-]+\s*="
)


def is_tag(match: re.Match[str], name: str) -> bool:
    """Whether words in angle brackets are HTML: a known element, an end tag, or one with attributes."""
    if match["open"]:
        return True
    rest = match["rest"].strip()
    bare = re.sub(r"=\s*(?:\"[^\"]*\"|'[^']*'|\S+)", "=", rest.rstrip("/")).split()
    if any(not word.endswith("=") for word in bare):  # `a <b and c> d` has words, and no attributes
        return name in INSTEAD and name in (
            "input",
            "script",
            "video",
            "audio",
            "details",
            "iframe",
            "option",
        )
    return bool(name in INSTEAD or match["close"] or rest or "-" in name)
