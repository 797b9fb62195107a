"""Web addresses, DOIs and numbers of repositories, as references have them."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote

from pydantic_core import PydanticCustomError

from bindery.model.field_types import Url
from bindery.text import characters

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"]+")
_SHORT_DOI = re.compile(
    r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10/[A-Za-z0-9]{3,12})", re.IGNORECASE
)
_DOI_AHEAD = re.compile(r"\bdoi(?:\.org/|[:\s])\s*(?=10\.)|^\s*(?=10\.\d{4,9}/)", re.IGNORECASE)
_DOI_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*?(?:doi[.-](?:org|acm-org|acm\.org)|dx[.-]doi[.-]org)[\w.-]*/(?=10[./])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:/{1,3}|(?<![\w./@-])www\.)[^\s<>\"“”]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_THROUGH_PROXY = re.compile(
    r"https?://[^/?#]*(?:proxy|login)[^/?#]*/login\?(?:q?url)=(https?(?:://|%3A%2F%2F).+)", re.IGNORECASE
)
_PROXY_HOST = re.compile(
    r"https?://(?P<host>[\w.-]+?\.(?:com|org|net|edu|gov|int|uk|de|fr|eu|io))\.(?=[\w.-]*proxy)[\w-]*proxy[\w.-]*(?P<rest>[/?#:].*)?",
    re.IGNORECASE,
)
_ANY_PROXY = re.compile(r"https?://[^/]*(?:proxy|\.idm\.oclc\.org)", re.IGNORECASE)
_END = ".,;:!?'’»"

# By the name of a repository: what its numbers look like, and the address that one leads to.
_REPOSITORIES = {
    "arxiv": (
        r"(?:arxiv[:.\s]*)?(?:abs/)?((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)",
        "https://arxiv.org/abs/{}",
    ),
    "pubmed": (r"(?:pmid:?\s*)?(\d{1,8})", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": (r"(?:pmcid:?\s*)?(?:PMC)?(\d{3,9})", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{}/"),
    "jstor": (r"(?:\D*/)?(\d{4,9})", "https://www.jstor.org/stable/{}"),
    "hdl": (r"(?:hdl:|https?://hdl\.handle\.net/)?(\d[\w.]*/\S+)", "https://hdl.handle.net/{}"),
    "googlebooks": (r"([\w-]{12})", "https://books.google.com/books?id={}"),
    "urn": (r"(urn:nbn:[\w:.-]+)", "https://nbn-resolving.org/{}"),
}
_NAMES = {
    "pmid": "pubmed",
    "medline": "pubmed",
    "pmc": "pmcid",
    "handle": "hdl",
    "google books": "googlebooks",
    "arxivid": "arxiv",
}
_ARXIV = re.compile(
    r"\barxiv[:.\s]+(?:abs/)?((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)\b|\babs/(\d{4}\.\d{4,5})\b",
    re.IGNORECASE,
)


def clean_address(written: str, what: str, notes: list[str]) -> str:
    """A web address; empty, with a note, when it is not allowed in a source.

    Args:
        written: the address in the file.
        what: name of the field, for notes.
        notes: what was changed or left out is added here, one sentence each.
    """
    written = (
        html.unescape(written.strip().strip('<>"').strip())
        if "&amp;" in written
        else written.strip().strip('<>"').strip()
    )
    if not written:
        return ""
    plain = re.sub(r"[\s<>\"\\^`{|}]", lambda found: quote(found[0]), _with_scheme(written, what, notes))
    plain = _without_proxy(plain, what, notes)
    try:
        if any(True for _ in characters.forbidden_positions(plain)):
            raise Url.refuse("", "")
        return Url.check(plain)
    except PydanticCustomError:
        # An address may hold a password, so it is not repeated.
        notes.append(f"the {what} was left out: it is not a plain http or https address")
        return ""


def _with_scheme(written: str, what: str, notes: list[str]) -> str:
    """An address with `https://` before it, if it has no scheme or a broken one."""
    if re.match(r"https?://[^/]", written, re.IGNORECASE) or not written:
        return written
    broken = re.match(r"(?:https?(?::?/{1,3}|:\\\\)(?:https?://)?|//)(?=\w)", written, re.IGNORECASE)
    bare = written[broken.end() :] if broken else written
    if not _BARE.fullmatch(bare.split()[0] if bare.split() else ""):
        return written
    notes.append(f"`https://` was put before the {what}, which had no scheme")
    return f"https://{bare}"


def _without_proxy(address: str, what: str, notes: list[str]) -> str:
    """An address without the proxy of a library, through which only its members can read it."""
    match = _THROUGH_PROXY.fullmatch(address)
    direct = (
        unquote(match[1]) if match and "%3A%2F%2F" in match[1].upper()[:20] else match[1] if match else ""
    )
    if not match and (host := _PROXY_HOST.fullmatch(address)):
        direct = f"https://{host['host']}{host['rest'] or '/'}"
    if direct:
        notes.append(f"the proxy of a library was taken out of the {what}")
        return direct
    if _ANY_PROXY.match(address):
        notes.append(
            f"the {what} may lead through the proxy of a library, which others cannot open; check it"
        )
    return address


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text of words, without the punctuation after them."""
    found = []
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_END)
        while address.endswith((")", "]", "}")) and address.count(address[-1]) > address.count(
            {")": "(", "]": "[", "}": "{"}[address[-1]]
        ):
            address = address[:-1].rstrip(_END)
        found.append(address)
    return list(dict.fromkeys(found))


def clean_doi(written: str, notes: list[str]) -> str:
    """A DOI without `https://doi.org/` or `doi:` before it; empty, with a note, when it is not one."""
    written = written.strip()
    if not written:
        return ""
    short = _SHORT_DOI.fullmatch(written)
    if short:
        return short[1]
    found = (
        re.split(r"[,;]\s+|\s+", _as_doi(written))[0]
        if _DOI.search(written) or "%2f" in written.lower()
        else ""
    )
    match = _DOI.fullmatch(found)
    if not match or any(True for _ in characters.forbidden_positions(found)):
        notes.append(f"the DOI was left out: `{written[:60]}` is not a DOI")
        return ""
    return _trimmed(found)


def _as_doi(written: str) -> str:
    """What follows in a text from `10.` on, decoded if it is a part of an address."""
    coded = "://" in written or "%2f" in written.lower()
    plain = unquote(written) if coded else written
    match = re.search(r"10\.\d{4,9}", plain)
    found = plain[match.start() :] if match else ""
    return re.split(r"[?#]", found)[0] if "://" in written and not _DOI_HOST.match(written) else found


def _trimmed(doi: str) -> str:
    """A DOI without the punctuation and closing brackets after it."""
    while doi.endswith((")", "]", "}", ">")) and doi.count(doi[-1]) > doi.count(
        {")": "(", "]": "[", "}": "{", ">": "<"}[doi[-1]]
    ):
        doi = doi[:-1]
    return doi.rstrip(".,;")


def doi_in(text: str) -> str:
    """The DOI in a text of words that says it is one: `doi: 10.5555/a`, `https://doi.org/10.5555/a`; may be empty."""
    ahead = _DOI_AHEAD.search(text) or _DOI_HOST.search(text)
    match = _DOI.match(text, ahead.end()) if ahead else None
    return _trimmed(match[0]) if match else ""


def doi_of_address(address: str) -> str:
    """The DOI to which an address of doi.org leads, also one through a library's proxy; else an empty text."""
    match = _DOI_HOST.match(address)
    found = _DOI.fullmatch(unquote(address[match.end() :])) if match else None
    return found[0] if found else ""


def doi_address(found: str) -> str:
    """The web address of a DOI."""
    return "https://doi.org/" + quote(found, safe="/:;()._-~,+@=*!'&$")


def repository_address(repository: str, number: str) -> str:
    """The address of what a repository has under a number: `arXiv`, `2301.01234`; empty when it is not known."""
    name = repository.strip().lower()
    name = _NAMES.get(name, name)
    pattern, address = _REPOSITORIES.get(name, ("", ""))
    match = re.match(rf"(?:{pattern})(?=$|[\s\[,;])", number.strip(), re.IGNORECASE) if pattern else None
    return address.format(match[1]) if match else ""


def arxiv_address(text: str) -> str:
    """The address of the number of arXiv in a text of words such as `arXiv preprint arXiv:2301.01234`; may be empty."""
    match = _ARXIV.search(text)
    return repository_address("arxiv", match[1] or match[2]) if match else ""
