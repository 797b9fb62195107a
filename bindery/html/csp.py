"""The Content-Security-Policy of a page: what a browser may run and load for it, and nothing that its words could add.

A script or a style within a page is allowed by its hash, and only when it stands in a template: the templates are
marked before they are filled, with a word that nothing else can know, and what has no mark gets no hash.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape, unescape

_ELEMENT = re.compile(r"<(?=(?:script|style)\b)(\w+)")
_FIRST = re.compile(
    r"<head>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE
)  # which has to be among the first 1024 bytes
_META = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(r"""\s(?:src=|type=["']?application/(?:ld\+)?json)""")
_HASH = re.compile(r" ('sha256-[^']*')")
# Lengths, shares and sides, which are all that a page says of itself within its text: nothing that loads or covers.
_MEASURE = r"(?:width|height|left|right|flex-grow|text-align): ?[a-z0-9.%() +-]+"
_STYLED = re.compile(rf'([a-z][^<>]*?) style="({_MEASURE}(?:; ?{_MEASURE})*);?"([^<>]*>)')
_CLASS = re.compile(r' class="')

# What a link may carry in itself as `data:`, for a reader to save: no browser runs or shows any of it.
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
    """What a site may load beside its own files.

    Attributes:
        hosts: other hosts that its configuration names, as `https://example.org`, in order.
        assembly: whether WebAssembly may run, which some search engines are made of.
    """

    hosts: tuple[str, ...] = ()
    assembly: bool = False

    @property
    def own(self) -> tuple[str, ...]:
        """Where nearly everything may be loaded from."""
        return ("'self'", *self.hosts)


@lru_cache(maxsize=256)  # the same few scripts and styles stand in every page
def digest(text: str) -> str:
    """The hash of a script's or a style's text, as a policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8', 'surrogateescape')).digest()).decode()}'"


@lru_cache(maxsize=256)
def page_policy(scripts: tuple[str, ...], styles: tuple[str, ...], allowed: AllowedSources) -> str:
    """The policy of a page of the site.

    Args:
        scripts: the hash of each script within the page.
        styles: the hash of each style within it.
        allowed: what the site may load beside its own files.
    """
    assembly = ("'wasm-unsafe-eval'",) if allowed.assembly else ()
    own = allowed.own
    directives = {
        "default-src": ("'none'",),
        "script-src": (*own, *assembly, *scripts),
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
    """The policy of a page that is one file: its one script, its one style, pictures and fonts within it, and no more."""
    return (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def mark_template(template: str, mark: str) -> str:
    """A template whose scripts and styles bear a mark, by which `guarded` knows them from what a page's words hold."""
    return _ELEMENT.sub(rf"<\1 {mark}", template)


def with_policy(html: str, mark: str, allowed: AllowedSources) -> str:
    """A page with its policy, before anything that it loads; `mark` is that of the templates, and goes."""
    html, style = styles_to_classes(html)
    found: dict[str, list[str]] = {"script": [], "style": [digest(style)] if style else []}
    for match in _INLINE.finditer(html):
        if _runs(match, mark):
            found[match[1]].append(digest(match[3].replace(f" {mark}", "")))
    html = html.replace(f" {mark}", "")
    if style:
        html = html.replace("</head>", f"<style>{style}</style>\n</head>", 1)
    made = page_policy(tuple(dict.fromkeys(found["script"])), tuple(dict.fromkeys(found["style"])), allowed)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(made, quote=False)}">'
    return _FIRST.sub(lambda first: f"{first[0]}\n{meta}", html, count=1)


def with_style(head: str, style: str, allowed: AllowedSources) -> str:
    """What stands before the text of a guarded page, with the style of that text.

    Args:
        head: it; the page has no style in its place so far.
        style: as `styled_by_class` gives it; nothing is to be done where it is empty.
        allowed: as it was for the page.
    """
    if not style:
        return head
    own = escape(f"; style-src {' '.join(allowed.own)}", quote=False)
    head = head.replace(own, f"{own} {digest(style)}", 1)
    return head.replace("</head>", f"<style>{style}</style>\n</head>", 1)


def affects_policy(part: str, mark: str) -> bool:
    """Whether a part of a page may bear on its policy: by a style, by a script, or by an element cut in two."""
    if ' style="' in part or "<style" in part:
        return True
    if "<script" not in part and "</script" not in part:
        return False
    scripts = [*_INLINE.finditer(part)]
    cut = part.count("<script") + part.count("</script") != 2 * len(scripts)
    return cut or any(_runs(match, mark) for match in scripts)


def _runs(match: re.Match[str], mark: str) -> bool:
    """Whether a script or a style is a template's, and no data."""
    return match[2].startswith(f" {mark}") and not _NOT_RUN.search(match[2])


def styles_to_classes(html: str) -> tuple[str, str]:
    """A page whose style attributes have become classes, and the style of those: an attribute has no hash."""
    if ' style="' not in html:
        return html, ""
    names: dict[str, str] = {}
    before, *tags = html.split("<")  # few have a style, so that the expression is not tried at each
    html = "<".join((before, *(_by_class(names, tag) if ' style="' in tag else tag for tag in tags)))
    # as strong as the attribute was
    rules = (f".{name}{{{'!important;'.join(said.split(';'))}!important}}" for said, name in names.items())
    return html, "".join(rules)


def _by_class(names: dict[str, str], text: str) -> str:
    """A tag and what follows it, with a class in the place of its style; `names` has that of each style so far."""
    match = _STYLED.match(text)
    if match is None:
        return text
    name = names.setdefault(match[2], f"bd-set-{len(names) + 1}")
    tag, number = _CLASS.subn(f' class="{name} ', match[1] + match[3], count=1)
    return (tag if number else f'{match[1]} class="{name}"{match[3]}') + text[match.end() :]


def policy_of(html: str) -> str:
    """The policy that a page has; empty when it has none."""
    match = _META.search(html)
    return unescape(match[2]) if match else ""


def narrow_policy(html: str) -> str:
    """A page whose policy names no script and no style any more that has been taken out of it."""
    there = {digest(match[3]) for match in _INLINE.finditer(html)}
    return _META.sub(
        lambda meta: meta[1] + _HASH.sub(lambda one: one[0] if one[1] in there else "", meta[2]) + meta[3],
        html,
        count=1,
    )
