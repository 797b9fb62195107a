"""HTML parsed as a browser would: elements, their text, their ids and their links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "rect",
        "line",
        "polygon",
        "polyline",
        "ellipse",
        "use",
    ]
)


@dataclass
class Element:
    """An element, its attributes and its contents, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Element]:
        """This element and all within it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements within with this tag and these attributes; `class_` asks for one of the classes."""
        wanted = attributes.pop("class_", "")
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and (not wanted or wanted in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def first(self, tag: str = "", **attributes: str) -> Element:
        """The first of `all`."""
        return self.all(tag, **attributes)[0]

    def by_id(self, name: str) -> Element | None:
        """The element with this id, or None."""
        return next((element for element in self.walk() if element.attributes.get("id") == name), None)

    def above(self, wanted: Callable[[Element], bool]) -> Element | None:
        """The nearest ancestor of this element for which the condition is true."""
        element = self.parent
        while element is not None and not wanted(element):
            element = element.parent
        return element

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    @property
    def raw_text(self) -> str:
        """The text within, unchanged."""
        return "".join(child if isinstance(child, str) else child.raw_text for child in self.children)

    @property
    def text(self) -> str:
        """The words within, separated by single spaces."""
        return " ".join(self.raw_text.split())

    @property
    def ids(self) -> list[str]:
        """Every id within, in order, as often as it occurs."""
        return [element.attributes["id"] for element in self.walk() if "id" in element.attributes]

    @property
    def shape(self) -> tuple[object, ...]:
        """The tree of tags alone."""
        return (self.tag, *(child.shape for child in self.children if isinstance(child, Element)))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root")
        self.here = self.root
        self.unbalanced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.here)
        self.here.children.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag != self.here.tag:
            self.unbalanced.append(f"</{tag}> closes <{self.here.tag}>")
            if not any(element.tag == tag for element in self.open()):
                return
        while self.here.tag != tag and self.here.parent:
            self.here = self.here.parent
        self.here = self.here.parent or self.root

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def open(self) -> Iterator[Element]:
        """The elements that are open, the innermost first."""
        element: Element | None = self.here
        while element is not None:
            yield element
            element = element.parent


def parse(html: str) -> Element:
    """The elements of a page or of a fragment, under an artificial root element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def unbalanced(html: str) -> list[str]:
    """Each end tag that closes another element than its own, and each element that is never closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return [*builder.unbalanced, *(f"<{e.tag}> is never closed" for e in builder.open() if e.parent)]
