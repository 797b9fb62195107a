"""What was asked and answered, as a WARC file that other programs replay (WARC 1.1, ISO 28500:2017)."""

from __future__ import annotations

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bindery import __version__
from bindery.network.fetched_page import Exchange, FetchedPage

_CHUNKED = "transfer-encoding"  # the body is kept without it, as crawlers do
_KEPT_AS = "X-Crawler-Transfer-Encoding"


def as_warc(page: FetchedPage) -> bytes:
    """A compressed WARC file with each request and each answer, the redirects too."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True, warc_version="1.1")
    facts = {"software": f"bindery {__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("", facts))
    for exchange in page.exchanges:
        _write(writer, exchange)
    return made.getvalue()


def _write(writer: WARCWriter, exchange: Exchange) -> None:
    when = {"WARC-Date": exchange.time.strftime("%Y-%m-%dT%H:%M:%SZ")}
    headers = [(_KEPT_AS if name.lower() == _CHUNKED else name, value) for name, value in exchange.headers]
    status = StatusAndHeaders(f"{exchange.status} {exchange.reason}".strip(), headers, protocol="HTTP/1.1")
    answer = writer.create_warc_record(
        exchange.url,
        "response",
        io.BytesIO(exchange.raw),
        len(exchange.raw),
        http_headers=status,
        warc_headers_dict=when,
    )
    target = exchange.url.split("/", 3)
    path = f"/{target[3]}" if len(target) > 3 else "/"  # noqa: PLR2004  scheme, nothing, host, path
    sent = StatusAndHeaders(f"{exchange.method} {path} HTTP/1.1", [*exchange.sent], is_http_request=True)
    request = writer.create_warc_record(
        exchange.url, "request", io.BytesIO(), 0, http_headers=sent, warc_headers_dict=when
    )
    writer.write_request_response_pair(request, answer)
