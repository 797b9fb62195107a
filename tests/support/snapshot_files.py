"""A PDF and a web page such as snapshots of sources are."""

from __future__ import annotations

import zlib
from collections.abc import Mapping


def pdf(*pages: str, labels: Mapping[int, str] | None = None) -> bytes:
    """A PDF with these pages, each of lines.

    Args:
        pages: the lines of each page.
        labels: how pages are numbered from a page on, counted from 0, as in PDF 32000-1, 12.4.2: `/S /r /St 3`.
    """
    drawn = []
    for page in pages:
        lines = [line.replace("(", r"\(").replace(")", r"\)") for line in page.split("\n")]
        drawn.append("BT /F 12 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET")
    return drawn_pdf(*drawn, labels=labels)


def drawn_pdf(
    *pages: str, labels: Mapping[int, str] | None = None, notes: Mapping[str, str] | None = None
) -> bytes:
    """A PDF with these pages, each drawn by operators of the format; its font `F` is Helvetica.

    Args:
        pages: the operators of each page.
        labels: as for `pdf`.
        notes: annotations of each page, by kind as in PDF 32000-1, 12.5.6: `Widget`, and the words that each shows.
    """
    parts = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    annotations = b""
    for kind, words in (notes or {}).items():
        shown = f"BT /F 12 Tf 2 4 Td ({words}) Tj ET".encode()
        parts.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 400 20] /Resources << /Font << /F 1 0 R >> >>"
            b" /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
        )
        annotations += b"<< /Type /Annot /Subtype /%s /Rect [50 100 450 120] /F 4 /AP << /N %d 0 R >> >>" % (
            kind.encode(),
            len(parts),
        )
    for drawn in pages:
        stream = zlib.compress(drawn.encode("cp1252"))
        parts.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 1000 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 1 0 R >> >>"
            b" /Contents %d 0 R /Annots [%s] >>" % (len(parts), annotations)
        )
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    parts = [part.replace(b"1000 0 R", b"%d 0 R" % (len(parts) + 1)) for part in parts]
    numbering = " ".join(f"{page} << {how} >>" for page, how in sorted((labels or {}).items())).encode()
    labelled = b" /PageLabels << /Nums [%s] >>" % numbering if numbering else b""
    parts += [tree, b"<< /Type /Catalog /Pages %d 0 R%s >>" % (len(parts) + 1, labelled)]
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        len(parts),
        len(data),
    )
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + end


REPORT = pdf(
    "The Gibb Institute (2024)\nDeaths in the heat rose by 56 % and were ob-\nserved in all of the towns. Observers came. So the",
    "toll was 1,524, a world-\nwide concern, seen as hope-\nful by some. They are observed here and every-",
    "where, though everywhere is much.",
)

PAGE = b"""<!doctype html><html lang=en><title>Heat</title><style>p{}</style><script>var x = "hidden";</script>
<body><nav><a href=/>Home</a><a href=/a>About</a></nav><article><h1>The&nbsp;heat of July</h1>
<p>Fewer <em>people</em> d<b>ied</b> than the ministry had said before, it was announced on Tuesday in the capital.<br>In 2023
<p>1&#44;524 &lt;dead&gt; were counted in all of the towns and villages, and more than that in the hospitals of Sindh.</p>
<aside>Advertisement: buy fans now</aside>
<p>That is a record, said the institute, which has counted the dead of every July since it was founded long ago.</p>
<table><tr><td>240<td>365</table><noscript>unseen</noscript><dl><dt>term<dd>meaning</dl></article><!-- remark -->"""
