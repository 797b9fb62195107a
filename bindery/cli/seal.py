"""`bindery seal`: signs what was built, so that anyone can see whether a copy of it is as it was published."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import click

from bindery.build import outputs, zipping
from bindery.cli.extras import needing
from bindery.cli.options import root_option
from bindery.cli.timestamp import AUTHORITY, said_by, stamp_of
from bindery.provenance import audit, checksums, manifest, seal_pages, seals, verify_seal
from bindery.provenance.verify_seal import SEALS, STAMP, SUMS, SealError
from bindery.system import clock, disk
from bindery.text.report import printable

PASSWORD = "BINDERY_KEY_PASSWORD"  # noqa: S105  the name of a variable
_KEPT = "seals"  # the folder in the project with the chain of seals, and the editions that were sealed
_SEALED = (".zip", ".html", ".pdf", ".epub", ".docx")


@click.group()
def seal() -> None:
    """Sign an edition, or check one that was signed."""


@seal.command("new-key")
@click.argument("file", type=click.Path(path_type=Path))
@root_option
def new_key(file: Path, root: Path) -> None:
    """Make a private key in FILE, which must be outside the project and outside any git repository.

    The password is asked for, or taken from BINDERY_KEY_PASSWORD; without one, the key is not encrypted.
    """
    place = file.expanduser().absolute()
    if why := seals.unsafe_place(place.resolve(), root.resolve()):
        raise click.ClickException(printable(f"{file} is no place for a private key: {why}"))
    password = os.environ.get(PASSWORD)
    if password is None:
        password = click.prompt(
            "Password (empty for none)",
            default="",
            hide_input=True,
            confirmation_prompt=True,
            show_default=False,
        )
    with needing("seals"):
        try:
            seals.write_key(place, seals.new_key(password))
            public = seals.public_digits(seals.read_key(place, password))
        except seals.KeyFileError as error:
            raise click.ClickException(printable(str(error))) from None
    click.echo(public)
    click.echo(
        "this is the public key: print it where readers trust it. Keep a copy of the private key in a safe place",
        err=True,
    )


@seal.command()
@root_option
@click.option(
    "--key", "file", required=True, type=click.Path(path_type=Path), help="File of the private key."
)
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder of the website.",
)
@click.option(
    "--dist",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Folder of the bundle and the other files.",
)
@click.option("--whose", default="", help="Who owns the key, for the page that explains the seal.")
@click.option(
    "--timestamp", is_flag=True, help="Have the seal signed with the time by an authority (RFC 3161)."
)
@click.option("--authority", default=AUTHORITY, show_default=True, help="Address of that authority.")
def sign(
    root: Path, file: Path, site: Path, dist: Path, whose: str, *, timestamp: bool, authority: str
) -> None:
    """Seal the website and the files of dist/ that were built last.

    The chain of seals and the editions that were sealed are kept in seals/ in the project: commit them.
    """
    site, dist = root / site, root / dist
    place = file.expanduser().absolute()
    if why := seals.unsafe_place(place.resolve(), root.resolve()):
        raise click.ClickException(printable(f"{file} is no place for a private key: {why}"))
    with needing("seals"):
        try:
            key = seals.read_key(place, _password_of(place))
            level = _level_of(site)
            kept = outputs.folder_of_release(root / _KEPT, level) if level else root / _KEPT
            chain = (kept / SEALS).read_bytes() if (kept / SEALS).is_file() else b""
            editions = seal_pages.keep_editions(site, dist, kept)
            seal_pages.add_pages(site, kept, editions, whose, seals.public_digits(key))
            facts = _facts(site, dist, editions, level)
            made = seals.with_seal(chain, facts, key)
        except (seals.KeyFileError, SealError, checksums.ChecksumError) as error:
            raise click.ClickException(printable(f"nothing was sealed: {error}")) from None
    stamp = stamp_of(made, root, authority) if timestamp else b""
    for folder in (kept, site, *([dist] if dist.is_dir() else [])):
        disk.write(folder / SEALS, made)
        (folder / STAMP).unlink(missing_ok=True)
        if stamp:
            disk.write(folder / STAMP, stamp)
    if dist.is_dir():
        disk.write(dist / seal_pages.VERIFIER, seal_pages.verifier())
    number = len(verify_seal.seals_in(made))
    click.echo(f"sealed as number {number} with the key {seals.public_digits(key)}", err=True)


def _password_of(place: Path) -> str:
    """The password of a private key, from the environment or, if the key has one, from whoever runs the command."""
    password = os.environ.get(PASSWORD)
    if password is None and place.is_file() and b"ENCRYPTED" in place.read_bytes():
        password = str(click.prompt("Password of the key", hide_input=True))
    return password or ""


@seal.command()
@click.argument("what", metavar="FOLDER|FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--key", default="", help="The public key of the publisher, which you have from elsewhere.")
@click.option(
    "--number", type=click.IntRange(1), default=1, help="Number of the newest seal that you know of."
)
@root_option
def check(what: Path, key: str, number: int, root: Path) -> None:
    """Say whether a folder or a file is as it was sealed. Exits with 1 if it is not."""
    if verify_seal.say_whether_sealed([str(what), key, str(number)]):
        click.get_current_context().exit(1)
    folder = what if (what / SEALS).is_file() else what.absolute().parent
    if (folder / STAMP).is_file():
        stamp = said_by((folder / STAMP).read_bytes(), (folder / SEALS).read_bytes(), root)
        click.echo(f"its time stamp is of {stamp.time}, by {printable(stamp.authority)}")


def _level_of(site: Path) -> str:
    """The level of a release; empty for the whole edition.

    Raises:
        ChecksumError: the folder is no site, or not as it was built.
    """
    found = audit.audit_folder(site)
    if found.findings:
        raise checksums.ChecksumError(f"{site} is not as it was built: {found.findings[0]}")
    made = manifest.read_manifest((site / manifest.NAME).read_bytes())
    return str(made.settings.get("release") or "")


def _facts(site: Path, dist: Path, editions: dict[str, int], level: str) -> dict[str, Any]:
    """What a seal says of a site whose files are all there: the hashes of its checksum lists and of the other files."""
    audit.write_checksums(site)
    sums = {"site": _hash(site / SUMS)}
    files = {}
    for path in sorted(dist.iterdir()) if dist.is_dir() else ():
        if path.suffix == ".zip":
            _put_verifier(path)
            sums[path.stem] = audit.audit_zip(path).checksum
        if path.suffix in _SEALED and path.is_file():
            files[path.name] = _hash(path)
    return {
        "date": clock.today().isoformat(),
        "sums": sums,
        "files": files,
        "editions": editions,
        "release": level,
    }


def _put_verifier(bundle: Path) -> None:
    """Add the program that checks a seal to an offline bundle."""
    folder = bundle.stem
    try:
        files = zipping.unzipped(folder, bundle.read_bytes())
    except (BadZipFile, KeyError) as error:
        raise checksums.ChecksumError(f"{bundle.name} is no offline bundle: {error}") from error
    files[seal_pages.VERIFIER] = zipping.packed(seal_pages.verifier())
    listed = checksums.checksum_text({path: file.digest for path, file in files.items()})
    disk.write(bundle, zipping.zipped(folder, {**files, SUMS: zipping.packed(listed)}))


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
