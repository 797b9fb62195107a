"""A manifest says what a site was made from and by what: each input with its SHA-256, the tool, the commit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bindery.provenance.checksums import Finding, findings

NAME = "manifest.json"
FORMAT: Literal["bindery-manifest/1"] = "bindery-manifest/1"
LARGEST = 16 << 20  # bytes of a manifest that is read: some 100,000 inputs

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OmissionReason = Literal["draft", "uncited", "unread", "excluded"]


class ManifestError(Exception):
    """A manifest that cannot be read; the message says why."""


class _Part(BaseModel):
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True)


class LeftOut(_Part):
    """An input that is not in the site. Its path is not told: the name of a draft is nobody's business yet.

    Attributes:
        sha256: of its bytes, by which whoever has the file knows it again.
        why: `draft`, a briefing that is not published; `uncited`, evidence for a source that nothing published
            cites; `unread`, a file that nothing reads; `excluded`, a page that mkdocs.yml leaves out.
    """

    sha256: Hash
    why: OmissionReason


class Commit(_Part):
    """The commit that the project's folder was checked out from.

    Attributes:
        id: its hash, as git writes it.
        clean: whether the commit has the same inputs, no more and no fewer; else the commit alone does not give
            this site.
        changed: the inputs in the site whose bytes are not those of the commit, or that it does not have.
    """

    id: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]
    clean: bool
    changed: tuple[str, ...] = ()


class Manifest(_Part):
    """What a site was made from and by what. Nothing in it says who built it, where or when.

    Attributes:
        format: the version of this form.
        tool: name and version of the program.
        packages: version of each package that shapes pages, by its name.
        settings: what mkdocs.yml or a command said that changes pages and may come from elsewhere.
        commit: where the inputs come from; None when the project lies in no commit, or git is not there to ask.
        inputs: SHA-256 of each input in the site, by its path in the project.
        left_out: the inputs that are not in the site.
    """

    format: Literal["bindery-manifest/1"] = FORMAT
    tool: Mapping[str, str]
    packages: Mapping[str, str]
    settings: Mapping[str, bool | str]
    commit: Commit | None
    inputs: Mapping[str, Hash]
    left_out: tuple[LeftOut, ...]


def manifest_text(manifest: Manifest) -> bytes:
    """A manifest as it is published: JSON in ASCII, keys sorted, one line end at the end."""
    plain = manifest.model_dump(mode="python")
    return (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode("ascii")


def read_manifest(data: bytes) -> Manifest:
    """The manifest that was published so; raises `ManifestError` when it is none."""
    try:
        return Manifest.model_validate(_tuples(json.loads(data)))
    except (ValueError, RecursionError, ValidationError) as error:
        raise ManifestError(f"{NAME} is not what Bindery writes") from error


def _tuples(value: object) -> object:
    """JSON's lists as the tuples that they were."""
    if isinstance(value, list):
        return tuple(map(_tuples, value))
    return {key: _tuples(part) for key, part in value.items()} if isinstance(value, dict) else value


def differences(manifest: Manifest, there: Mapping[str, str]) -> list[Finding]:
    """How the inputs in a project's folder differ from those of a site.

    Args:
        manifest: of the site.
        there: the SHA-256 of each file in the project's folder that could be an input.
    """
    known = {item.sha256 for item in manifest.left_out}
    could = {name: digest for name, digest in there.items() if name in manifest.inputs or digest not in known}
    return findings(manifest.inputs, could, {})
