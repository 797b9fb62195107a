"""The corpus compiled and its pages rendered with hostile texts in many places at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

import yaml
from markdown import Markdown
from site_wide.hostile.corpus import NOT_EVERYWHERE, Place, filled, fitting, places
from site_wide.hostile.findings import acting, differs
from support.parsed import Element, parse
from support.project import COMPILED, ROOT, TEMPLATES, TODAY

from bindery.edition import Edition, compile, preview  # noqa: A004  its own name
from bindery.pages.render import Page
from bindery.reading.inputs import Inputs

_LOADER = type("_Loader", (yaml.SafeLoader,), {})
_LOADER.add_constructor("!ENV", lambda *_: "")  # type: ignore[attr-defined]


@cache
def settings() -> tuple[list[str], dict[str, dict[str, object]]]:
    """The extensions of Markdown that the site has, as mkdocs.yml lists them."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=_LOADER)["markdown_extensions"]  # noqa: S506  safe, with one tag more
    names = [name if isinstance(name, str) else next(iter(name)) for name in listed]
    return names, {key: value for item in listed if isinstance(item, dict) for key, value in item.items()}


def compiled(texts: dict[Place, str]) -> Edition:
    """The edition of the corpus with these texts in it."""
    return compile(Inputs(files=filled(texts), templates=TEMPLATES, compiled=COMPILED, today=TODAY))


def pages(edition: Edition) -> dict[str, Element]:
    """Every page as a browser would read it, by its path."""
    return {page.path: read(page) for page in edition.pages}


def read(page: Page) -> Element:
    """A page as a browser would read it."""
    names, options = settings()
    return parse(Markdown(extensions=names, extension_configs=options).convert(page.markdown))


def rotated(
    payloads: list[str], round_: int, *, markdown: bool | None = None, lead: str = ""
) -> dict[Place, str]:
    """A payload for each place, another one in each round, so that after all rounds each was in each place."""
    wanted = [place for place in places() if markdown is None or place.markdown is markdown]
    chosen = {place: payloads[(number * 7 + round_) % len(payloads)] for number, place in enumerate(wanted)}
    return {place: fitting(place, lead + text) for place, text in chosen.items()}


def findings(texts: dict[Place, str], plain: dict[str, Element]) -> Iterator[str]:
    """What is wrong with the pages of the corpus with these texts; texts of fields of plain text are to be seen as typed.

    Args:
        texts: the texts.
        plain: the pages with plain words in the same places.
    """
    edition = compiled(texts)
    if edition.errors:
        yield from (f"refused: {problem.code} {problem.message[:80]}" for problem in edition.errors)
        return
    made = pages(edition)
    if set(made) != set(plain):
        yield f"other pages: {sorted(set(made) ^ set(plain))}"
    seen = " ".join(page.text for page in made.values()) + " ".join(str(page.meta) for page in edition.pages)
    for path, page in made.items():
        more = (
            Counter(acting(page)) - Counter(acting(plain[path])) if path in plain else Counter(acting(page))
        )
        yield from (f"{path}: {found}" for found in more)
        # The page of figures has a line for each figure, and payloads have more figures than plain words.
        if all(not place.markdown for place in texts) and path in plain and not path.endswith("/figures.md"):
            other = differs(plain[path], page)
            yield from [f"{path}: {other}"] if other else []
    written = "".join(
        data.decode()
        for name, data in edition.files.items()
        if PurePosixPath(name).suffix in (".json", ".csv")
    )
    for place, text in texts.items():
        words = " ".join(text.split())
        hidden = place.path[-1] in NOT_EVERYWHERE
        if not place.markdown and not hidden and words not in seen and words not in written:
            yield f"{place.path}: {words[:60]!r} is nowhere to be seen"


def problem_findings(payload: str) -> list[str]:
    """What would run on the pages that a preview shows in place of a broken briefing, when messages quote a text."""
    files = filled({})
    text = files["briefings/heat/briefing.yml"].decode()
    quoted = yaml.safe_dump(payload, allow_unicode=True, width=10**9).removesuffix("...\n").strip()
    for old in (
        "id: why",
        "status: published",
        "url: https://a.example/",
        "date: '2024-05-01'",
        "source: two",
        "scale: icd-203",
    ):
        assert old in text, old
        text = text.replace(old, f"{old.split(':')[0]}: {quoted}")
    files["briefings/heat/briefing.yml"] = f"{text}{quoted}: x\n".encode()
    edition = preview(compile(Inputs(files=files, templates=TEMPLATES, compiled=COMPILED, today=TODAY)))
    made = [read(page) for page in edition.pages if page.path in ("index.md", "heat/index.md")]
    if not edition.errors or len(made) != 2:
        return [f"{payload[:40]!r} in a message: not refused"]
    return [f"{payload[:40]!r} in a message: {found}" for page in made for found in acting(page)]
