"""The Content-Security-Policy of a page: what a browser may run and load for it, whatever the page's own text contains.

An inline script or style is allowed by its hash, and only if it comes from a template. Templates are marked before
they are rendered, with a random word that authors cannot know; an element without the mark gets no hash.
See https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape, unescape

_ELEMENT = re.compile(r"<(?=(?:script|style)\b)(\w+)")
# The policy goes after the charset, which HTML requires within the first 1024 bytes.
_HEAD_START = re.compile(r"<head>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_META = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(r"""\s(?:src=|type=["']?application/(?:ld\+)?json)""")
_HASH = re.compile(r" ('sha256-[^']*')")
# Lengths, proportions and sides: the only styles that our pages set on elements. None can load or cover anything.
_MEASURE = r"(?:width|height|left|right|flex-grow|text-align): ?[a-z0-9.%() +-]+"
_STYLED = re.compile(rf'([a-z][^<>]*?) style="({_MEASURE}(?:; ?{_MEASURE})*);?"([^<>]*>)')
_CLASS = re.compile(r' class="')

# The media types that a `data:` link may have, for readers to save. No browser runs or displays any of them.
SAVED = frozenset(
    {
        "application/vnd.citationstyles.csl+json",
        "application/x-bibtex",
        "application/x-research-info-systems",
        "text/csv",
    }
)


@dataclass(frozen=True)
class AllowedSources:
    """What the pages of a site may load in addition to the site's own files.

    Attributes:
        hosts: other hosts that the site's configuration names, such as `https://example.org`, in order.
        scripts: hashes of inline scripts that the configuration allows, as `digest` writes them.
        styles: hashes of inline styles that the configuration allows, as `digest` writes them.
    """

    hosts: tuple[str, ...] = ()
    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    @property
    def own(self) -> tuple[str, ...]:
        """The sources for most directives: the site itself and the named hosts."""
        return ("'self'", *self.hosts)


@dataclass(frozen=True)
class InlineHashes:
    """The inline scripts and styles of a page that may run, in order, each by its hash as `digest` writes it."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()

    def __add__(self, others: InlineHashes) -> InlineHashes:
        """Those of one part of a page and of the next, each once."""
        return InlineHashes(
            tuple(dict.fromkeys((*self.scripts, *others.scripts))),
            tuple(dict.fromkeys((*self.styles, *others.styles))),
        )


@lru_cache(maxsize=256)  # the same few scripts and styles are in every page
def digest(text: str) -> str:
    """The hash of the text of an inline script or style, as a policy writes it: `'sha256-…'`."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8', 'surrogateescape')).digest()).decode()}'"


@lru_cache(maxsize=256)
def page_policy(scripts: tuple[str, ...], styles: tuple[str, ...], allowed: AllowedSources) -> str:
    """The policy of a page of the site, as the value of the header or meta element.

    Args:
        scripts: the hash of each inline script, as `digest` writes it.
        styles: the hash of each inline style, as `digest` writes it.
        allowed: what the site may load in addition to its own files.
    """
    own = allowed.own
    directives = {
        "default-src": ("'none'",),
        "script-src": (*own, *scripts),
        "style-src": (*own, *styles),
        "img-src": (*own, "data:"),
        "font-src": own,
        "connect-src": own,
        "media-src": own,
        "worker-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
    }
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def one_file_policy(script: str, style: str) -> str:
    """The policy of a page in a single file: one script, one style, and embedded images and fonts.

    Args:
        script: the text of its inline script.
        style: the text of its inline style.
    """
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def mark_template(template: str, mark: str) -> str:
    """A template whose script and style tags carry a mark, so that `with_policy` can tell them from an author's text.

    Args:
        template: source text of the template.
        mark: a word that no author can know; it becomes the first attribute of each tag.
    """
    return _ELEMENT.sub(rf"<\1 {mark}", template)


def with_policy(html: str, mark: str, allowed: AllowedSources) -> str:
    """A page with its policy in the head, before anything that it loads.

    Args:
        html: the page.
        mark: the mark of `mark_template`; it is removed.
        allowed: what the site may load in addition to its own files.
    """
    html, hashes = without_marks(html, mark, allowed)
    return add_policy(html, hashes, allowed)


def without_marks(html: str, mark: str, allowed: AllowedSources) -> tuple[str, InlineHashes]:
    """A page without marks and without style attributes, and what may run in it.

    Args:
        html: the page.
        mark: the mark of `mark_template`.
        allowed: what the site may load in addition to its own files.
    """
    html, style = styles_to_classes(html)
    hashes = InlineHashes(styles=(digest(style),) if style else ()) + hashes_of(html, mark, allowed)
    html = html.replace(f" {mark}", "")
    if style:
        html = html.replace("</head>", f"{style_element(style)}</head>", 1)
    return html, hashes


def style_element(style: str) -> str:
    """The element at the end of the head with the rules of a page's own classes; empty where it has none."""
    return f"<style>{style}</style>\n" if style else ""


def hashes_of(html: str, mark: str, allowed: AllowedSources) -> InlineHashes:
    """The inline scripts and styles of a page, or of a part of it, that may run.

    Args:
        html: the page or the part.
        mark: the mark of `mark_template`.
        allowed: what the site may load in addition to its own files.
    """
    found: dict[str, list[str]] = {"script": [], "style": []}
    for match in _INLINE.finditer(html):
        if _runs(match, mark):
            found[match[1]].append(digest(match[3].replace(f" {mark}", "")))
        elif allowed.scripts or allowed.styles:
            found[match[1].lower()] += _allowed_hash(match, allowed)
    return InlineHashes(*(tuple(dict.fromkeys(found[name])) for name in ("script", "style")))


def still_there(html: str, hashes: InlineHashes, allowed: AllowedSources) -> InlineHashes:
    """What may run in a page after other plugins changed it: what it had before, and what the configuration allows.

    Args:
        html: the page.
        hashes: what could run in it before.
        allowed: what the site may load in addition to its own files.
    """
    before = AllowedSources(
        scripts=allowed.scripts | set(hashes.scripts), styles=allowed.styles | set(hashes.styles)
    )
    found: dict[str, list[str]] = {"script": [], "style": []}
    for match in _INLINE.finditer(html):
        found[match[1].lower()] += _allowed_hash(match, before)
    return InlineHashes(*(tuple(dict.fromkeys(found[name])) for name in ("script", "style")))


def add_policy(html: str, hashes: InlineHashes, allowed: AllowedSources) -> str:
    """A page with its policy in the head.

    Args:
        html: the page, without marks.
        hashes: the inline scripts and styles that may run.
        allowed: what the site may load in addition to its own files.
    """
    return with_policy_element(html, policy_element(hashes, allowed))


@lru_cache(maxsize=256)
def policy_element(hashes: InlineHashes, allowed: AllowedSources) -> str:
    """The line of the head that has the policy of a page.

    Args:
        hashes: the inline scripts and styles that may run.
        allowed: what the site may load in addition to its own files.
    """
    made = page_policy(hashes.scripts, hashes.styles, allowed)
    return f'\n<meta http-equiv="Content-Security-Policy" content="{escape(made, quote=False)}">'


def with_policy_element(html: str, element: str) -> str:
    """A page with the line of its policy in the place for it, before anything that the page loads."""
    return _HEAD_START.sub(lambda start: f"{start[0]}{element}", html, count=1)


def inline_hashes(html: str) -> list[tuple[str, str, str]]:
    """Each inline script and style of a page: `script` or `style`, its hash as `digest` writes it, and its text."""
    return [
        (match[1].lower(), digest(match[3]), match[3])
        for match in _INLINE.finditer(html)
        if not _NOT_RUN.search(match[2])
    ]


def _runs(match: re.Match[str], mark: str) -> bool:
    """Whether an element found by `_INLINE` comes from a template and is not data."""
    return match[2].startswith(f" {mark}") and not _NOT_RUN.search(match[2])


def _allowed_hash(match: re.Match[str], allowed: AllowedSources) -> list[str]:
    """The hash of an element found by `_INLINE`, if the configuration allows it; otherwise nothing."""
    found = digest(match[3])
    wanted = allowed.scripts if match[1].lower() == "script" else allowed.styles
    return [found] if found in wanted and not _NOT_RUN.search(match[2]) else []


def styles_to_classes(html: str) -> tuple[str, str]:
    """A page with classes in place of its style attributes, since a policy cannot allow an attribute by its hash.

    Returns:
        The page, and the CSS rules of the classes; empty if there are none.
    """
    if ' style="' not in html:
        return html, ""
    names: dict[str, str] = {}
    before, *tags = html.split("<")  # few tags have a style: the expression is tried on those only
    html = "<".join((before, *(_by_class(names, tag) if ' style="' in tag else tag for tag in tags)))
    # `!important`, so that the rules override others as the attributes did
    rules = (f".{name}{{{'!important;'.join(said.split(';'))}!important}}" for said, name in names.items())
    return html, "".join(rules)


def _by_class(names: dict[str, str], text: str) -> str:
    """A tag and the text after it, with a class in place of its style.

    Args:
        names: the class of each style so far; new ones are added.
        text: the tag without its `<`, and what follows it.
    """
    match = _STYLED.match(text)
    if match is None:
        return text
    name = names.setdefault(match[2], f"bd-set-{len(names) + 1}")
    tag, number = _CLASS.subn(f' class="{name} ', match[1] + match[3], count=1)
    return (tag if number else f'{match[1]} class="{name}"{match[3]}') + text[match.end() :]


def policy_of(html: str) -> str:
    """The policy of a page; empty if it has none."""
    match = _META.search(html)
    return unescape(match[2]) if match else ""


def narrow_policy(html: str) -> str:
    """A page without the hashes of inline scripts and styles that are no longer in it."""
    there = {digest(match[3]) for match in _INLINE.finditer(html)}
    return _META.sub(
        lambda meta: meta[1] + _HASH.sub(lambda one: one[0] if one[1] in there else "", meta[2]) + meta[3],
        html,
        count=1,
    )
