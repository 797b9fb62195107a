"""What a full build keeps of its theme, so that a later build makes pages without loading the site engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bindery.html import csp
from bindery.html.page_frame import PageFrame
from bindery.site.bodies import published_file

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation

    from bindery.site.frames import Frames
    from bindery.site.headings import Headings


@dataclass(frozen=True)
class KeptTheme:
    """The theme of a site, as JSON can hold it.

    Attributes:
        config: what the parts of a page read of the configuration.
        navigation: the hand-written part of the navigation.
        folders: the folders of templates, in order.
        kind: name of the kind of template environment, for the cache of compiled templates.
        extensions: extensions of the template environment.
        markdown: names of the Markdown extensions, and their settings.
        headings: the fields of the shape of plain headings, by their number signs.
        separator: what stands between the words of an anchor; None where another function makes anchors.
        directory_urls: whether addresses end in a slash.
        allowed: what pages may load and run, as the fields of `csp.AllowedSources`.
        frames: what `PageFrame.as_json` returned of each frame, by the kind of page.
    """

    config: dict[str, Any]
    navigation: list[dict[str, Any]]
    folders: list[str]
    kind: str
    extensions: list[str]
    markdown: tuple[list[str], dict[str, Any]]
    headings: dict[str, tuple[str, int | None]]
    separator: str | None
    directory_urls: bool
    allowed: dict[str, Any]
    frames: dict[str, list[Any]]

    def as_json(self) -> dict[str, Any]:
        """The theme as JSON can hold it."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> KeptTheme | None:
        """The theme that `as_json` was called on; None where another version wrote it."""
        known = {field.name for field in fields(cls)}
        return cls(**found) if found.keys() == known else None

    def file_of(self, path: str) -> str:
        """The path on the site of the page of a Markdown file."""
        return published_file(path, directory_urls=self.directory_urls)

    @property
    def allowed_sources(self) -> csp.AllowedSources:
        """What pages may load and run."""
        return csp.AllowedSources(
            hosts=tuple(self.allowed["hosts"]),
            scripts=frozenset(self.allowed["scripts"]),
            styles=frozenset(self.allowed["styles"]),
        )

    @property
    def page_frames(self) -> dict[str, PageFrame]:
        """The frames, by the kind of page."""
        return {kind: PageFrame.from_json(frame) for kind, frame in self.frames.items()}

    def context(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """The names that the templates of the theme use, other than those of the page.

        Args:
            shown: what the navigation lists of the briefings.
        """
        config = SimpleNamespace(**self.config)
        config.extra = {**config.extra, "bindery": dict(shown)}
        return {"config": config, "nav": SimpleNamespace(items=[_item(entry) for entry in self.navigation])}


def _item(entry: Mapping[str, Any]) -> SimpleNamespace:
    children = entry["children"]
    return SimpleNamespace(**{**entry, "children": children and [_item(child) for child in children]})


def kept_theme(
    frames: Frames,
    made: Iterable[tuple[str, PageFrame]],
    navigation: Navigation,
    kind: str,
    *,
    language: tuple[Any, Any],
    headings: Headings,
) -> KeptTheme | None:
    """The theme of a site that was just built; None where its configuration has something that JSON cannot hold.

    Args:
        frames: what made its pages.
        made: the frames of its pages, by the kind of page.
        navigation: its navigation.
        kind: name of the kind of template environment, for the cache of compiled templates.
        language: language of the site and its direction of writing; the configuration has those of the last page.
        headings: what rendered the headings of its pages.
    """
    config, finish = frames.config, frames.finish
    theme = {name: value for name, value in config.theme.items() if _is_plain(value)}
    theme["language"], theme["direction"] = language
    allowed = {
        key: sorted(value) if isinstance(value, frozenset) else value
        for key, value in asdict(finish.allowed).items()
    }
    settings, extra = dict(config.mdx_configs or {}), dict(config.extra)
    if not _is_plain(settings) or not _is_plain(config.markdown_extensions) or not _is_plain(extra):
        return None
    return KeptTheme(
        config={
            "site_name": config.site_name,
            "site_url": config.site_url,
            "extra": extra,
            "mdx_configs": settings,
            "theme": theme,
        },
        navigation=[_entry(item) for item in navigation.items],
        folders=list(config.theme.dirs),
        kind=kind,
        extensions=sorted(frames.environment.extensions),
        markdown=(list(config.markdown_extensions), settings),
        headings=dict(headings.all_shapes()),
        separator=headings.separator,
        directory_urls=config.use_directory_urls,
        allowed=allowed,
        frames={name: frame.as_json() for name, frame in made},
    )


def _is_plain(value: object) -> bool:
    """Whether JSON can hold a value and gives it back as it was."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError, RecursionError):
        return False


def _entry(item: Any) -> dict[str, Any]:
    """An item of the navigation."""
    return {
        "title": item.title,
        "url": getattr(item, "url", ""),
        "is_page": item.is_page,
        "is_link": item.is_link,
        "children": item.children and [_entry(child) for child in item.children],
    }
