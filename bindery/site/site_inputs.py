"""The files and settings that a site is made from, for its manifest and for the preview that watches them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bindery.provenance.made_from import OtherFile, SiteInputs
from bindery.reading.project import FOLDER
from bindery.site.settings import BinderyConfig, configurations, root_of, typesetter_of
from bindery.system import disk

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from bindery.evidence.omissions import Reason


def site_inputs(
    config: MkDocsConfig,
    ours: BinderyConfig,
    files_read: Mapping[str, bytes],
    left_out: Mapping[str, Reason],
    hand_written: Mapping[str, bool],
    *,
    release: str,
) -> SiteInputs:
    """What a site was made from: briefings, hand-written pages, and the files that mkdocs.yml names.

    Args:
        config: the configuration of the site.
        ours: the plugin's settings in it.
        files_read: the bytes of each file that Bindery read, by path in the project.
        left_out: for each of these files that is not in the site, the reason, by path.
        hand_written: whether each file in the folder of documents is in the site, by path in that folder.
        release: the handling mark that readers may see; empty for everything.
    """
    settings: dict[str, bool | str] = {
        "drafts": ours.drafts,
        "site_url": config.site_url or "",
        "use_directory_urls": config.use_directory_urls,
        **({"release": release, "count_withheld": ours.count_withheld} if release else {}),
        **typesetter_of(ours),
    }
    others = list(_other_files(config, ours, hand_written))
    return SiteInputs(root_of(config), files_read, left_out, others, settings)


def _other_files(
    config: MkDocsConfig, ours: BinderyConfig, hand_written: Mapping[str, bool]
) -> Iterator[OtherFile]:
    """The files that MkDocs reads, and the file of the reference style."""
    docs = Path(config.docs_dir)
    hooks = cast("dict[str, Any]", config.hooks or {})  # annotated as a list by MkDocs, which makes it a dict
    yield from map(OtherFile, configurations(Path(config.config_file_path)))
    yield from (OtherFile(Path(hook.__file__)) for hook in hooks.values())
    if ours.csl:
        yield OtherFile(root_of(config) / ours.csl)
    yield from (OtherFile(docs / path, docs, used=used) for path, used in hand_written.items())
    if config.theme.custom_dir:
        own = Path(config.theme.custom_dir)
        yield from (OtherFile(path, own) for path in disk.walk_files(own))


def watched_paths(config: MkDocsConfig, ours: BinderyConfig) -> Iterator[Path]:
    """The files and folders that `mkdocs serve` has to watch, besides those that it watches by itself."""
    root = root_of(config)
    yield from (folder for folder in (root / FOLDER, root / disk.TEMPLATES) if folder.is_dir())
    yield from configurations(Path(config.config_file_path))[1:]  # MkDocs watches the first
    if ours.csl:
        yield root / ours.csl
