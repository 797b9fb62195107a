"""The language versions of a briefing: links between them, and the parts of a translation that are out of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from bindery.evidence import translations
from bindery.model import vocabulary
from bindery.model.names import Slug
from bindery.pages.addresses import Link, claim_address
from bindery.text.wording import own_name

if TYPE_CHECKING:
    from bindery.evidence.register import BriefingRegister
    from bindery.model.briefing import Briefing, Claim


class VersionView(Protocol):
    """What the links between language versions need of a briefing.

    Attributes:
        slug: name of its folder.
        address: address of its overview.
        briefing: its fields.
        register: its claims.
        claims: each claim, by id.
    """

    slug: Slug
    address: str
    briefing: Briefing
    register: BriefingRegister
    claims: Mapping[str, Claim]

    @property
    def versions(self) -> LanguageVersions:
        """Its language versions."""


@dataclass(frozen=True)
class LanguageVersion:
    """A page in one of the languages of a briefing.

    Attributes:
        language: the language, a BCP 47 tag.
        name: the name of the language in the language itself.
        direction: `ltr` or `rtl`.
        link: the page.
        here: whether it is the page that lists it.
    """

    language: str
    name: str
    direction: str
    link: Link
    here: bool


class LanguageVersions:
    """The language versions of one briefing.

    Args:
        view: the briefing.
        briefings: every briefing of the site.
    """

    def __init__(self, view: VersionView, briefings: Mapping[Slug, VersionView]) -> None:
        self.view = view
        self.briefings = briefings

    @cached_property
    def original(self) -> VersionView | None:
        """The briefing that this one is a translation of; None for an original."""
        name = Slug(self.view.briefing.translation_of or "")
        found = self.briefings.get(name) if name != self.view.slug else None
        return found if found and not found.briefing.translation_of else None

    @cached_property
    def all(self) -> list[VersionView]:
        """The original and its translations by language; empty where there is only one version."""
        first = self.original or self.view
        others = [
            view
            for view in self.briefings.values()
            if Slug(view.briefing.translation_of or "") == first.slug and view.slug != first.slug
        ]
        listed = sorted(others, key=lambda view: (view.briefing.language, view.slug))
        return [first, *listed] if listed else []

    @cached_property
    def _parts(self) -> dict[tuple[str, str], translations.TranslatedPart]:
        if self.original is None:
            return {}
        found = translations.translated_parts(self.view.register.parsed, self.original.register.parsed)
        return {(one.part.kind, one.part.id): one for one in found}

    def stale(self, kind: str, key: str = "") -> Link | None:
        """A link to the original of a part, if that has changed since the part was translated.

        Args:
            kind: `claim`, `section`, or `briefing` for the texts of the first screen.
            key: id of the part.
        """
        found = self._parts.get((kind, key))
        if not found or not found.is_stale or not found.original or not self.original:
            return None
        return Link(self._address(self.original, found.original.kind, found.original.id), "")

    def of(self, kind: str, key: str = "") -> list[LanguageVersion]:
        """The pages about a part in each language; empty where there is only one.

        Args:
            kind: `claim`, `section`, or `briefing` for the overview.
            key: id of the part.
        """
        mine = self._parts.get((kind, key))
        first = mine.original.id if mine and mine.original else key
        if self.original and kind != "briefing" and not (mine and mine.original):
            return []
        found = []
        for view in self.all:
            named = view.versions.id_of(kind, first)
            if named is None:
                continue
            language = str(view.briefing.language)
            link = Link(self._address(view, kind, named), str(view.briefing.title))
            direction = vocabulary.direction_of(language)
            found.append(LanguageVersion(language, own_name(language), direction, link, view is self.view))
        return found if len(found) > 1 else []

    def id_of(self, kind: str, original: str) -> str | None:
        """The id here of the part that translates a part of the original; None if there is none.

        Args:
            kind: `claim`, `section` or `briefing`.
            original: id of the part of the original.
        """
        if self.original is None:
            known = self.view.claims if kind == "claim" else [str(s.id) for s in self.view.briefing.sections]
            return original if kind == "briefing" or original in known else None
        wanted = (
            key
            for (one, key), part in self._parts.items()
            if one == kind and part.original and part.original.id == original
        )
        return next(wanted, None)

    @staticmethod
    def _address(view: VersionView, kind: str, key: str) -> str:
        if kind == "claim":
            return claim_address(view.address, key)
        return f"{view.address}{key}/" if key else view.address
