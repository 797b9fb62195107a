"""What a seal adds to a site: the page about the key, the program that checks it, and earlier editions as they were."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path

from markupsafe import Markup, escape

from bindery.model.vocabulary import direction_of
from bindery.system import disk
from bindery.text.wording import ENGLISH_TAG, own_name, wording_of

VERIFIER = "verify_seal.py"
_LANGUAGE = re.compile(r'<html lang="([^"]+)"')


def keep_editions(site: Path, dist: Path, kept: Path) -> dict[str, int]:
    """Keep the newest edition of each briefing, as one file.

    Args:
        site: the folder of the website.
        dist: the folder with each briefing as one file.
        kept: the folder of the project for sealed editions.

    Returns:
        The number of the newest edition of each briefing, by its name.
    """
    found: dict[str, int] = {}
    for data in sorted(site.glob("*/briefing.json")):
        about = json.loads(data.read_bytes())
        whole = dist / f"{data.parent.name}.html"
        if about.get("editions") and whole.is_file():
            found[data.parent.name] = number = int(about["editions"][-1]["number"])
            disk.write(kept / data.parent.name / f"{number}.html", whole.read_bytes())
    return found


def add_pages(site: Path, kept: Path, editions: Mapping[str, int], whose: str, key: str) -> None:
    """Add the page about the seal, the program that checks it, and each kept edition at an address of its own.

    The page is in the language of the site, and again in each other language of its briefings.

    Args:
        site: the folder of the website.
        kept: the folder of the project for sealed editions.
        editions: the number of the newest edition of each briefing, by its name.
        whose: who owns the key; empty if they do not say.
        key: the public key, in hexadecimal digits.
    """
    shutil.rmtree(site / "seal", ignore_errors=True)
    disk.write(site / "seal" / VERIFIER, verifier())
    own = _Words(_language_of(site))
    places = {own.language: ""} | {
        words.language: f"{words.language}/" for words in _spoken(site) if words.language != own.language
    }
    listed: list[tuple[str, str, int]] = []
    for slug, newest in editions.items():
        about = json.loads((site / slug / "briefing.json").read_bytes())
        title, words = str(about["title"]), _Words(str(about["language"]))
        seal = f"../../../seal/{places[words.language]}index.html"
        for number in _numbers(kept / slug):
            folder = site / slug / "editions" / str(number)
            disk.write(folder / "edition.html", (kept / slug / f"{number}.html").read_bytes())
            body = _edition(words, title, number, newest, seal)
            named = words.say("Edition %(number)s", number=number)
            disk.write(folder / "index.html", _page(words, named, body, "../../../"))
            listed.append((f"{slug}/editions/{number}/index.html", title, number))
    for language, place in places.items():
        words, to_site = _Words(language), "../../" if place else "../"
        others = [
            (f"{to_site}seal/{path}index.html", other) for other, path in places.items() if other != language
        ]
        about_seal = _about(words, whose, key, f"{to_site}seal/{VERIFIER}", others)
        body = about_seal + _listed(words, listed, to_site)
        disk.write(site / "seal" / place / "index.html", _page(words, words.say("The seal"), body, to_site))


class _Words:
    """The words of these pages in one language, as HTML.

    Args:
        tag: the language, a BCP 47 tag; pages are in English where the interface is not in this language.
    """

    def __init__(self, tag: str) -> None:
        self._wording = wording_of(tag)
        self.language = self._wording.language
        self.is_draft = self._wording.is_draft

    def language_name(self, tag: str) -> str:
        """The name of a language in this one."""
        return self._wording.language_name(tag)

    def say(self, message: str, /, **values: object) -> Markup:
        """A message as HTML; values that are not HTML themselves are escaped."""
        words = escape(self._wording.message(message))
        return words % values if values else words


def _language_of(site: Path) -> str:
    """The language of the site's front page."""
    found = (
        _LANGUAGE.search((site / "index.html").read_text("utf-8", "replace"))
        if (site / "index.html").is_file()
        else None
    )
    return found[1] if found else ENGLISH_TAG


def _spoken(site: Path) -> Iterator[_Words]:
    """The words of each language that a briefing of the site is in."""
    for data in sorted(site.glob("*/briefing.json")):
        yield _Words(str(json.loads(data.read_bytes())["language"]))


def _numbers(folder: Path) -> Iterator[int]:
    yield from sorted(int(path.stem) for path in folder.glob("*.html") if path.stem.isdigit())


def _edition(words: _Words, title: str, number: int, newest: int, seal: str) -> Markup:
    say = words.say
    if number < newest:
        newer = Markup("<strong>{}</strong> ").format(
            say("There is a newer edition: number %(number)s.", number=newest)
        )
        there = say("Read the newest edition")
    else:
        newer = say("This is the newest edition.") + " "
        there = say("Read it on the site")
    return Markup(
        '<h1>{}</h1><p>{}<a href="../../index.html">{}</a></p><p><a href="edition.html">{}</a></p><p><a href="{}">{}</a></p>'
    ).format(
        say("%(title)s, edition %(number)s", title=_isolated(title), number=number),
        newer,
        there,
        say("Read edition %(number)s as it was published", number=number),
        seal,
        say("What the seal proves"),
    )


def _about(words: _Words, whose: str, key: str, program: str, others: Sequence[tuple[str, str]]) -> Markup:
    say = words.say
    owner = (
        say("It is the key of %(owner)s.", owner=_isolated(whose))
        if whose
        else say("It is the key of the publisher of this site, who does not say more here.")
    )
    digits = Markup("<wbr>").join(key[start : start + 8] for start in range(0, len(key), 8))
    link = Markup('<a href="{}" dir="ltr">{}</a>').format(program, VERIFIER)
    paragraphs = (
        Markup('<code dir="ltr">{}</code>').format(digits),
        owner
        + " "
        + say("Compare it with what they print elsewhere: a copy of this site could name another key."),
    )
    proves = (
        say(
            "Whoever has the private key sealed exactly these files. No file was changed, added or left out since, and no earlier seal was removed."
        ),
        say("It does not prove that what they say is true, or who they are."),
        say(
            "It does not prove when it was sealed, unless there is a time stamp (SEALS.tsr) of an authority that you trust."
        ),
    )
    checked = say(
        "Save %(file)s, which you can read through, next to the folder or file, with SEALS.json. It needs Python alone and no network:",
        file=link,
    )
    older = say(
        "An older edition has an older seal, and is as it was sealed too. Add the number of the newest seal that you know of, and an older one is refused."
    )
    return Markup().join(
        (
            Markup("<h1>{}</h1>").format(say("The seal")),
            _in_languages(others),
            *map(Markup("<p>{}</p>").format, (say("This edition is sealed with the key"), *paragraphs)),
            Markup("<h2>{}</h2>").format(say("What it proves")),
            *map(Markup("<p>{}</p>").format, proves),
            Markup("<h2>{}</h2><p>{}</p>").format(say("How to check it"), checked),
            Markup('<pre dir="ltr"><code>python verify_seal.py FOLDER KEY</code></pre>'),
            Markup("<p>{}</p>").format(older),
        )
    )


def _in_languages(others: Sequence[tuple[str, str]]) -> Markup:
    """Links to the same page in other languages."""
    if not others:
        return Markup()
    links = (
        Markup('<a href="{}" hreflang="{}" lang="{}" dir="{}">{}</a>').format(
            address, language, language, direction_of(language), own_name(language)
        )
        for address, language in others
    )
    return Markup('<p class="bd-small">{}</p>').format(Markup(" · ").join(links))


def _listed(words: _Words, editions: Sequence[tuple[str, str, int]], to_site: str) -> Markup:
    """The list of all sealed editions: address, title and number of each."""
    if not editions:
        return Markup()
    items = (
        Markup('<li><a href="{}">{}</a></li>').format(
            f"{to_site}{address}",
            words.say("%(title)s, edition %(number)s", title=_isolated(title), number=number),
        )
        for address, title, number in editions
    )
    return Markup("<h2>{}</h2><ul>{}</ul>").format(words.say("Sealed editions"), Markup().join(items))


def _draft_notice(words: _Words) -> Markup:
    """What every page says whose words no reader of the language has checked, in that language and in English."""
    message = (
        "The words of this interface are a machine draft in %(language)s. No reader has checked them yet."
    )
    own, english = (
        wording.say(message, language=wording.language_name(words.language))
        for wording in (words, _Words(ENGLISH_TAG))
    )
    return Markup(
        '<p class="bd-small bd-draft-words"><span>{}</span> <span lang="en" dir="ltr">{}</span></p>'
    ).format(own, english)


def _isolated(text: str) -> Markup:
    """A text that may run in the other direction than the words around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def _page(words: _Words, title: str, body: str, to_site: str) -> bytes:
    assets = f"{to_site}assets/bindery/"
    draft = _draft_notice(words) if words.is_draft else ""
    return (
        f'<!doctype html>\n<html lang="{words.language}" dir="{direction_of(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        " img-src 'self'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n"
        f'<link rel="stylesheet" href="{assets}plain.css">\n<link rel="stylesheet" href="{assets}bindery.css">\n</head>\n'
        '<body class="bd-plain" data-md-color-scheme="default" data-md-color-primary="custom">\n'
        f'<script src="{assets}plain.js" data-site="{to_site}"></script>\n'
        f'<header class="md-typeset bd-plain__head"><nav aria-label="{words.say("Where this page is")}"><a href="{to_site}index.html">{words.say("All briefings")}</a></nav></header>\n'
        f'<main class="md-content__inner md-typeset"><div class="bd-page">{body}{draft}</div></main>\n</body>\n</html>\n'
    ).encode()


def verifier() -> bytes:
    """The program that checks a seal."""
    return (resources.files("bindery.provenance") / VERIFIER).read_bytes()


__all__ = ["VERIFIER", "add_pages", "keep_editions", "verifier"]
