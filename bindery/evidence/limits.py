"""How much of a snapshot is read at most, whatever the size of its file."""

from __future__ import annotations

MOST_PAGES = 10_000  # of a PDF
MOST_ELEMENTS = 300_000  # of a web page
MOST_IN_ARTICLE = 50_000  # elements of a web page in which the article is looked for
MOST_WORDS = (
    600_000  # words and punctuation marks of a snapshot, in all its readings; some 500 to 1,000 pages
)
MOST_UNPACKED = 32 << 20  # bytes that are unpacked of a document, an e-book or an archive
MOST_PARTS = 20_000  # files in such a package
MOST_MAIL_PARTS = 1_000  # parts of a mail or of a page saved as one file
MOST_RECORDS = 200_000  # records of a web archive


class TooLargeError(Exception):
    """A snapshot has too much in it to be read; the message says how much."""

    def __init__(self, what: str, number: int, most: int) -> None:
        super().__init__(f"{what.replace('#', f'{number:,}')}; the limit is {most:,}")
