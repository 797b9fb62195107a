"""Markup that is not read: HTML, formulas, and the forms of other programs. It is refused, because readers would see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bindery.reading import fault_codes
from bindery.reading.html_tags import INSTEAD, TAG, is_tag
from bindery.reading.narrative import written_citations
from bindery.reading.prose import ProseFault
from bindery.reading.regular_text import MASKED

_AFTER = re.compile(r"[\w-]*")
_TICKS = re.compile(r"\\`|`+|\n[ \t]*\n")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!<|~^$=:@\"'&/;,?%]")
_LINK = re.compile(
    r"<(?:https?://|mailto:)[^\s<>]*>|<[\w.+-]+@[\w.-]+>|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|https?://[^\s<>\"]+"
)
# The id at the end of a heading, in both ways of writing one.
_ID = r"\{[ ]*#[^\s{}]+[ ]*\}"
_HEADING_ID = re.compile(
    rf"^([ >]*#{{1,6}}[^\n]*?){_ID}(?=[ ]*#*[ ]*$)|^([^\n]*?){_ID}(?=[ ]*\n[ >]*(?:=+|-+)[ ]*$)", re.MULTILINE
)
_DEFINED = re.compile(r"^[ ]{0,3}\[(?P<label>[^\[\]^@#]+)\]:[ ]*\S+", re.MULTILINE)
_USED = re.compile(r"\](?:\[(?P<label>[^\[\]@#^]*)\])")
_MOST_FAULTS = 20  # of one text

_COMMENT = re.compile(r"<!--(?:.*?-->)?|<!\[CDATA\[|<![A-Za-z]|<\?[A-Za-z]|%%(?=\S)[^%\n]+%%", re.DOTALL)

# A formula has a command, an index or an exponent, an equation, or is a single letter.
_STRONG = r"\\[A-Za-z]+|[\^_](?:\{|[\w(\\])|(?<![<>=!])=(?!=)"
_COMMAND_OR_INDEX = re.compile(_STRONG)
_FORMULA = re.compile(
    rf"{_STRONG}|^\s*[^\W\d_]['′]?\s*$|[^\W\d_]\s*[-+*/<>≤≥≈×·]\s*[\w(]|[\d)]\s*[+*/<>≤≥≈×·]\s*[^\W\d_]\b"
)
_DOLLARS = re.compile(
    r"(?<![\w$\\])(?P<two>\${1,2})(?=[^\s$])(?P<formula>[^$\n]{1,200}?)(?<=[^\s\\])(?P=two)(?![\w$])"
)
_DISPLAY = re.compile(r"(?<![\w$\\])\$\$(?P<formula>[^$]{1,1000})\$\$(?![\w$])")
_BRACKETED = re.compile(r"\\\((?P<round>.{1,400}?)\\\)|\\\[(?P<square>.{1,1000}?)\\\]", re.DOTALL)
_COMMAND = re.compile(r"(?<![\\\w:])(?P<name>\\[A-Za-z]+\*?)(?:\[[^\]\n]*\])?\{[^{}\n]*\}?")


class _Form(NamedTuple):
    """A form of another program.

    Attributes:
        sign: what each of its forms contains, so that most texts need not be searched for it.
        pattern: how it is written.
        message: what is wrong, with the author's characters at `{}`.
        remedy: what to write instead.
        addresses: whether it has a web address, which other forms never do.
    """

    sign: str
    pattern: re.Pattern[str]
    message: str
    remedy: str
    addresses: bool = False


def _form(sign: str, pattern: str, message: str, remedy: str, *, addresses: bool = False) -> _Form:
    return _Form(sign, re.compile(pattern, re.MULTILINE), message, remedy, addresses)


_ROLE = "write the words, `[](#id)` for a link to another part, or `[@id]` for a source"
_OTHER = "`{}` is the markup of another program, and is not read"
_FORMS = (
    _form(
        "{{",
        r"\{\{[<%].*?[>%]\}\}",
        "the shortcode `{}` is not read",
        "use a block of the section, such as `image` or `chart`, or write the words",
    ),
    _form(
        "[[",
        r"!\[\[[^\[\]\n]+\]\]",
        "`{}` is not read",
        "use an `image` block for a picture, and `[](#id)` for a link to another part",
    ),
    _form(
        "[[",
        r"\[\[[^\[\]\n]+\]\]",
        "the wiki link `{}` is not read",
        "write `[](#id)` for a part of this briefing, `[](briefing)` for another one, and `[words](https://example.org)` for a page",
    ),
    _form(
        "{",
        r"\{\{[^{}\n]+\}\}|\{%[^\n]*?%\}",
        "the template `{}` is not filled in",
        "write the words themselves",
    ),
    _form(
        "{",
        r"\{[\w:.+-]+\}(?=\x00|`)",
        "the role `{}` is not read",
        _ROLE,
    ),
    _form(
        ":",
        r"(?<![\w:]):[a-z][\w+.-]*:(?=\x00|`)",
        "the role `{}` is not read",
        _ROLE,
    ),
    _form(":::", r"^[ ]*:{3,}[ ]*[\w{.][^\n]*$", _OTHER, "use a `note` block for a remark in a box"),
    _form("!!!", r"^[ ]*!{3}[ ]+[A-Za-z][^\n]*$", _OTHER, "use a `note` block for a remark in a box"),
    _form("???", r"^[ ]*\?{3}\+?[ ]+[A-Za-z][^\n]*$", _OTHER, "use a `note` block for a remark in a box"),
    _form("[!", r"^[ ]*>[ ]*\[![A-Za-z]+\][^\n]*$", _OTHER, "use a `note` block for a remark in a box"),
    _form("::", r"^[ ]*\.\.[ ]+[\w:-]+::[^\n]*$", _OTHER, "use a `note` or `image` block"),
    _form("TOC", r"^[ ]*\[(?:TOC|_TOC_)\][ ]*$", _OTHER, "delete it: the page has a table of contents"),
    _form("==", r"^={2,6}[ ]+\S[^\n]*?[ ]+={2,6}[ ]*$", _OTHER, "write `## Heading`"),
    _form(
        "==",
        r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=[^\s=])==(?![=\w])",
        _OTHER,
        "write `**words**` for words that should stand out",
    ),
    _form(
        "++",
        r"(?<![+\w])\+\+(?=[^\s+])[^+\n]+(?<=[^\s+])\+\+(?![+\w])",
        _OTHER,
        "write the words without `++`; say in words that they are new",
    ),
    _form(
        "{", r"\{(?:\+\+|--|~~|==|>>)[^{}\n]*(?:\+\+|--|~~|==|<<)\}", _OTHER, "write the text as it should be"
    ),
    _form(
        "''",
        r"'{2,5}(?=[^\s'])[^'\n]+(?<=[^\s'])'{2,5}",
        _OTHER,
        "write `*words*` for italics and `**words**` for bold",
    ),
    _form(
        "[http",
        r"\[https?://[^\s\]]+[ ][^\]\n]+\](?!\()",
        "`{}` is not read as a link",
        "write `[words](https://example.org)`",
        addresses=True,
    ),
    _form(
        "^[",
        r"\^\[(?=[^\]\n])",
        "`{}` is not read as a footnote",
        "write `[^1]`, and `[^1]: the words` on a line of its own",
    ),
    _form(
        "{",
        r"(?<![\w:])\{[ ]*[.#][\w-][^{}\n]*\}|\{:[ ]*[.#\w][^{}\n]*\}|(?<=[\]\x00*_)])\{[.#:][^{}\n]*\}",
        "`{}` is not read here",
        "delete it; an id can be given to a heading only: `## Heading {#id}`",
    ),
    _form(
        ":",
        r"(?<![\w:.])(?<!\d):[a-z][a-z_+-]*[a-z]:(?![\w:])(?!\x00|`)",
        "`{}` is not read as a picture",
        "write the character itself, such as ☺",
    ),
)


def unread_markup(source: str, prose: str) -> list[ProseFault]:
    """The markup in a text that is not read.

    Args:
        source: the text.
        prose: the same text with `MASKED` for each character of a block of code.
    """
    without_code = _without_code(prose)
    words = _without_links(without_code)
    if "{" in words:
        words = _HEADING_ID.sub(_without_id, words)
    plain = _ESCAPE.sub(lambda match: MASKED * len(match[0]), words) if "\\" in words else words
    found = [
        *(_html(source, plain) if "<" in plain or "%%" in plain else ()),
        *(_formulas(source, words) if "$" in words or "\\" in words else ()),
        *_forms(source, plain, without_code),
        *_links(source, plain),
    ]
    unique: dict[tuple[str, str, int], ProseFault] = {}
    for fault in found:
        unique.setdefault((fault.code, fault.needle, fault.occurrence), fault)
    return list(unique.values())[:_MOST_FAULTS]


def _without_code(prose: str) -> str:
    """A text with `MASKED` for each character of a code span; a span does not go over an empty line."""
    open_at: dict[int, tuple[int, int]] = {}  # by number of backquotes
    parts: list[str] = []
    at = 0
    for match in _TICKS.finditer(prose):
        if match[0].startswith("\n"):
            open_at.clear()
        elif match[0].startswith("`"):
            opened = open_at.pop(len(match[0]), None)
            if opened and opened[0] >= at:
                parts += (prose[at : opened[0]], MASKED * (match.end() - opened[0]))
                at = match.end()
                open_at.clear()
            else:
                open_at[len(match[0])] = match.span()
    return "".join([*parts, prose[at:]])


def _without_links(prose: str) -> str:
    """A text with `MASKED` for each character of a citation or of the address of a link."""
    parts: list[str] = []
    at = 0
    for start, end in written_citations(prose):
        parts += (prose[at:start], MASKED * (end - start))
        at = end
    text = "".join([*parts, prose[at:]])
    if "<" not in text and "](" not in text and "://" not in text:
        return text
    return _LINK.sub(lambda match: MASKED * len(match[0]), text)


def _without_id(match: re.Match[str]) -> str:
    """A heading with `MASKED` for each character of its id."""
    words = match[1] or match[2] or ""
    return words + MASKED * (len(match[0]) - len(words))


def fault_at(source: str, start: int, end: int, code: str, *words: str) -> ProseFault:
    """A fault at a place of a text.

    Args:
        source: the text.
        start: offset of the first character.
        end: offset after the last one; the mark ends with the first line, or after the word there.
        code: code of the problem.
        words: what is wrong, and how to fix it.
    """
    first = source.find("\n", start, end)
    stop = first if first > start else end
    after = _AFTER.match(source, stop)
    needle = source[start : after.end() if after else stop].rstrip()
    before = (
        len(re.findall(rf"{re.escape(needle)}(?![\w-])", source[:start])) if needle in source[:start] else 0
    )
    return ProseFault(code, words[0], needle, words[1], occurrence=before)


def _html(source: str, plain: str) -> Iterator[ProseFault]:
    for match in _COMMENT.finditer(plain):
        start, end = match.span()
        if match[0].startswith(("<!--", "%%")):
            remedy = "delete it; write remarks for yourself as a YAML comment: `# remark` on a line of its own, outside the text"
            yield fault_at(source, start, end, fault_codes.COMMENT, "this comment would be published", remedy)
        else:
            yield _not_read(source, start, end, "delete it: a text of a briefing has words only")
    opened: set[str] = set()
    for match in TAG.finditer(plain):
        name = (match["name"] or match["open"]).lower()
        if is_tag(match, name) and not (match["close"] and name in opened):
            opened.add(name)
            remedy = INSTEAD.get(name, "delete it, or write `&lt;` for the character <")
            yield _not_read(source, match.start(), match.end(), remedy)


def _not_read(source: str, start: int, end: int, remedy: str) -> ProseFault:
    written = source[start:end].partition("\n")[0]
    return fault_at(source, start, end, fault_codes.HTML, f"HTML is not read: `{written}`", remedy)


def _formulas(source: str, words: str) -> Iterator[ProseFault]:
    found = [
        *(match.span() for match in _DOLLARS.finditer(words) if _FORMULA.search(match["formula"])),
        *(match.span() for match in _DISPLAY.finditer(words) if _FORMULA.search(match["formula"])),
        *(
            match.span()
            for match in _BRACKETED.finditer(words)
            if _COMMAND_OR_INDEX.search(match["round"] or match["square"])
        ),
    ]
    at = 0
    for start, end in sorted(found):
        if start >= at:
            at = end
            remedy = (
                "write it in words and characters, such as *x*² or H₂O, or as code between backquotes;"
                " write `\\$` for a dollar sign"
            )
            yield fault_at(source, start, end, fault_codes.FORMULA, "formulas are not read", remedy)
    for match in _COMMAND.finditer(words):
        if match.start() >= at:
            message = f"the command `{match['name']}` of LaTeX is not read"
            remedy = "write Markdown: `*italics*`, `[@source]` for a citation, `[^1]` for a footnote"
            yield fault_at(source, match.start(), match.end(), fault_codes.FORMULA, message, remedy)


def _forms(source: str, plain: str, without_code: str) -> Iterator[ProseFault]:
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        searched = without_code if form.addresses else plain
        for match in form.pattern.finditer(searched) if form.sign in searched else ():
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            written = source[start:end].strip()
            start += len(source[start:end]) - len(source[start:end].lstrip())
            message = form.message.replace("{}", written)
            yield fault_at(
                source, start, start + len(written), fault_codes.OTHER_MARKUP, message, form.remedy
            )
            if len(taken) > _MOST_FAULTS:
                return


def _links(source: str, plain: str) -> Iterator[ProseFault]:
    """Links by name without an address, and addresses that no link uses."""
    defined = {_folded(match["label"]): match for match in _DEFINED.finditer(plain)}
    if not defined and "][" not in plain:
        return
    used: set[str] = set()
    for match in _USED.finditer(plain):
        before = plain.rfind("[", 0, match.start())
        label = match["label"] or plain[before + 1 : match.start()]
        used.add(_folded(label))
        if _folded(label) not in defined and before >= 0 and MASKED not in plain[before : match.end()]:
            written = source[before : match.end()]
            remedy = "write `[words](https://example.org)`, or the address on a line of its own: `[1]: https://example.org`"
            yield fault_at(
                source,
                before,
                match.end(),
                fault_codes.NO_ADDRESS,
                f"the link `{written}` has no address",
                remedy,
            )
    for label, match in defined.items():
        alone = re.compile(
            rf"\[{re.escape(source[match.start('label') : match.end('label')])}\](?![\[(:])", re.IGNORECASE
        )
        if label not in used and not alone.search(plain):
            remedy = "use it as `[words][1]`, or delete this line; it is shown nowhere"
            message = f"no link uses the address of `[{match['label']}]`"
            yield fault_at(
                source,
                match.start("label") - 1,
                match.end("label") + 2,
                fault_codes.NO_ADDRESS,
                message,
                remedy,
            )


def _folded(label: str) -> str:
    """The name of a link without regard to capitals and spaces."""
    return " ".join(label.split()).casefold()
