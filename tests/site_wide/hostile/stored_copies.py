"""Stored copies that are made to take time, memory or trust from whoever reads them, of each kind of file."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOMB = (
    '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
)
_FILE = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def word(body: str, before: str = "") -> bytes:
    """A Word document with this body."""
    return package({"word/document.xml": f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"})


def odt(body: str, before: str = "") -> bytes:
    """An OpenDocument text with this body."""
    names = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    return package(
        {"content.xml": f"{before}<o:document-content {names}><o:body>{body}</o:body></o:document-content>"}
    )


def _lying_zip() -> bytes:
    """A package that says of a large part that it is small."""
    data = bytearray(word("<w:p><w:r><w:t>" + "hot " * 9_000_000 + "</w:t></w:r></w:p>"))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        data[at + place : at + place + 4] = struct.pack("<I", 10)
    return bytes(data)


def _wacz(warc: bytes) -> bytes:
    return package({"archive/data.warc": warc})


def warc_record(body: bytes, *, more: str = "", kind: str = "response", length: int | None = None) -> bytes:
    """A record of a web archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n{more}Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _answer(body: bytes, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n".encode() + body


def _redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\n\r\n".encode()


def mail(headers: str, body: str) -> bytes:
    """A mail."""
    return f"From: a@example.org\r\n{headers}\r\n\r\n{body}".encode("utf-8", "surrogateescape")


def _nested_mail(depth: int) -> bytes:
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return f"From: a@example.org\r\n{opened}Content-Type: text/plain\r\n\r\nhot".encode()


def _attachments(number: int) -> bytes:
    parts = "".join(
        f'--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="{n}.txt"\r\n\r\n{"a" * 1000}\r\n'
        for n in range(number)
    )
    text = "--x\r\nContent-Type: text/plain\r\n\r\nIt was hot.\r\n"
    return mail("Content-Type: multipart/mixed; boundary=x", f"{text}{parts}--x--")


def _epub(chapters: int, text: str, extra: dict[str, str] | None = None) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(chapters))
    parts: dict[str, bytes | str] = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
        "book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
        **{f"c{n}.xhtml": text for n in range(chapters)},
        **(extra or {}),
    }
    return package(parts)


def _mass_of_zeros() -> bytes:
    return gzip.compress(warc_record(_answer(b"\0" * 40_000_000)), 1)


# What is made, and the codes of the problem that says so; none where the file can be read.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "bomb": (".docx", lambda: word("<w:p><w:r><w:t>" + "hot " * 9_000_000 + "</w:t></w:r></w:p>"), {"B315"}),
    "bomb that lies": (".docx", _lying_zip, {"B670", "B315"}),
    "many parts": (".docx", lambda: package({f"p{n}": b"" for n in range(20_001)}), {"B315"}),
    "entities": (".docx", lambda: word("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", _BOMB), {"B670"}),
    "a file of this machine": (".docx", lambda: word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", _FILE), {"B670"}),
    "deep": (".docx", lambda: word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), {"B670"}),
    "many runs": (".docx", lambda: word("<w:p><w:r><w:t>a b</w:t></w:r></w:p>" * 350_000), {"B315", "B314"}),
    "styles in a circle": (
        ".docx",
        lambda: package({
            "word/document.xml": f'<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>hot</w:t></w:r></w:p></w:body></w:document>',
            "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
        }),
        set(),
    ),
    "another office program": (".docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 5000, {"B670"}),
    "odt entities": (".odt", lambda: odt("<t:p>&c;</t:p>", _BOMB.replace("w:document", "o:document-content")), {"B670"}),
    "odt spaces": (".odt", lambda: odt('<t:p>hot<t:s t:c="999999999"/></t:p>' * 20_000), set()),
    "odt deep": (".odt", lambda: odt("<t:section>" * 5000 + "</t:section>" * 5000), {"B670"}),
    "epub bomb": (".epub", lambda: _epub(9, "<p>" + "hot " * 1_000_000), {"B315"}),
    "epub that leads outside": (".epub", lambda: _epub(0, "").replace(b"book.opf", b"../x.opf"), {"B670"}),
    "epub protected": (
        ".epub",
        lambda: _epub(1, "<p>hot", {"META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="aes"/></e>'}),
        {"B670"},
    ),
    "epub tags": (".epub", lambda: _epub(1, "<p><" + "a" * 5_000_000 + " /" + "x" * 99), {"B302", "B670", "B315", "B314"}),
    "mail of many attachments": (".eml", lambda: _attachments(100), set()),
    "mail of too many": (".eml", lambda: _attachments(2000), {"B315"}),
    "mail in mails": (".eml", lambda: _nested_mail(3000), {"B670", "B315", "B314"}),
    "mail of another encoding": (
        ".eml",
        lambda: mail("Content-Type: text/plain; charset=no-such\r\nSubject: =?x-none?q?=FF?=", "It was hot \udcff."),
        {"B350"},
    ),
    "mail of invalid text": (
        ".eml", lambda: mail("Content-Type: text/plain; charset=utf-8", "It was hot \udcff."), {"B306"},
    ),
    "mail of a long header": (".eml", lambda: mail("Subject: " + "=?utf-8?q?" * 200_000, "hot"), set()),
    "no mail": (".eml", lambda: b"\0" * 1000, {"B670", "B302"}),
    "mhtml without a page": (".mhtml", lambda: mail("Content-Type: image/png", "x"), {"B670"}),
    "warc of zeros": (".warc", lambda: b"\0" * 1_000_000, {"B670"}),
    "warc bomb": (".warc.gz", _mass_of_zeros, {"B315", "B314"}),
    "warc that is cut": (".warc.gz", lambda: gzip.compress(warc_record(_answer(b"hot")))[:-30], {"B670", "B672"}),
    "warc of a huge length": (".warc", lambda: warc_record(_answer(b"hot"), length=10**15), {"B670"}),
    "warc of a negative length": (".warc", lambda: warc_record(_answer(b"hot"), length=-5), {"B670", "B672", "B302"}),
    "warc circle": (
        ".warc",
        lambda: warc_record(_redirect("https://example.org/")) * 50,
        {"B672"},
    ),
    "warc of a bomb": (
        ".warc",
        lambda: warc_record(_answer(gzip.compress(b"<p>hot " * 6_000_000, 1), "Content-Encoding: gzip\r\n")),
        {"B315", "B314"},
    ),
    "warc in brotli": (".warc", lambda: warc_record(_answer(b"\0", "Content-Encoding: br\r\n")), {"B670"}),
    "warc of a picture": (
        ".warc", lambda: warc_record(_answer(b"hot").replace(b"text/html", b"image/png")), {"B670"},
    ),
    "warc of a false revisit": (".warc", lambda: warc_record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit"), {"B672"}),
    "wacz without an archive": (".wacz", lambda: package({"pages": "x"}), {"B670"}),
    "wacz of a bomb": (".wacz", lambda: _wacz(warc_record(_answer(b"\0" * 40_000_000))), {"B315", "B314"}),
    "picture of a page": (".png", lambda: b"<html>", {"B670"}),
    "captions": (".vtt", lambda: b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:02.000\nhot\n\n" * 50_000, set()),
    "json deep": (".json", lambda: b"[" * 1_000_000, {"B360"}),
    "formulae": (".xlsx", lambda: _formulae(1_000_000), {"B360"}),
}  # fmt: skip


def _formulae(number: int) -> bytes:
    """A workbook of many formulae without results."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>B{n}*2</f></c></row>' for n in range(1, number + 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/><Override PartName="/xl/worksheets/s.xml" ContentType="{office}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="r" Type="{kinds}/worksheet" Target="worksheets/s.xml"/></Relationships>',
            "xl/worksheets/s.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )
