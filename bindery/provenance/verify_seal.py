"""Says whether a sealed folder or file is as its publisher sealed it. Needs Python 3.8 or newer, and nothing else.

Run it as `python verify_seal.py FOLDER KEY`. KEY are the 64 digits of the publisher's public key, which you have from
elsewhere: a key in the same folder proves nothing. A number after it says which seal you know of: an older one is refused.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

FORMAT = "bindery-seal/1"
SUMS, SEALS, STAMP = "SHA256SUMS", "SEALS.json", "SEALS.tsr"
FIELDS = {"number", "date", "previous", "key", "sums", "files", "editions", "release", "signature"}
# Ed25519, RFC 8032, section 5.1: the prime of the field, the order of the base point, and the constant of the curve.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\n\r]+)\n")


class SealError(Exception):
    """Something is not as it was sealed; the message says what."""


def _x(y: int, sign: int) -> int:
    """The x coordinate of a point; raises `SealError` if there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise SealError("a key or a signature is no point of the curve")
    return P - x if x % 2 != sign else x


def _point(data: bytes) -> tuple[int, int, int, int]:
    """A point in extended coordinates from its 32 bytes."""
    whole = int.from_bytes(data, "little")
    y = whole % 2**255
    x = _x(y, whole >> 255)
    return x, y, 1, x * y % P


def _add(one: tuple[int, ...], two: tuple[int, ...]) -> tuple[int, int, int, int]:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: tuple[int, ...]) -> tuple[int, ...]:
    found: tuple[int, ...] = (0, 1, 1, 0)
    while factor:
        found = _add(found, point) if factor % 2 else found
        point, factor = _add(point, point), factor // 2
    return found


_Y = 4 * pow(5, P - 2, P) % P
_BASE = (_x(_Y, 0), _Y, 1, _x(_Y, 0) * _Y % P)


@lru_cache(maxsize=1024)
def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature of a message is one by the owner of a public key."""
    if len(key) != 32 or len(signature) != 64:  # noqa: PLR2004  bytes
        return False
    try:
        public, nonce = _point(key), _point(signature[:32])
    except SealError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    hashed = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = _times(scalar, _BASE), _add(nonce, _times(hashed, public))
    same = all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
    return scalar < L and same


def canonical(value: Any) -> bytes:
    """A value as the only JSON that stands for it here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def message_of(seal: dict[str, Any]) -> bytes:
    """The bytes that are signed: the seal without its signature."""
    return FORMAT.encode() + b"\n" + canonical({k: v for k, v in seal.items() if k != "signature"})


def seals_in(data: bytes) -> list[dict[str, Any]]:
    """The seals of a chain, without a check of any signature; raises `SealError` unless the file is as it was written."""
    try:
        chain = json.loads(data)
        seals: list[dict[str, Any]] = chain["seals"]
        if canonical(chain) + b"\n" == data and chain == {"format": FORMAT, "seals": seals} and seals:
            return seals
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise SealError(f"{SEALS} is not as it was written")


def check_chain(data: bytes, key: str = "", least: int = 1) -> dict[str, Any]:
    """The newest seal of a chain; raises `SealError` unless every seal is signed and follows the one before.

    Args:
        data: the bytes of SEALS.json.
        key: the public key that you trust, in hexadecimal digits; empty to take that of the chain.
        least: the number of the newest seal that you know of.
    """
    seals, previous = seals_in(data), ""
    try:
        key = key or str(seals[0]["key"])
        for number, seal in enumerate(seals, 1):
            if set(seal) != FIELDS or seal["number"] != number or seal["previous"] != previous:
                raise SealError(f"seal {number} does not follow the one before it")
            if seal["key"] != key:
                raise SealError(f"seal {number} was made with another key: {seal['key']}")
            if not is_signed(bytes.fromhex(key), message_of(seal), bytes.fromhex(seal["signature"])):
                raise SealError(f"the signature of seal {number} is false")
            previous = sha256(canonical(seal)).hexdigest()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SealError(f"{SEALS} is damaged") from error
    if len(seals) < least:
        raise SealError(
            f"the newest seal here is {len(seals)}, and you know of {least}: this is an older edition"
        )
    newest: dict[str, Any] = seals[-1]
    return newest


def check_folder(folder: Path, key: str = "", least: int = 1) -> dict[str, Any]:
    """The seal of a folder; raises `SealError` if a file is not as it was sealed. For the arguments see `check_chain`."""
    chain = folder / SEALS if (folder / SEALS).exists() else folder.absolute().parent / SEALS
    seal = check_chain(_read(chain), key, least)
    listed = _read(folder / SUMS)
    if sha256(listed).hexdigest() not in seal["sums"].values():
        raise SealError(f"{SUMS} is not the list that was sealed")
    wanted = {name: digest for digest, name in _LINE.findall(listed.decode("utf-8", "surrogateescape"))}
    for base, folders, names in os.walk(folder):
        for name in folders + names:
            path = Path(base) / name
            within = path.relative_to(folder).as_posix()
            if path.is_symlink() or (name in names and within not in {*wanted, SUMS, SEALS, STAMP}):
                raise SealError(f"{within} was added")
    for name, digest in wanted.items():
        if sha256(_read(folder / name)).hexdigest() != digest:
            raise SealError(f"{name} was changed")
    return seal


def check_file(file: Path, key: str = "", least: int = 1) -> dict[str, Any]:
    """The seal of a file that has SEALS.json next to it; raises `SealError` if it is not as it was sealed."""
    seal = check_chain(_read(file.parent / SEALS), key, least)
    if seal["files"].get(file.name) != sha256(_read(file)).hexdigest():
        raise SealError(f"{file.name} was changed, or is not part of what was sealed")
    return seal


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SealError(f"{path.name} is missing or cannot be read") from error


def say_whether_sealed(arguments: list[str]) -> int:
    """Check what is named; returns 0 if it is as it was sealed, 1 if not."""
    named, key, number = [*arguments, *[".", "", "1"][len(arguments) :]][:3]
    place = Path(named)
    try:
        check = check_folder if place.is_dir() else check_file
        seal = check(place, key.lower(), int(number))
    except (SealError, ValueError) as error:
        sys.stdout.write(f"REFUSED: {error}\n")
        return 1
    whose = (
        "with the key that you named"
        if key
        else f"with the key {seal['key']}: compare it with the publisher's"
    )
    sys.stdout.write(f"as it was sealed: seal {seal['number']} of {seal['date']}, {whose}\n")
    return 0


if __name__ == "__main__":
    sys.exit(say_whether_sealed(sys.argv[1:]))
