"""A time-stamping authority of the tests' own: openssl signs, and a server on this machine answers (RFC 3161)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import run

_SETTINGS = """
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
[root_ext]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[signer_ext]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[req]
distinguished_name = name
[name]
"""


class Authority:
    """An authority with a root certificate.

    Args:
        folder: an empty folder for its keys.
        name: its name.

    Attributes:
        root: its root certificate, in PEM format.
        asked: the queries that it was sent.
        answer: what it answers in place of a time stamp, if that is not None.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.root = folder / "root.pem"
        self.asked: list[bytes] = []
        self.answer: bytes | None = None
        (folder / "settings").write_text(_SETTINGS.format(folder=folder), "utf-8")
        (folder / "serial").write_text("01\n", "utf-8")
        new_key = (
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-config",
            "settings",
        )
        self._openssl(
            "req", "-x509", *new_key, "-keyout", "root.key", "-out", "root.pem", "-days", "9",
            "-subj", f"/CN={name} root", "-extensions", "root_ext",
        )  # fmt: skip
        self._openssl("req", *new_key, "-keyout", "signer.key", "-out", "signer.csr", "-subj", f"/CN={name}")
        self._openssl(
            "x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-out", "signer.pem", "-days", "9", "-extfile", "settings", "-extensions", "signer_ext",
        )  # fmt: skip

    def _openssl(self, *words: str) -> None:
        run(("openssl", *words), cwd=self.folder, check=True, capture_output=True)  # noqa: S607  found as a shell does

    def signed(self, query: bytes) -> bytes:
        """The answer to a query."""
        self.asked.append(query)
        if self.answer is not None:
            return self.answer
        (self.folder / "query").write_bytes(query)
        self._openssl(
            "ts",
            "-reply",
            "-queryfile",
            "query",
            "-out",
            "answer",
            "-config",
            "settings",
            "-section",
            "tsa_config",
        )
        return (self.folder / "answer").read_bytes()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which it answers."""
        authority = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                answer = authority.signed(query)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Prints nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
