"""Of the records of a web archive, those count that lead to the page of the source: the newest, or that of a day."""

from __future__ import annotations

import pytest
from support.cases import each

from bindery.evidence.kinds.records import Asked, NoRecordError, Record, RecordIndex, chosen

A, B = "https://example.org/a", "https://example.org/b"


def record(address: str, day: int, **more: str) -> Record:
    """A record of an hour of May 2024; `status`, `kind`, `leads_to`, `digest` and `repeats` (an id) may be given."""
    return Record(
        address=address,
        date=f"2024-05-{day:02}T10:00:00Z",
        kind=more.get("kind", "response"),
        status=more.get("status", "200"),
        leads_to=more.get("leads_to", ""),
        type=more.get("type", "text/html"),
        digest=more.get("digest", ""),
        id=f"urn:{address}:{day}",
        repeats=(more.get("repeats", ""), ("", "")),
        archive="",
        offset=day * 1000,
        length=10,
    )


OLD, NEW = record(A, 1), record(A, 9)
GONE, MOVED = record(A, 20, status="404"), record(A, 5, status="301", leads_to=B)
TARGETS = [record(B, 2), record(B, 5), record(B, 8)]
SAME = record(A, 12, kind="revisit", digest="sha1:x")
NAMED = record(A, 12, kind="revisit", repeats=OLD.id)
CASES = [
    # the records, the address, the day, the days of those that are chosen
    ([OLD, NEW], A, "", [9]),
    ([NEW, OLD], A, "", [9]),
    ([OLD, NEW], A, "2024-05-01", [1]),
    ([OLD, GONE], A, "", [1]),
    ([OLD, NEW], "http://www.example.org/a/", "", [9]),
    ([OLD, NEW], f"{A}#part", "", [9]),
    ([OLD, record("http://example.org/a", 9)], A, "", [1]),
    ([MOVED, *TARGETS], A, "", [5, 5]),
    ([MOVED, TARGETS[0]], A, "", [5, 2]),
    ([MOVED, record(B, 6, status="302", leads_to=A), OLD], A, "", [5, 6, 1]),
    ([record(A, 3, digest="sha1:x"), SAME], A, "", [12, 3]),
    ([record(B, 3, digest="sha1:x"), SAME], A, "", [12, 3]),
    ([OLD, NEW, NAMED], A, "", [12, 1]),
    ([OLD, record(B, 3)], "", "", None),
    ([OLD], "", "", [1]),
    ([GONE], A, "", None),
    ([OLD], B, "", None),
    ([OLD], A, "2024-05-02", None),
    ([SAME], A, "", None),
    ([MOVED], A, "", None),
    ([record(A, 1, status="302", leads_to=A)], A, "", None),
    ([record(A, n, status="302", leads_to=B) for n in (1, 2)] + [record(B, 1, status="302", leads_to=A)], A, "", None),
    ([], A, "", None),
]  # fmt: skip


@each(("records", "address", "day", "days"), CASES)
def test_the_records_that_lead_to_a_page(
    records: list[Record], address: str, day: str, days: list[int]
) -> None:
    asked = Asked((address,) if address else (), day)
    if days is None:
        with pytest.raises(NoRecordError):
            chosen(RecordIndex(records), asked)
    else:
        found = chosen(RecordIndex(records), asked)
        assert [int(one.date[8:10]) for one in found] == days


def test_an_archived_copy_counts_where_the_address_itself_is_not_there() -> None:
    found = chosen(RecordIndex([record(B, 3)]), Asked((A, B)))
    assert [one.address for one in found] == [B]


def test_it_is_said_which_days_there_are() -> None:
    with pytest.raises(NoRecordError) as raised:
        chosen(RecordIndex([OLD, NEW]), Asked((A,), "2024-05-02"))
    assert raised.value.remedy == "it has 2024-05-01, 2024-05-09"
