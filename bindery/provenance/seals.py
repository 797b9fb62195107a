"""Seals of editions: Ed25519 signatures over checksum lists (RFC 8032), each of which names the one before it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bindery.provenance import verify_seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_OWNER_ONLY = 0o600


class KeyFileError(Exception):
    """A private key cannot be made or used; the message says why."""


def new_key(password: str) -> bytes:
    """A new private key as a PEM file, encrypted if there is a password."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  needed only to seal
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption(),
    )


def write_key(place: Path, data: bytes) -> None:
    """Write a private key into a new file that only its owner may read.

    Raises:
        KeyFileError: there is a file of this name, or the folder cannot be written to.
    """
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        raise KeyFileError(f"{place} is there already, and may be the only copy of a key") from None
    except OSError as error:
        raise KeyFileError(f"{place} cannot be written: {error.strerror}") from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def read_key(place: Path, password: str) -> Ed25519PrivateKey:
    """The private key in a file.

    Raises:
        KeyFileError: it cannot be read, others may read it, or the password is not the right one.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    try:
        if os.name == "posix" and place.stat().st_mode & 0o077:
            raise KeyFileError(f"others may read {place}: run chmod 600 {place}")
        key = load_pem_private_key(place.read_bytes(), password.encode() or None)
    except OSError as error:
        raise KeyFileError(f"{place} cannot be read: {error.strerror}") from error
    except TypeError as error:  # as cryptography says that there is a password, or that there is none
        why = "it has no password" if password else "it has a password: set BINDERY_KEY_PASSWORD"
        raise KeyFileError(f"{place} cannot be opened: {why}") from error
    except ValueError as error:
        raise KeyFileError(f"{place} is no private key, or the password is wrong") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{place} has a key of another kind than Ed25519")
    return key


def unsafe_place(place: Path, project: Path) -> str:
    """Why a private key may not be in a place; empty if it may.

    Args:
        place: the file, as an absolute path.
        project: the folder of the project.
    """
    if place.is_relative_to(project):
        return "it is in the project, from where it could be published"
    repository = next((folder for folder in place.parents if (folder / ".git").exists()), None)
    return f"it is in the git repository {repository}, from where it could be pushed" if repository else ""


def public_digits(key: Ed25519PrivateKey) -> str:
    """The public key of a private one, in 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def with_seal(chain: bytes, facts: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """A chain with one more seal.

    Args:
        chain: the chain so far; empty for none.
        facts: `date`, `sums`, `files`, `editions` and `release` of what is sealed, as `verify_seal` reads them.
        key: the key to sign with.

    Raises:
        SealError: the chain is damaged, or was made with another key.
    """
    public, seals = public_digits(key), []
    if chain:
        verify_seal.check_chain(chain, public)
        seals = verify_seal.seals_in(chain)
    previous = sha256(verify_seal.canonical(seals[-1])).hexdigest() if seals else ""
    seal = {**facts, "number": len(seals) + 1, "previous": previous, "key": public}
    signature = key.sign(verify_seal.message_of(seal)).hex()
    made = {"format": verify_seal.FORMAT, "seals": [*seals, {**seal, "signature": signature}]}
    return verify_seal.canonical(made) + b"\n"


__all__ = [
    "KeyFileError",
    "new_key",
    "public_digits",
    "read_key",
    "unsafe_place",
    "with_seal",
    "write_key",
]
