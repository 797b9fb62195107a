"""How much of a snapshot is read at most, whatever the size of its file."""

from __future__ import annotations

MOST_PAGES = 10_000  # of a PDF
MOST_ELEMENTS = 300_000  # of a web page
MOST_IN_ARTICLE = 50_000  # elements of a web page in which the article is looked for
MOST_WORDS = (
    600_000  # words and punctuation marks of a snapshot, in all its readings; some 500 to 1,000 pages
)


class TooLargeError(Exception):
    """A snapshot has too much in it to be read; the message says how much."""

    def __init__(self, what: str, number: int, most: int) -> None:
        super().__init__(f"{what.replace('#', f'{number:,}')}; the limit is {most:,}")
