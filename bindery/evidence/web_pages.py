"""The words of a stored web page, as a browser shows and copies them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bindery.evidence.limits import MOST_ELEMENTS, MOST_IN_ARTICLE, TooLargeError
from bindery.evidence.page_frames import put_frames_in, without_end
from bindery.text.marks import HEADING_END, heading_mark
from bindery.text.word_patterns import SUPERSCRIPTS, has_unspaced

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements that begin and end a paragraph in every browser (HTML Standard, 15.3: Rendering). Others, which may be custom
# elements, are part of the line.
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "svg",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
        "xmp",
        "text",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_NOT_SHOWN = frozenset(
    {"audio", "canvas", "colgroup", "embed", "iframe", "noembed", "noframes", "noscript",
     "object", "rp", "script", "style", "template", "video"}
)  # fmt: skip
# What is not shown in its place, but may be shown elsewhere or later.
_APART = frozenset({"datalist", "desc", "metadata", "select", "textarea"})
_AS_WRITTEN = frozenset({"listing", "plaintext", "pre", "xmp"})
_CAPITALS = frozenset({"button", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "th"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TRANSFORM = re.compile(r"text-transform\s*:\s*(uppercase|capitalize)", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]*)\{([^{}]*)\}")
_LAST_COMPOUND = re.compile(r"(?:^|[\s>+~])([\w-]*)((?:[.#][\w-]+)*)$")
_INITIAL = re.compile(r"(?<![\w'’])\w")
_SPACE = re.compile(r"[ \t\n\f\r]+")
_MARK = re.compile(r"\[?((?:\d{1,3}|[a-z])(?:[ ]?[,–-][ ]?\d{1,3})*)\]?|[*†‡]{1,3}")
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_WORD = re.compile(r"\w+")
_APART_HERE = "\0"  # where words of neighbouring elements may be shown apart
_MOST_CAPITALS = 300  # characters of a heading that is also read in capitals


def web_page_texts(page: str, *, with_article: bool = True) -> list[str]:
    """The texts of a web page in which a quotation may be found.

    The first has all words, with an empty line between paragraphs. The second is the article alone. The third, which
    may be empty, has other readings of some paragraphs: words of neighbouring elements apart, without pronunciations
    (`rt`), and headings in capitals, as a style sheet can show them. In a very large page, the article is not looked for.

    Args:
        page: the page.
        with_article: whether the article is looked for.

    Raises:
        TooLargeError: the page has too many elements.
    """
    root = _parsed(page)
    if root is None:
        return [""]
    put_frames_in(root, _parsed)
    elements = sum(1 for _ in root.iter())
    if elements > MOST_ELEMENTS:
        raise TooLargeError("this web page has # elements", elements, MOST_ELEMENTS)
    transforms = _Transforms("".join(style.text or "" for style in root.iter("style")))
    apart = _taken_out(root)
    walk = _Walk(transforms)
    walk.read(root)
    for element in apart:
        walk.begin_block()
        walk.read(element)
    whole = walk.text()
    article = _article(root) if with_article and elements <= MOST_IN_ARTICLE else ""
    return [whole, _with_words_of(whole, article), "\n\n".join(walk.others)]


def load_readers() -> None:
    """Loads the libraries that read web pages, before processes that each read one are started."""
    import trafilatura  # noqa: F401, PLC0415  slow to load
    from lxml import etree, html  # noqa: F401, PLC0415  as above


def _article(root: HtmlElement) -> str:
    """The words of a page's article; empty where there is none."""
    import trafilatura  # noqa: PLC0415  slow to load

    return trafilatura.extract(root, include_comments=False) or ""


def _with_words_of(page: str, article: str) -> str:
    """The paragraphs of an article that have no words but those of the page, since trafilatura may take words apart."""
    words = set(_WORD.findall(page))
    return "\n\n".join(part for part in article.split("\n") if words.issuperset(_WORD.findall(part)))


def _parsed(page: str) -> HtmlElement | None:
    from lxml import etree, html  # noqa: PLC0415  slow to load, and only web pages need it

    if not page.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: HtmlElement = html.document_fromstring(without_end(page), parser=parser)
    except etree.ParserError:  # the page has no element
        return None
    return root


def _taken_out(root: HtmlElement) -> list[HtmlElement]:
    """Takes what is not shown in its place out of a page, and writes the marks of notes as text.

    Returns:
        The elements that were taken out and have words.
    """
    apart = []
    removal = _Removal()
    for element in list(root.iter()):
        tag = element.tag
        if tag in _NOT_SHOWN and element.get("shadowrootmode", element.get("shadowmode")) is None:
            if element.getparent() is not None:
                removal.remove(element)
        elif tag in _APART or _is_hidden(element):
            if element.getparent() is not None and tag not in ("html", "body"):
                removal.remove(element)
                apart.append(element)
        elif tag == "sup" or (tag == "a" and element.get("href", "").startswith("#")):
            _write_mark(element, removal)
    removal.finish()
    return apart


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden", "until-found") != "until-found"
        or _HIDDEN.search(element.get("style", "")) is not None
        or "sf-hidden" in element.get("class", "").split()  # the mark of SingleFile
    )


class _Removal:
    """Removes elements, in the order of the page. The text after each stays, and is joined once, however many there are."""

    def __init__(self) -> None:
        self._before: HtmlElement | None = (
            None  # the element that the text comes after, or that begins with it
        )
        self._within = False  # whether the element begins with the text
        self._parts: list[str] = []

    def remove(self, element: HtmlElement) -> None:
        """Removes an element, but not the text after it."""
        parent, before = element.getparent(), element.getprevious()
        within = before is None
        before = parent if within else before
        if before is not self._before or within != self._within:
            self.finish()
            self._before, self._within = before, within
        self._parts.append(element.tail or "")
        element.tail = None
        parent.remove(element)

    def finish(self) -> None:
        """Writes what is still to be written."""
        text = "".join(self._parts)
        if self._before is not None and text:
            if self._within:
                self._before.text = (self._before.text or "") + text
            else:
                self._before.tail = (self._before.tail or "") + text
        self._parts = []


def _write_mark(element: HtmlElement, removal: _Removal) -> None:
    """Writes the mark of a note as text that can be told from the word before it: `word[3]`, or `word³`."""
    words = element.text_content().strip()
    linked = element.tag == "a" or element.find(".//a") is not None
    raised = element.tag == "sup" or (element.getparent() is not None and element.getparent().tag == "sup")
    if not _MARK.fullmatch(words):
        if raised and words.startswith("[") and words.endswith("]"):
            removal.remove(element)  # a remark such as [citation needed]
        return
    if not (raised or words.startswith("[")):
        return
    for child in list(element):
        element.remove(child)
    element.text = _mark_as_text(words, linked=linked)


def _mark_as_text(mark: str, *, linked: bool) -> str:
    if mark.isdigit() and not linked:
        return mark.translate(_RAISED)
    return f"[{mark}]" if mark[0].isalnum() and (linked or "," in mark) else mark


class _Transforms:
    """The rules of a page's own style sheets by which a browser shows, and copies, words in other letters.

    Of each selector only what it says of the element itself counts, not of the elements around it.

    Args:
        styles: the text of the style sheets.
    """

    def __init__(self, styles: str) -> None:
        self._rules: list[tuple[str, set[str], str]] = []
        for selectors, declarations in _RULE.findall(styles) if "text-transform" in styles else ():
            found = _TRANSFORM.search(declarations)
            for selector in selectors.split(",") if found else ():
                compound = _LAST_COMPOUND.search(selector.strip())
                if found and compound and compound[0].strip():
                    needed = set(re.findall(r"[.#][\w-]+", compound[2]))
                    self._rules.append((compound[1].lower(), needed, found[1].lower()))

    def of(self, element: HtmlElement) -> str:
        """How the words of an element are shown: `uppercase`, `capitalize` or empty for as they are written."""
        found = _TRANSFORM.search(element.get("style", ""))
        if found:
            return found[1].lower()
        if not self._rules:
            return ""
        names = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
        return next(
            (how for tag, needed, how in self._rules if tag in ("", element.tag) and needed <= names), ""
        )


class _Walk:
    """The text of a page as it is put together from its elements.

    Args:
        transforms: which elements are shown in other letters.

    Attributes:
        others: other readings of some paragraphs.
    """

    def __init__(self, transforms: _Transforms) -> None:
        self.others: list[str] = []
        self._transforms = transforms
        self._shown = [""]  # how the words of each open element are shown
        self._parts: list[str] = []
        self._block: list[str] = []  # the paragraph as it is read otherwise
        self._differs = self._transformed = False
        self._last = "\n"  # the last character
        self._as_written = 0
        self._spoken = 0  # how many pronunciations this is within
        self._capitals = 0

    def text(self) -> str:
        """The text, with an empty line between paragraphs."""
        self.begin_block()
        return re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", "".join(self._parts)).strip("\n") + "\n"

    def read(self, root: HtmlElement) -> None:
        """Adds the text of an element."""
        from lxml import etree  # noqa: PLC0415  slow to load, and only web pages need it

        for event, element in etree.iterwalk(root, events=("start", "end")):
            starts = event == "start"
            tag = element.tag
            if tag in _BLOCKS:
                self.begin_block()
                self._parts.append(_heading_mark(tag, starts=starts))
            elif tag in _CELLS:
                self._add("\t" if starts else "")
            elif tag == "br" and starts:
                self._add("\n")
            step = 1 if starts else -1
            self._as_written += step * (tag in _AS_WRITTEN)
            self._spoken += step * (tag in ("rt", "rtc"))
            self._capitals += step * (tag in _CAPITALS)
            if starts:
                self._shown.append(self._transforms.of(element) or self._shown[-1])
            else:
                self._shown.pop()
            self._add_words((element.text if starts else element.tail if element is not root else "") or "")

    def begin_block(self) -> None:
        """Ends the paragraph, and begins another."""
        if self._block:
            written = "".join(self._block)
            other = written.replace(_APART_HERE, " ")
            if self._differs:
                self.others.append(other.strip())
            if self._transformed and other != written:
                self.others.append(written.replace(_APART_HERE, "").strip())
            if self._capitals and len(other) <= _MOST_CAPITALS and other.upper() != other:
                self.others.append(other.strip().upper())
        self._block, self._differs, self._transformed = [], False, False
        if self._last != "\n\n":
            self._parts.append("\n\n")
            self._last = "\n\n"

    def _add_words(self, words: str) -> None:
        if not self._as_written:
            words = _SPACE.sub(" ", words)
            if self._last[-1].isspace():
                words = words.lstrip(" ")
        if not words:
            return
        if self._spoken:
            self._differs = True
        else:
            if _may_be_apart(self._last[-1], words[0]):
                self._block.append(_APART_HERE)
                self._differs = True
            self._block.append(self._as_shown(words))
        self._parts.append(words)
        self._last = words[-1]

    def _as_shown(self, words: str) -> str:
        how = self._shown[-1]
        if not how:
            return words
        shown = words.upper() if how == "uppercase" else _INITIAL.sub(lambda first: first[0].upper(), words)
        self._transformed = self._transformed or shown != words
        self._differs = self._differs or self._transformed
        return shown

    def _add(self, space: str) -> None:
        if space:
            self._parts.append(space)
            self._block.append(space)
            self._last = space


def _heading_mark(tag: str, *, starts: bool) -> str:
    """The mark where a heading begins or ends; empty for other elements."""
    level = _HEADINGS.get(tag)
    return "" if level is None else heading_mark(level) if starts else HEADING_END


def _may_be_apart(before: str, after: str) -> bool:
    """Whether the words of two elements without a space between them may be shown apart: `Home|About`, `1,524|deaths`.

    Args:
        before: the last character of the one.
        after: the first character of the other.
    """
    if not (before.isalnum() and after.isalnum()) or has_unspaced(before + after):
        return False
    return not (before.isalpha() and after.islower()) and not (before.isdigit() and after.isdigit())
