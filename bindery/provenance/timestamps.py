"""Time stamps of stored copies (RFC 3161): an authority signs the hash of a file with the time, which nobody can date back."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

INSTALL = "pip install 'bindery-briefings[timestamps]'"


class TimestampsNotInstalledError(Exception):
    """The library that reads time stamps is not installed; the message says how to install it."""


class UntrueStampError(Exception):
    """A time stamp does not prove when a file was there; the message says why."""


class Stamp(NamedTuple):
    """What a time stamp says.

    Attributes:
        time: the time in UTC, such as `2026-11-29T17:40:05Z`.
        authority: the name of the authority that signed it.
    """

    time: str
    authority: str


class Query(NamedTuple):
    """What is sent to an authority.

    Attributes:
        data: the bytes to send.
        nonce: the number that its answer must repeat.
    """

    data: bytes
    nonce: int | None


def query_for(data: bytes) -> Query:
    """The query for a time stamp of a file. It has the hash of the file (SHA-256), and nothing of its content."""
    library = _library()
    made = (
        library.TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(library.HashAlgorithm.SHA256)
        .cert_request(cert_request=True)
        .build()
    )
    return Query(made.as_bytes(), made.nonce)


def verified(stamp: bytes, data: bytes, roots: Sequence[Certificate], nonce: int | None = None) -> Stamp:
    """What a time stamp says, after it was checked without asking anybody.

    Args:
        stamp: the answer of an authority.
        data: the file.
        roots: the certificates that are trusted.
        nonce: the number that the answer must repeat; None if it is not known any more.

    Raises:
        UntrueStampError: it is of another file, was not signed by an authority under these roots, or is damaged.
        TimestampsNotInstalledError: the library is not installed.
    """
    library = _library()
    try:
        answer = library.decode_timestamp_response(stamp)
        builder = library.VerifierBuilder(roots=list(roots), nonce=nonce)
        builder.build().verify_message(answer, data)
        info = answer.tst_info
        signer = _signer(answer)
    except (library.VerificationError, ValueError, OverflowError) as error:
        raise UntrueStampError(_why(str(error))) from None
    return Stamp(info.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), signer)


def roots_in(data: bytes) -> list[Certificate]:
    """The certificates in a file in PEM format.

    Raises:
        ValueError: there is none, or one cannot be read.
    """
    _library()
    from cryptography import x509  # noqa: PLC0415  comes with the library

    return list(x509.load_pem_x509_certificates(data))


def system_roots() -> list[Certificate]:
    """The certificates that this system trusts."""
    _library()
    from cryptography import x509  # noqa: PLC0415  comes with the library

    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some old certificates of a system are odd
        for data in ssl.create_default_context().get_ca_certs(binary_form=True):
            try:
                found.append(x509.load_der_x509_certificate(data))
            except ValueError:  # one that is no longer read
                continue
    return found


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415  an extra
    except ImportError:
        raise TimestampsNotInstalledError(INSTALL) from None
    return rfc3161_client


def _signer(answer: Any) -> str:
    """The name of the authority that signed an answer."""
    from cryptography import x509  # noqa: PLC0415  comes with the library

    signers = list(answer.signed_data.signer_infos)
    certificates = [x509.load_der_x509_certificate(data) for data in answer.signed_data.certificates]
    for certificate in certificates:
        if certificate.serial_number == signers[0].serial_number:
            for kind in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
                named = certificate.subject.get_attributes_for_oid(kind)
                if named:
                    return str(named[0].value)
    return ""


def _why(error: str) -> str:
    """Why a time stamp was refused, in words for its reader."""
    if "Mismatch between messages" in error:
        return "it is of another file"
    if "Nonce" in error:
        return "it is not the answer to this query"
    if "certificate" in error.lower():
        return "it was not signed by an authority that is trusted"
    if "PKIStatus" in error:
        return "the authority refused to sign"
    return "it is damaged, or is no time stamp"
