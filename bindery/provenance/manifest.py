"""The manifest of a site: each input with its SHA-256, the program and packages that made it, and the commit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError, with_config

from bindery.provenance.checksums import Finding, findings

NAME = "manifest.json"
FORMAT: Literal["bindery-manifest/1"] = "bindery-manifest/1"
LARGEST = 16 << 20  # bytes of a manifest: enough for some 100,000 inputs

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OmissionReason = Literal["draft", "uncited", "unread", "excluded"]


class ManifestError(Exception):
    """A manifest cannot be read; the message says why."""


_STRICT = ConfigDict(extra="forbid", strict=True)


@with_config(_STRICT)
@dataclass(frozen=True)
class LeftOut:
    """An input that is not in the site. Its path is left out, because the name of a draft is not public.

    Attributes:
        sha256: hash of its bytes, by which someone who has the file can recognise it.
        why: `draft`, a briefing that is not published; `uncited`, evidence for a source that nothing published
            cites; `unread`, a file that nothing reads; `excluded`, a page that mkdocs.yml leaves out.
    """

    sha256: Hash
    why: OmissionReason


@with_config(_STRICT)
@dataclass(frozen=True)
class Commit:
    """The commit that the project's folder was checked out from.

    Attributes:
        id: its hash, as git writes it.
        clean: whether the commit has exactly the same inputs, so that building the commit gives this site.
        changed: the inputs in the site that have other bytes in the commit, or that the commit does not have.
    """

    id: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
    clean: bool
    changed: tuple[str, ...] = ()


@with_config(_STRICT)
@dataclass(frozen=True)
class Manifest:
    """What a site was made from and with which programs. It does not say who built it, where or when.

    Attributes:
        tool: name and version of this program.
        packages: version of each package whose output is in a page, by name.
        settings: settings that change pages and may come from command-line options or the environment.
        commit: the commit that the inputs come from; None if the project is not in a commit or git is not installed.
        inputs: SHA-256 of each input in the site, by its path in the project.
        left_out: the inputs that are not in the site.
        format: name and version of this format.
    """

    tool: Mapping[str, str]
    packages: Mapping[str, str]
    settings: Mapping[str, bool | str]
    commit: Commit | None
    inputs: Mapping[str, Hash]
    left_out: tuple[LeftOut, ...]
    format: Literal["bindery-manifest/1"] = FORMAT


def manifest_text(manifest: Manifest) -> bytes:
    """A manifest as it is published: JSON in ASCII with sorted keys, and one line break at the end."""
    return (json.dumps(vars(manifest), indent=1, sort_keys=True, default=vars) + "\n").encode("ascii")


def read_manifest(data: bytes) -> Manifest:
    """Reads a published manifest.

    Raises:
        ManifestError: it is not in the format that this version of Bindery writes.
    """
    try:
        return TypeAdapter(Manifest).validate_json(data)
    except ValidationError as error:
        raise ManifestError(f"{NAME} is not in the format that Bindery writes") from error


def differences(manifest: Manifest, there: Mapping[str, str]) -> list[Finding]:
    """How the inputs in a project's folder differ from those of a site.

    Args:
        manifest: the manifest of the site.
        there: the SHA-256 of each file in the project's folder that could be an input, by path.
    """
    known = {item.sha256 for item in manifest.left_out}
    possible = {
        name: digest for name, digest in there.items() if name in manifest.inputs or digest not in known
    }
    return findings(manifest.inputs, possible, {})
