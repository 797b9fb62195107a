"""`bindery verify`: whether a site or a bundle is as it was built, and made from what a project holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bindery.provenance import checksums, made_from, manifest
from bindery.provenance.audit import AuditResult, audit_folder, audit_zip
from bindery.provenance.checksums import ChecksumError, Finding
from bindery.provenance.manifest import Manifest, ManifestError
from bindery.text.report import printable


@click.command(name="verify")
@click.argument("what", metavar="FOLDER|ZIP", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--inputs",
    "project",
    metavar="PROJECT",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare what it was made from with this folder, such as a checkout.",
)
def verify_command(what: Path, project: Path | None) -> None:
    """Say what was changed, missing or added since a site or a bundle was built.

    Prints one line for each finding and exits with 1 when there is one. Nothing is unpacked, and nothing of PROJECT
    is run. The list of hashes, SHA256SUMS, lies beside the files: whoever changes them can change it too, so compare
    its own hash, which is printed, with one that you have from the publisher or from a build of your own.
    """
    try:
        verdict = audit_folder(what) if what.is_dir() else audit_zip(what)
        differing = _compared(verdict, project)
    except (ChecksumError, ManifestError) as error:
        raise click.ClickException(printable(str(error))) from error
    for finding in verdict.findings:
        click.echo(printable(str(finding)))
    for finding in differing:
        click.echo(printable(f"input {finding}"))
    shown = printable(str(what))
    if verdict.findings:
        click.echo(f"{shown} is not as it was built: {_counted(verdict.findings)}", err=True)
    else:
        click.echo(
            f"{shown} is as it was built: {verdict.files} files; {checksums.NAME} has the SHA-256 {verdict.seal}",
            err=True,
        )
        if verdict.manifest:
            click.echo(printable(_told(verdict.manifest)), err=True)
    if project:
        said = (
            f"was made from other inputs: {_counted(differing)}"
            if differing
            else "was made from the same inputs"
        )
        click.echo(f"{printable(str(project))} compared: {shown} {said}", err=True)
    if verdict.findings or differing:
        sys.exit(1)


def _counted(found: list[Finding]) -> str:
    return f"{len(found)} finding{'s'[: len(found) != 1]}"


def _told(made: Manifest) -> str:
    """What a manifest says, in a line; it says so of itself, and nobody vouches for it but who vouches for the seal."""
    commit = f"commit {made.commit.id}" if made.commit else "no commit"
    if made.commit and not made.commit.clean:
        commit += " with changes"
    tool = " ".join(made.tool.get(part, "?") for part in ("name", "version"))
    return (
        f"it says that {tool} made it from {commit}: {len(made.inputs)} inputs, {len(made.left_out)} left out"
    )


def _compared(verdict: AuditResult, project: Path | None) -> list[Finding]:
    """How a project's folder differs from what a site says it was made from."""
    if project is None:
        return []
    if verdict.manifest is None:
        raise ManifestError(f"there is no {manifest.NAME} that says what it was made from, or it was changed")
    try:
        return made_from.compare_inputs(project, verdict.manifest)
    except OSError as error:
        raise ManifestError(f"{error.filename or project} cannot be read: {error.strerror}") from error
