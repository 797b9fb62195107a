"""A finished page of HTML as a text of Typst: its structure as calls of functions that `paper.typ` defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from bindery.paper import pictures
from bindery.paper.page import classes_of, is_shown, placed, places

if TYPE_CHECKING:
    from lxml import html

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
_INLINE = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "cite": "emph",
    "sup": "super",
    "sub": "sub",
}
_INLINE |= {"s": "strike", "del": "strike", "ins": "underline", "mark": "highlight", "u": "underline"}
_AS_IT_IS = {"span", "bdi", "abbr", "time", "small", "label", "q", "dfn", "var", "kbd", "samp", "data"}
_BLOCKS = {
    "div",
    "section",
    "aside",
    "article",
    "nav",
    "header",
    "footer",
    "main",
    "details",
    "address",
    "figure",
    "blockquote",
    "dd",
    "li",
}
_PARAGRAPHS = {"p", "figcaption", "summary"}
_HOLDS = {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "blockquote",
    "pre",
    "section",
}  # no paragraph holds these
_STANDS_ALONE = {*_BLOCKS, *_PARAGRAPHS, *_HEADINGS, *_HOLDS, "h1", "hr", "tr", "thead", "tbody"}
_OWN = {"figure": "framed", "blockquote": "quotation"}  # blocks with a function of their own
_INSET = "230"  # width of a map within a map, in pixels


@dataclass
class TypstText:
    """A page as a text of Typst, and what belongs to it.

    Attributes:
        text: the body: one block of code.
        files: content of each picture that it names, by file name.
    """

    text: str
    files: dict[str, bytes]


@dataclass
class _State:
    """What is known while a page is translated.

    Attributes:
        known: ids of the page that links may lead to.
        placed: positions that the page's own style gives to an element, by class and property, in per cent.
        read: the content of an image by its address on the page; None where there is none.
        files: pictures that were written.
        labelled: ids that were given to a place in the text.
    """

    known: frozenset[str]
    placed: dict[str, dict[str, float]]
    read: Callable[[str], bytes | None]
    files: dict[str, bytes] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)


def translate(body: html.HtmlElement, styles: str, read: Callable[[str], bytes | None]) -> TypstText:
    """The text of Typst that shows the same as an element of a page.

    Args:
        body: the element that holds the briefing.
        styles: the page's own style, which places the dots of comparisons.
        read: gives the content of an image by its address on the page; None where there is none.
    """
    wanted = {a.get("href", "")[1:] for a in body.iter("a") if a.get("href", "").startswith("#")}
    known = frozenset(e.get("id") for e in body.iter(etree.Element) if e.get("id") in wanted)
    state = _State(known, places(styles), read)
    text = _code(_children(body, state))
    return TypstText(text, state.files)


def typst_string(text: str) -> str:
    """A text as Typst writes one in code."""
    escaped = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
    )
    return f'"{escaped}"'


def _code(parts: Iterable[str]) -> str:
    """Parts of content as one value of Typst."""
    joined = ";".join(parts)
    return "{" + joined + "}" if joined else "[]"


def _call(name: str, *arguments: str) -> str:
    return f"{name}({','.join(arguments)})"


def _text(words: str | None, *, between: bool) -> Iterator[str]:
    """Words between elements, with the spaces that a browser shows.

    Args:
        words: the words.
        between: whether there are blocks before or after them.
    """
    if words and not (between and words.isspace()):
        yield typst_string(_SPACE.sub(" ", words))


def _children(element: html.HtmlElement, state: _State) -> Iterator[str]:
    """The content of an element, part by part."""
    between = any(child.tag in _STANDS_ALONE for child in element)  # spaces between blocks are not shown
    yield from _text(element.text, between=between)
    for child in element:
        if isinstance(child.tag, str):
            yield from _element(child, state)
        yield from _text(child.tail, between=between)


def _element(element: html.HtmlElement, state: _State) -> Iterator[str]:
    """An element: first the place that links lead to, then its content."""
    classes = classes_of(element)
    if not is_shown(element):
        return
    name = element.get("id") or ""
    if name in state.known and name not in state.labelled:
        state.labelled.add(name)
        yield _call("place-of", typst_string(name))
    shown = _shown(element, classes, state)
    language, direction = element.get("lang"), element.get("dir")
    if shown and (language or direction in ("rtl", "ltr")):
        named = (
            [f"lang: {typst_string(language.split('-')[0])}"]
            if language and len(language.split("-")[0]) in (2, 3)
            else []
        )
        named += [f"dir: {direction}"] if direction in ("rtl", "ltr") else []
        shown = _call("text", *named, shown) if named else shown
    if shown:
        yield shown


def _shown(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """The call that shows an element; empty where it shows nothing."""
    tag = element.tag
    special = _SPECIAL.get(tag)
    if special:
        return special(element, classes, state)
    for name in classes:
        if name in _BY_CLASS:
            return _BY_CLASS[name](element, classes, state)
    inner = _code(_children(element, state))
    if tag in _HEADINGS:
        return _call("heading", f"level: {_HEADINGS[tag]}", inner)
    if tag in _INLINE:
        return _styled("inline", classes, _call(_INLINE[tag], inner))
    if tag in _PARAGRAPHS and not any(child.tag in _HOLDS for child in element.iterdescendants()):
        return _styled("paragraph", classes or [tag], inner)
    if tag in _BLOCKS or tag in _PARAGRAPHS:
        return _styled(_OWN.get(tag, "part"), classes, inner)
    return _styled("inline", classes, inner) if classes else inner


def _styled(function: str, classes: list[str], inner: str) -> str:
    names = ",".join(map(typst_string, classes))
    return _call(function, f"({names},)" if names else "()", inner)


def _title(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001  one form for all
    return _call("page-title", _code(_children(element, state)))


def _link(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    address = element.get("href") or ""
    inner = _code(_children(element, state))
    if inner == "[]":
        return ""
    if address.startswith("#"):
        target = _call("label", typst_string(address[1:])) if address[1:] in state.known else ""
    else:
        target = typst_string(address) if re.match(r"https?:|mailto:", address) else ""
    shown = _styled("inline", classes, inner) if classes else inner
    return _call("to" if address.startswith("#") else "to-web", target, shown) if target else shown


def _list(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """A list, of which each item may have a number of its own."""
    items = []
    for item in element:
        if item.tag != "li":
            continue
        inner = "{" + ";".join(_element_parts(item, state)) + "}"
        number = item.get("value")
        names = ",".join(map(typst_string, classes_of(item)))
        items.append(
            f"(({names}{',' if names else ''}), {number or 'none'}, {inner if inner != '{}' else '[]'})"
        )
    if not items:
        return ""
    names = ",".join(map(typst_string, classes))
    start = element.get("start") or "1"
    ordered = "true" if element.tag == "ol" else "false"
    return _call("items", f"({names}{',' if names else ''})", ordered, start, f"({','.join(items)},)")


def _element_parts(item: html.HtmlElement, state: _State) -> Iterator[str]:
    """An item's place and content, in its language."""
    name = item.get("id") or ""
    if name in state.known and name not in state.labelled:
        state.labelled.add(name)
        yield _call("place-of", typst_string(name))
    yield from _children(item, state)


def _table(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """A table with its header, as rows of cells."""
    caption = element.find("caption")
    head = [row for part in element.iter("thead") for row in part.iter("tr")]
    rows = [row for row in element.iter("tr") if row not in head]
    width = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in (*head, *rows)), default=0)
    if not width:
        return ""
    header = _cells(head, state)
    above = [_call("table.header", "repeat: false", *header)] if header else []
    names = ",".join(map(typst_string, classes))
    shown = _call("rows", f"({names},)" if names else "()", str(width), *above, *_cells(rows, state))
    if caption is None:
        return shown
    return _code((_styled("paragraph", ["caption"], _code(_children(caption, state))), shown))


def _cells(rows: Iterable[html.HtmlElement], state: _State) -> list[str]:
    return [_cell(cell, state) for row in rows for cell in row if cell.tag in ("td", "th")]


def _cell(cell: html.HtmlElement, state: _State) -> str:
    spans = [
        f"{name}: {int(cell.get(name) or 1)}"
        for name in ("colspan", "rowspan")
        if int(cell.get(name) or 1) > 1
    ]
    inner = _code(_children(cell, state))
    classes = classes_of(cell)
    if cell.tag == "th":
        inner = _call("strongly", inner)
    if classes:
        inner = _styled("inline", classes, inner)
    style = re.search(r"text-align: *(left|right|center)", cell.get("style") or "")
    if style:
        spans.append(f"align: {style[1]}")
    return _call("table.cell", *spans, inner)


def _terms(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """A list of terms; each term has the descriptions that follow it."""
    items: list[str] = []
    term = "[]"
    said: list[str] = []
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            if said:
                items.append(_call("terms.item", term, _code(said)))
            term, said = _code(_children(part, state)), []
        else:
            said.append(_styled("part", classes_of(part), _code(_children(part, state))))
    if said:
        items.append(_call("terms.item", term, _code(said)))
    return _styled("part", classes, _call("terms", *items)) if items else ""


def _preformatted(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001
    words = "".join(element.itertext())
    return _call("raw", "block: true", typst_string(words.strip("\n")))


def _code_words(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001
    words = "".join(element.itertext())
    return _call("raw", typst_string(words))


def _break(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001
    return "linebreak()"


def _rule(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001
    return "rule()"


def _image(element: html.HtmlElement, classes: list[str], state: _State) -> str:  # noqa: ARG001
    data = state.read(element.get("src") or "")
    ending = (element.get("src") or "").rsplit(".", 1)[-1].lower()
    if data is None or ending not in ("png", "jpg", "jpeg", "gif", "webp", "svg"):
        return _styled("paragraph", ["missing-image"], typst_string(element.get("alt") or ""))
    return _call("picture", typst_string(_file(data, ending, state)), typst_string(element.get("alt") or ""))


def _file(data: bytes, ending: str, state: _State) -> str:
    """The name of the file of a picture; pictures that are alike share one."""
    for name, known in state.files.items():
        if known == data:
            return name
    name = f"picture-{len(state.files) + 1}.{ending}"
    state.files[name] = data
    return name


def _drawing(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    if "bd-mark" in classes:
        return _call("mark", typst_string(classes[-1].removeprefix("bd-mark--")))
    name = _file(pictures.as_file(element).encode(), "svg", state)
    width = _INSET if any(name.endswith("--inset") for name in classes) else element.get("width") or "0"
    return _call("drawing", typst_string(name), typst_string(element.get("aria-label") or ""), width)


def _track(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """The line of a comparison, with its dots at their values."""
    dots = []
    for dot in element:
        names = classes_of(dot)
        values = placed(dot, state.placed)
        if any(name.endswith("__line") for name in names):
            dots.append(f'("line",{values.get("left", 0.0)},{values.get("width", 0.0)})')
        elif values:
            opened = any(name.endswith("--open") for name in names)
            more = "".join(dot.itertext()).strip()
            dots.append(f'("{"open" if opened else "dot"}",{values.get("left", 0.0)},{typst_string(more)})')
    return _styled("track", classes, f"({','.join(dots)},)")


def _axis(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """The axis under a comparison: each number at its place."""
    ends = []
    for end in element:
        values = placed(end, state.placed)
        ends.append(f"({values.get('left', 0.0)},{_code(_children(end, state))})")
    return _styled("axis", classes, f"({','.join(ends)},)")


def _bar(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """The bar of all claims by status: the share and the status of each part."""
    parts = []
    for part in element:
        names = classes_of(part)
        share = placed(part, state.placed).get("grow", 0)
        status = names[-1].rsplit("--", 1)[-1]
        parts.append(f"({share},{typst_string(status)})")
    return _styled("bar", classes, f"({','.join(parts)},)")


def _row(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """A row of a comparison: its words and its line."""
    del classes
    cells = [_code(_element(child, state)) for child in element if isinstance(child.tag, str)]
    return _call("row", *cells)


def _rows(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    rows = [_row(item, classes, state) for item in element if item.tag == "li"]
    return _call("part", "()", _code(rows))


def _caption(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    """A caption: its number and its first paragraph are one paragraph."""
    first = next((child for child in element if child.tag == "p"), None)
    if first is not None and not first.get("class"):
        first.drop_tag()
    blocks = any(child.tag in _HOLDS for child in element.iterdescendants())
    return _styled(
        "part" if blocks else "paragraph", classes or ["figcaption"], _code(_children(element, state))
    )


_SPECIAL: dict[str, Callable[[html.HtmlElement, list[str], _State], str]] = {
    "h1": _title,
    "a": _link,
    "table": _table,
    "dl": _terms,
    "pre": _preformatted,
    "code": _code_words,
    "br": _break,
    "hr": _rule,
    "img": _image,
    "figcaption": _caption,
    "svg": _drawing,
}

_BY_CLASS: dict[str, Callable[[html.HtmlElement, list[str], _State], str]] = {
    "bd-dots__rows": _rows,
    "bd-dots__track": _track,
    "bd-numbers__line": _track,
    "bd-dots__axis": _axis,
    "bd-strip__bar": _bar,
}


def _lists(element: html.HtmlElement, classes: list[str], state: _State) -> str:
    if "bd-dots__rows" in classes:
        return _rows(element, classes, state)
    return _list(element, classes, state)


_SPECIAL |= {"ul": _lists, "ol": _lists}
