"""A mail is read in each form in which it was sent, with its headers in plain words and its attachments by name."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from support.cases import each

from bindery.evidence import snapshots
from bindery.text.tokens import locate


def forwarded() -> bytes:
    inner = MIMEText("The office was closed on Monday.", "plain", "utf-16")
    inner["Subject"], inner["From"] = "Closed – Montag", "inner@example.org"
    outer = MIMEMultipart()
    outer["From"] = "outer@example.org"
    outer.attach(MIMEText("See below.", "plain", "utf-8"))
    outer.attach(MIMEMessage(inner))
    return outer.as_bytes()


def in_both_forms() -> bytes:
    message = EmailMessage()
    message["From"] = "office@example.org"
    message.set_content("It was hot.\n\nOn Monday Ada wrote:\n> The number is\n>> not final.\n")
    message.add_alternative(
        "<p>It was <b>hot</b>.</p><p style='display:none'>hidden words</p>", subtype="html"
    )
    return bytes(message)


HEAD = b"From: a@example.org\r\n"
CASES = [
    (forwarded(), ("See below.", "The office was closed on Monday.", "Subject: Closed – Montag", "From: inner@example.org"), "is open"),
    (in_both_forms(), ("It was hot.", "The number is not final.", "hidden words"), "It was not hot."),
    (HEAD + b"Content-Type: text/html; charset=koi8-r\r\n\r\n<p>\xf0\xd2\xc9\xd7\xc5\xd4", ("Привет",), "Привез"),
    (HEAD + b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xc4\xe3\xba\xc3", ("你好",), "再见"),
    (HEAD + b"Subject: =?utf-8?b?5L2g?=\r\n =?utf-8?b?5aW9?=\r\n\r\nhot", ("Subject: 你好",), "再见"),
    (HEAD + b"Subject: =?no-such?q?a?= b\r\n\r\nhot", ("hot",), "cold"),
    (HEAD + b"Content-Transfer-Encoding: quoted-printable\r\n\r\nIt was=20not=\r\n hot =E2=80=93 yet", ("It was not hot – yet",), "It was hot"),
    (HEAD + b"\r\nIt was hot.", ("It was hot.",), "It was hit."),
]  # fmt: skip


@each(("data", "there", "absent"), CASES)
def test_a_mail_is_read(data: bytes, there: tuple[str, ...], absent: str) -> None:
    found, problems = snapshots.snapshot_texts("a.eml", data)
    assert problems == []
    for words in there:
        assert any(locate(words, text) for text in found), words
    assert not any(locate(absent, text) for text in found)
