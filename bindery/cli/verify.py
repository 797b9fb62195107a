"""`bindery verify`: whether a site or bundle is as it was built, and whether it was made from a project's files."""

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
    help="Also compare the inputs of the site with this folder, such as a checkout of the project.",
)
def verify_command(what: Path, project: Path | None) -> None:
    """List the files that were changed, deleted or added since a site or a bundle was built.

    Prints one line for each such file, and exits with 1 if there are any. Nothing is unpacked, and no code of PROJECT
    is run. The checksum list, SHA256SUMS, is next to the files: anyone who changes a file can change the list too. So
    compare the checksum of the list itself, which is printed, with the one that the publisher gives or with that of
    your own build.
    """
    try:
        verdict = audit_folder(what) if what.is_dir() else audit_zip(what)
        differing = _differing_inputs(verdict, project)
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
            f"{shown} is as it was built: {verdict.files} files; {checksums.NAME} has the SHA-256 {verdict.checksum}",
            err=True,
        )
        if verdict.manifest:
            click.echo(printable(_manifest_line(verdict.manifest)), err=True)
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
    """The number of findings, in words."""
    return f"{len(found)} finding{'s'[: len(found) != 1]}"


def _manifest_line(made: Manifest) -> str:
    """What a manifest says, in one line; it can be trusted as far as the checksum list can."""
    commit = f"commit {made.commit.id}" if made.commit else "no commit"
    if made.commit and not made.commit.clean:
        commit += " with changes"
    tool = " ".join(made.tool.get(part, "?") for part in ("name", "version"))
    return (
        f"it says that {tool} made it from {commit}: {len(made.inputs)} inputs, {len(made.left_out)} left out"
    )


def _differing_inputs(verdict: AuditResult, project: Path | None) -> list[Finding]:
    """The inputs that differ between a project's folder and the manifest of a site.

    Args:
        verdict: what is known of the site.
        project: the folder; None for no comparison.

    Raises:
        ManifestError: the site has no manifest, or the folder cannot be read.
    """
    if project is None:
        return []
    if verdict.manifest is None:
        raise ManifestError(f"the inputs cannot be compared: {manifest.NAME} is missing or was changed")
    try:
        return made_from.compare_inputs(project, verdict.manifest)
    except OSError as error:
        raise ManifestError(f"{error.filename or project} cannot be read: {error.strerror}") from error
