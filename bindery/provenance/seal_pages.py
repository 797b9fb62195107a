"""What a seal adds to a site: the page about the key, the program that checks it, and earlier editions as they were."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from pathlib import Path

from bindery.system import disk

VERIFIER = "verify_seal.py"


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

    Args:
        site: the folder of the website.
        kept: the folder of the project for sealed editions.
        editions: the number of the newest edition of each briefing, by its name.
        whose: who owns the key; empty if they do not say.
        key: the public key, in hexadecimal digits.
    """
    shutil.rmtree(site / "seal", ignore_errors=True)
    disk.write(site / "seal" / VERIFIER, verifier())
    listed = ""
    for slug, newest in editions.items():
        title = str(json.loads((site / slug / "briefing.json").read_bytes())["title"])
        for number in _numbers(kept / slug):
            place = site / slug / "editions" / str(number)
            page = _page(f"Edition {number}", _edition(title, number, newest), "../../../")
            disk.write(place / "edition.html", (kept / slug / f"{number}.html").read_bytes())
            disk.write(place / "index.html", page)
            address = f"../{slug}/editions/{number}/index.html"
            listed += f'<li><a href="{address}">{escape(title)}, edition {number}</a></li>'
    about = _about(whose, key) + (f"<h2>Sealed editions</h2><ul>{listed}</ul>" if listed else "")
    disk.write(site / "seal" / "index.html", _page("The seal", about, "../"))


def _numbers(folder: Path) -> Iterator[int]:
    yield from sorted(int(path.stem) for path in folder.glob("*.html") if path.stem.isdigit())


def _edition(title: str, number: int, newest: int) -> str:
    newer = (
        f'<p><strong>There is a newer edition: number {newest}.</strong> <a href="../../index.html">Read the newest edition</a></p>'
        if number < newest
        else '<p>This is the newest edition. <a href="../../index.html">Read it on the site</a></p>'
    )
    return (
        f'<h1>{escape(title)}, edition {number}</h1>{newer}<p><a href="edition.html">Read edition {number} as it was'
        ' published</a></p><p><a href="../../../seal/index.html">What the seal proves</a></p>'
    )


def _about(whose: str, key: str) -> str:
    owner = escape(whose) if whose else "the publisher of this site, who does not say more here"
    digits = "<wbr>".join(key[start : start + 8] for start in range(0, len(key), 8))
    return (
        f"<h1>The seal</h1><p>This edition is sealed with the key</p><p><code>{digits}</code></p><p>It is the key of"
        f" {owner}. Compare it with what they print elsewhere: a copy of this site could name another key.</p>"
        "<h2>What it proves</h2><p>Whoever has the private key sealed exactly these files. No file was changed, added or"
        " left out since, and no earlier seal was removed. It does not prove that what they say is true, or who they"
        " are. It does not prove when it was sealed, unless there is a time stamp (SEALS.tsr) of an authority that you"
        ' trust.</p><h2>How to check it</h2><p>Save <a href="verify_seal.py">verify_seal.py</a>, which you can read'
        " through, next to the folder or file, with SEALS.json. It needs Python alone and no network:</p>"
        "<pre><code>python verify_seal.py FOLDER KEY</code></pre><p>An older edition has an older seal, and is as it"
        " was sealed too. Add the number of the newest seal that you know of, and an older one is refused.</p>"
    )


def _page(title: str, body: str, to_site: str) -> bytes:
    assets = f"{to_site}assets/bindery/"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        " img-src 'self'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" href="{assets}plain.css">\n<link rel="stylesheet" href="{assets}bindery.css">\n</head>\n'
        '<body class="bd-plain" data-md-color-scheme="default" data-md-color-primary="custom">\n'
        f'<script src="{assets}plain.js" data-site="{to_site}"></script>\n'
        f'<header class="md-typeset bd-plain__head"><nav aria-label="Where this page is"><a href="{to_site}index.html">All briefings</a></nav></header>\n'
        f'<main class="md-content__inner md-typeset"><div class="bd-page">{body}</div></main>\n</body>\n</html>\n'
    ).encode()


def verifier() -> bytes:
    """The program that checks a seal."""
    return (resources.files("bindery.provenance") / VERIFIER).read_bytes()


__all__ = ["VERIFIER", "add_pages", "keep_editions", "verifier"]
